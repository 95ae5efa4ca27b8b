"""Attending online: counts as present, with a warning about its condition; no secret ballot may include it.

Source: pilot guidance 03-HD/TW (27 December 2022), from secondary sources; docs/domain.md, "Also".
"""

from __future__ import annotations

from collections.abc import Iterable

from models.acts.context import rules_of
from models.domain.errors import Refused
from models.domain.language import N_, Text
from models.domain.vocabulary import AttendanceState, Status
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.roll_call import RollCallRow, roll_call
from models.queries.votes import motions
from models.store.unit import Unit
from models.tables import Meeting

PRESENT_ONLINE = Text(vi="dự trực tuyến", en="present online")
"""How the audit line names the mark."""

_NOT_COUNTED = frozenset({Status.EXEMPT, Status.SUSPENDED, Status.LEFT})


def is_online(unit: Unit, meeting: Meeting, member: RollCallRow, state: AttendanceState, online: bool | None) -> bool:
    """Return whether a member attends online under a new mark; ``None``: unchanged.

    Raises :class:`Refused` for a member who is not present, and for everybody while a secret ballot is open.
    """
    if online:
        _check(unit, meeting, member, state)
    return state is AttendanceState.PRESENT and (member.online if online is None else online)


def _check(unit: Unit, meeting: Meeting, member: RollCallRow, state: AttendanceState) -> None:
    if state is not AttendanceState.PRESENT:
        raise Refused(N_("Only who is present can be present online; leave “online” out for another mark.")).at(
            "online"
        )
    if any(one.open_round and one.open_round.method.is_secret for one in motions(unit.connection, meeting.id)):
        raise Refused(
            N_("A secret ballot is being held, and it is not held online; count it first, then mark {member}."),
            member=member.full_name,
        )
    _warn(unit, meeting, member)


def _warn(unit: Unit, meeting: Meeting, member: RollCallRow) -> None:
    rule = rules_of(unit, meeting).attendance.online_above_percent
    counted = [row for row in roll_call(unit.connection, meeting.id) if not row.statuses & _NOT_COUNTED]
    online = 1 + sum(row.online and row.member_id != member.member_id for row in counted)
    if 100 * online <= rule.value * len(counted):
        sentence = N_(
            "Online attendance is for cells of whose members more than {percent}% cannot meet in one place (without"
            " those exempt or suspended); so far {online} of {members} attend online."
        )
        values = {"percent": rule.value, "online": online, "members": len(counted)}
        unit.warn(RuleWarning(sentence, values, str(rule.citation)))


def refuse_secret_online(voters: Iterable[RollCallRow]) -> None:
    """Refuse a secret ballot while a voter attends online."""
    if names := [row.full_name for row in voters if row.online]:
        raise Refused(
            N_(
                "{names} attend online, and a secret ballot is not held online: hold it once they are in the room,"
                " note for the time of the ballot that they left ({way}), or vote by another method."
            ),
            names=", ".join(names),
            way=WayOut("attendance.leave"),
        )
