"""The graph of the writes of one unit of merging: who replaced whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Graph:
    """The writes of one unit: what each said of its fields, and which it replaced."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)

    def add(self, entry: str, values: Mapping[str, Any], replaced: Iterable[str]) -> None:
        """Take in a write."""
        self.said.setdefault(entry, {}).update(values)
        self.before.setdefault(entry, set()).update(one for one in replaced if one != entry)

    def tips(self) -> list[str]:
        """Return the entries that nobody replaced."""
        replaced = set().union(*self.before.values())
        return [entry for entry in self.said if entry not in replaced] or list(self.said)

    def ancestors(self, entry: str) -> set[str]:
        """Return what an entry replaced, and what that replaced."""
        found: set[str] = set()
        ahead = [entry]
        while ahead:
            for one in self.before.get(ahead.pop(), ()):
                if one not in found and one in self.said:
                    found.add(one)
                    ahead.append(one)
        return found
