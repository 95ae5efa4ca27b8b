"""Assigning a role to a member: the one place where acts check eligibility."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models.domain.errors import argument
from models.domain.roles import Role, check_role, doubt
from models.domain.vocabulary import Status
from models.domain.warnings import RuleWarning
from models.queries.names import shown_names
from models.queries.people import statuses_on
from models.queries.roll_call import whole_roll
from models.store.unit import Unit
from models.tables import Meeting, Member

_ARGUMENTS: Mapping[Role, str] = {
    Role.TELLER: "tellers",
    Role.CHAIR: "chair",
    Role.MINUTE_TAKER: "minute_taker",
    Role.PRESENTER: "presenter",
    Role.OWNER: "owner",
    Role.SUBJECT: "subject",
    Role.CANDIDATE: "candidates",
    Role.OFFICE_HOLDER: "member",
}
"""The argument that takes the member for a role."""


def eligible_member(
    unit: Unit, role: Role, key: str, *, meeting: Meeting | None = None, day: date | None = None, citation: str = ""
) -> Member:
    """Return the member for a role: as on the roll of the meeting, else as on a day, by default today.

    Raises :class:`~models.domain.errors.Refused` for a member who may not have the role, and warns if the rules advise
    against it.
    """
    member = unit.get(Member, key)
    name = shown_names(unit.connection)[member.id]
    statuses, in_room = _as_of(unit, member, meeting, day)
    with argument(_ARGUMENTS[role]):
        check_role(role, name, statuses, in_room=in_room)
    if sentence := doubt(role, statuses):
        unit.warn(RuleWarning(sentence, {"member": name}, citation))
    return member


def name_of(unit: Unit, member: Member) -> str:
    """Return a member's displayed name; namesakes are distinguished."""
    return shown_names(unit.connection)[member.id]


def _as_of(unit: Unit, member: Member, meeting: Meeting | None, day: date | None) -> tuple[frozenset[Status], bool]:
    if meeting is not None:
        row = next((row for row in whole_roll(unit.connection, meeting.id) if row.member_id == member.id), None)
        if row is not None:
            return row.statuses, row.in_room
    return statuses_on(unit.connection, day or unit.today).get(member.id, frozenset()), False
