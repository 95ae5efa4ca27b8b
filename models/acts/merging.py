"""Merging duplicate records of one person or one meeting, with their history.

Two machines that add the same member in different spellings create two records. Nothing is deleted for good, and the
act can be undone.
"""

from __future__ import annotations

import json
from datetime import date

from models.acts.context import meeting_day
from models.acts.kinds import MeetingId, MemberId
from models.acts.member_periods import in_force, office_rows, status_rows
from models.acts.references import meetings_with_roll, references, replace_by
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.state_sets import NOT_OPENED
from models.domain.text import fold
from models.domain.vocabulary import AttendanceState, ItemState, Status
from models.queries.names import shown_names
from models.queries.people import STANDINGS
from models.store.unit import Unit
from models.tables import AgendaItem, Attendance, Guest, Meeting, Member


@act("member.merge", label=N_("made one of two records: {member}"))
def merge_members(unit: Unit, member: MemberId, into: MemberId) -> None:
    """Make one of two records of the same person: the first one's history goes to the second, which stays."""
    gone, kept = unit.get(Member, member), unit.get(Member, into)
    if gone.id == kept.id:
        raise Refused(N_("These are one record already; name two."))
    names = shown_names(unit.connection)
    for field in ("birth_date", "joined_on", "official_on"):
        setattr(kept, field, getattr(kept, field) or getattr(gone, field))
    kept.remark = kept.remark or gone.remark
    kept.came_on = _earlier(kept.came_on, gone.came_on)
    _join_attendance(unit, gone, kept)
    _join_dated(unit, gone, kept)
    replace_by(unit, gone, kept)
    _join_rolls(unit, gone, kept)
    unit.say(member=names[kept.id])


@act("meeting.merge", label=N_("made one of two meetings: {day}"))
def merge_meetings(unit: Unit, meeting: MeetingId, into: MeetingId) -> None:
    """Merge a meeting that was planned twice: the records of the first move to the second, which stays."""
    gone, kept = unit.get(Meeting, meeting), unit.get(Meeting, into)
    if gone.id == kept.id:
        raise Refused(N_("These are one meeting already; name two."))
    if gone.kind is not kept.kind:
        raise Refused(N_("These are meetings of two kinds; only one that was planned twice becomes one."))
    if gone.opened_at:
        raise Refused(N_("The meeting of {day} was held; keep that one, and give up the other."), day=meeting_day(gone))
    if kept.opened_at:
        _drop_foreseen(unit, gone)
    _join_agendas(unit, gone, kept)
    replace_by(unit, gone, kept)
    unit.meeting_id = kept.id
    unit.say(day=meeting_day(kept))


def _earlier(one: date | None, other: date | None) -> date | None:
    return None if one is None or other is None else min(one, other)


def _join_attendance(unit: Unit, gone: Member, kept: Member) -> None:
    """Join attendances: present in either record counts as present."""
    marks = [row for row, _field in references(unit, gone) if isinstance(row, Attendance)]
    known = {row.meeting_id: row for row, _field in references(unit, kept) if isinstance(row, Attendance)}
    for mark in marks:
        own = known.get(mark.meeting_id)
        if own and mark.state is AttendanceState.PRESENT and own.state is not AttendanceState.PRESENT:
            own.state, own.arrived_at, own.left_at, own.reason = mark.state, mark.arrived_at, mark.left_at, mark.reason


def _join_dated(unit: Unit, gone: Member, kept: Member) -> None:
    """Keep the statuses and offices of the remaining member, and add those that only the other has in force."""
    standings = any(row.status in STANDINGS for row in status_rows(unit, kept))
    held = {row.status for row in status_rows(unit, kept)}
    for row in status_rows(unit, gone):
        known = row.status in held or (row.status in STANDINGS and standings) or row.status is Status.LEFT
        row.deleted = row.deleted or known
    has_office = bool(in_force(office_rows(unit, kept), unit.today))
    for office in office_rows(unit, gone):
        office.deleted = office.deleted or has_office
    unit.session.flush()


def _join_rolls(unit: Unit, gone: Member, kept: Member) -> None:
    """Replace the removed member by the remaining one on the rolls of closed meetings."""
    for held in meetings_with_roll(unit):
        if gone.id in held.roll:
            roll = json.loads(held.roll)
            statuses = roll.pop(gone.id)
            roll.setdefault(kept.id, statuses)
            held.roll = json.dumps(roll, sort_keys=True, separators=(",", ":"))


def _drop_foreseen(unit: Unit, gone: Meeting) -> None:
    """Remove the attendances and guests of a meeting that was never held; the other one has its own."""
    for row, _field in list(references(unit, gone)):
        if isinstance(row, Attendance | Guest):
            row.deleted = True


def _join_agendas(unit: Unit, gone: Meeting, kept: Meeting) -> None:
    """Join items of the same title; the other items are moved, unless the remaining meeting was held already."""
    mine = {fold(row.title): row for row in _items(unit, kept)}
    for row in _items(unit, gone):
        same = mine.get(fold(row.title))
        if same:
            replace_by(unit, row, same)
        elif kept.state not in NOT_OPENED and row.state is ItemState.PENDING:
            row.deleted = not any(True for _ in references(unit, row))
    unit.session.flush()


def _items(unit: Unit, of: Meeting) -> list[AgendaItem]:
    return [row for row, _field in references(unit, of) if isinstance(row, AgendaItem)]
