"""What has happened at a practice meeting, as it is kept: without words, so that it is told in any language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.domain.clock import from_text, to_text
from models.profiles.practice import Behaviour


@dataclass(frozen=True, slots=True)
class Happening:
    """An event at its moment: by whom, with whom, and the numbers in it. ``about`` is a speech or a round."""

    id: str
    event: str
    behaviour: Behaviour
    at: datetime
    member: str = ""
    other: str = ""
    about: str = ""
    values: Mapping[str, int] = field(default_factory=dict, hash=False)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON values."""
        return {
            "id": self.id,
            "event": self.event,
            "behaviour": self.behaviour.value,
            "at": to_text(self.at),
            "member": self.member,
            "other": self.other,
            "about": self.about,
            "values": dict(self.values),
        }

    @classmethod
    def from_json(cls, found: Mapping[str, Any]) -> Happening:
        """Return what :meth:`to_json` wrote."""
        return cls(
            id=str(found["id"]),
            event=str(found["event"]),
            behaviour=Behaviour(found["behaviour"]),
            at=from_text(found["at"]),
            member=str(found["member"]),
            other=str(found["other"]),
            about=str(found["about"]),
            values={str(name): int(value) for name, value in found["values"].items()},
        )


Log = tuple[Happening, ...]
