"""Eligibility for roles: teller, candidate, chair, minute-taker, office holder, owner of a task, presenter.

One rule per role, checked by every act that assigns it. What the rules only advise against is a warning, because the
chair decides; the impossible is refused.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from enum import StrEnum

from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.domain.state_sets import NOT_CONVENED
from models.domain.vocabulary import Status


class Role(StrEnum):
    """A role that a member is assigned."""

    TELLER = "teller"
    CANDIDATE = "candidate"
    SUBJECT = "subject"
    CHAIR = "chair"
    MINUTE_TAKER = "minute_taker"
    OFFICE_HOLDER = "office_holder"
    OWNER = "owner"
    PRESENTER = "presenter"


IN_THE_ROOM = frozenset({Role.TELLER})
"""Roles that require presence in the room."""
OF_THE_CELL = frozenset({Role.CANDIDATE, Role.OFFICE_HOLDER})
"""Roles of official members of this cell (docs/domain.md, rule 6); a temporary member belongs to another cell."""


AT_THE_MEETING = frozenset({Role.TELLER, Role.CHAIR, Role.MINUTE_TAKER, Role.PRESENTER})
"""Roles at a meeting, to which suspended, prosecuted and detained members are not invited."""


def check_role(role: Role, name: str, statuses: AbstractSet[Status], *, in_room: bool = True) -> None:
    """Refuse a role to a member who has left the cell, is not invited, or is not in the room although the role requires
    it.
    """
    if Status.LEFT in statuses:
        raise Refused(N_("{member} has left the cell and cannot be given this; choose another member."), member=name)
    if role in AT_THE_MEETING and (held := NOT_CONVENED.intersection(statuses)):
        raise Refused(
            N_("{member} is {status} on that day and not invited to meetings; choose another member."),
            member=name,
            status=label(min(held)),
        )
    if role in IN_THE_ROOM and not in_room:
        raise Refused(
            N_("{member} is not in the room and cannot count; choose a member who is, or mark {member} present."),
            member=name,
        )


def doubt(role: Role, statuses: AbstractSet[Status]) -> str:
    """Return the warning against assigning a role to a member; empty if there is none."""
    if role not in OF_THE_CELL:
        return ""
    if Status.TEMPORARY in statuses:
        return N_("{member} is a temporary member, belongs to another cell and cannot be elected here.")
    if NOT_CONVENED.intersection(statuses):
        return N_("{member} is suspended, prosecuted or detained, and cannot be elected.")
    if Status.OFFICIAL not in statuses:
        return N_("{member} is no official member and cannot be elected.")
    return ""
