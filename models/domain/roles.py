"""Who may take a part: teller, candidate, chair, minute-taker, holder of an office, owner of a task, presenter.

One rule a part, asked by every act that gives it. What only the rules advise against is a warning, for the chair
decides; what cannot be is refused.
"""

from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.vocabulary import Status


class Role(StrEnum):
    """A part that a member is given."""

    TELLER = "teller"
    CANDIDATE = "candidate"
    SUBJECT = "subject"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    OFFICE_HOLDER = "office_holder"
    OWNER = "owner"
    PRESENTER = "presenter"


IN_THE_ROOM = frozenset({Role.TELLER})
"""The parts that only somebody who is there can take."""
OF_THE_CELL = frozenset({Role.CANDIDATE, Role.OFFICE_HOLDER})
"""The parts of official members of this cell (docs/domain.md, rule 6); a temporary member has another cell."""


def check_role(role: Role, name: str, statuses: Container[Status], *, in_room: bool = True) -> None:
    """Refuse a part to somebody who has left the cell, or who is not there where one has to be."""
    if Status.LEFT in statuses:
        raise Refused(N_("{member} has left the cell and cannot be given this; choose another member."), member=name)
    if role in IN_THE_ROOM and not in_room:
        raise Refused(
            N_("{member} is not in the room and cannot count; choose a member who is, or mark {member} present."),
            member=name,
        )


def doubt(role: Role, statuses: Container[Status]) -> str:
    """Return the sentence that warns of giving a part to somebody; empty where nothing stands against it."""
    if role not in OF_THE_CELL:
        return ""
    if Status.TEMPORARY in statuses:
        return N_("{member} is a temporary member, belongs to another cell and cannot be elected here.")
    if Status.OFFICIAL not in statuses:
        return N_("{member} is no official member and cannot be elected.")
    return ""
