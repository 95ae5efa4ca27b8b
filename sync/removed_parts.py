"""Parts of journals that were removed at the server, as this machine tells of them: who, what is here, the way out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.domain import limits
from models.domain.clock import day_of, from_text, to_text
from models.domain.formats import day_text
from models.domain.language import N_, _, fill

KEPT = timedelta(days=limits.HIDDEN_DAYS)
MOST_TOLD = 5
"""Maximum number of removals that are listed, the newest ones."""
_BY_ADMINISTRATOR = N_("The server's administrator removed {device} for good, from entry {first} on.")
_BY_MEMBER = N_("A machine of the cell had {device} removed from the server, from entry {first} on.")
_HERE = N_("It is on this machine, which keeps it and does not send it again; machines that join do not get it.")
_NOT_HERE = N_("It is not on this machine, and does not come.")
_TAKE_BACK = N_(
    "If that was not the cell's will, whoever runs the server brings it back until {day}: chibo admin device allow"
    " {cell} {device}"
)
_TAKE_BACK_LATER = N_(
    "The server has kept it until {day}; after “chibo admin device allow {cell} {device}” the machines that have it"
    " send it again."
)


@dataclass(frozen=True, slots=True)
class RemovedPart:
    """A device's entries from ``first`` on, of which the server accepts no more."""

    device: str
    first: int
    is_by_administrator: bool
    at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Tell whether a machine of the cell had it removed, perhaps a thief's, and it can still be brought back."""
        return not self.is_by_administrator and self.at is not None and now - self.at < KEPT

    def to_json(self) -> list[object]:
        """Return it as a list."""
        return [self.device, self.first, self.is_by_administrator, to_text(self.at) if self.at else None]

    @classmethod
    def of(cls, device: Any, first: Any, by_administrator: Any, at: Any = None) -> RemovedPart:
        """Return what :meth:`to_json` wrote; an older program wrote no time."""
        return cls(str(device), int(first), bool(by_administrator), from_text(at) if at else None)


def removal_notes(parts: Sequence[RemovedPart], here: Mapping[str, int], cell: str, now: datetime) -> Iterator[str]:
    """Yield a text for each of the newest removals; ``here`` is the last entry of each device on this machine."""
    for part in parts[:MOST_TOLD]:
        values = {"device": part.device, "first": str(part.first), "cell": cell}
        templates = [_HERE if here.get(part.device, 0) >= part.first else _NOT_HERE]
        if part.is_by_administrator:
            templates.insert(0, _BY_ADMINISTRATOR)
        else:
            templates.insert(0, _BY_MEMBER)
            if part.at:  # an older program wrote none
                values["day"] = day_text(day_of(part.at + KEPT))
                templates.append(_TAKE_BACK if part.is_open(now) else _TAKE_BACK_LATER)
        yield " ".join(fill(_(template), values) for template in templates)
