"""The graph of the writes of one merge unit, with an edge from each write to those that it replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Graph:
    """The writes of one merge unit: the fields that each set, and the writes that it replaced."""

    said: dict[str, dict[str, Any]] = field(default_factory=dict)
    before: dict[str, set[str]] = field(default_factory=dict)

    def add(self, entry: str, values: Mapping[str, Any], replaced: Iterable[str]) -> None:
        """Add a write."""
        self.said.setdefault(entry, {}).update(values)
        self.before.setdefault(entry, set()).update(one for one in replaced if one != entry)

    def tips(self) -> list[str]:
        """Return the entries that no other replaced."""
        replaced = set().union(*self.before.values())
        return [entry for entry in self.said if entry not in replaced] or list(self.said)

    def ancestors(self, entry: str) -> set[str]:
        """Return everything that an entry replaced, directly or indirectly."""
        found: set[str] = set()
        ahead = [entry]
        while ahead:
            for one in self.before.get(ahead.pop(), ()):
                if one not in found and one in self.said:
                    found.add(one)
                    ahead.append(one)
        return found
