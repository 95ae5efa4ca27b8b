"""Acts of the roll-call: who is present, excused or elsewhere; late arrivals and departures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from models.acts.context import meeting_day, meeting_of, rules_of
from models.acts.eligibility import name_of
from models.acts.floor import leave_floor
from models.acts.kinds import MeetingId, MeetingTime, MemberId
from models.acts.online import PRESENT_ONLINE, is_online
from models.acts.registry import act
from models.acts.texts import reason_line, title_of
from models.acts.time_checks import EARLY, moment_in, time_text, warn_of_clock
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.domain.state_sets import NOT_CONVENED, NOT_OPENED, RUNNING
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import Acceptance, AttendanceState, MeetingState, MotionKind, Status
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.roll_call import RollCallRow, excused_in_a_row, not_convened, on_the_roll, roll_call
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Attendance, Meeting, Member

_ONLY_WHEN_OPEN = frozenset({AttendanceState.PRESENT, AttendanceState.UNEXCUSED})
_BY_STATUS = {Status.ELSEWHERE: AttendanceState.ELSEWHERE, Status.EXEMPT: AttendanceState.EXEMPT}
"""The marks that follow from the status of a member who has not come."""


@act("attendance.mark", label=N_("roll-call: {member} {state}"))
def mark(
    unit: Unit,
    member: MemberId,
    state: AttendanceState,
    reason: str = "",
    at: MeetingTime | None = None,
    meeting: MeetingId | None = None,
    online: bool = False,
) -> None:
    """Call the roll for a member: present (also online), excused with a reason, unexcused, elsewhere."""
    found = _not_closed(unit, meeting)
    row = _row(unit, found, member)
    _check_stage(found, state)
    online = is_online(unit, found, row, state, online)
    arrived_at, left_at = _times(unit, found, row, state, at)
    if arrived_at and arrived_at != row.arrived_at:
        warn_of_clock(unit, found, arrived_at, EARLY)
    why = reason_line(reason) or (row.reason if state is row.state else "")
    _warn(unit, found, row, state, why)
    _write(unit, found, row, state=state, arrived_at=arrived_at, left_at=left_at, reason=why, online=online)
    if row.in_room and state is not AttendanceState.PRESENT:
        leave_floor(unit, found, row.member_id)
    unit.say(member=row.full_name, state=PRESENT_ONLINE if online else state)


@act("attendance.leave", label=N_("{member} left"))
def leave(unit: Unit, member: MemberId, at: MeetingTime | None = None, meeting: MeetingId | None = None) -> None:
    """Note that a member leaves the room, now or at a time; the member's requests to speak and speech end."""
    found = _not_closed(unit, meeting)
    row = _row(unit, found, member)
    if not row.in_room or row.arrived_at is None:
        raise Refused(
            N_("{member} is not in the room; call the roll first: {way}."),
            member=row.full_name,
            way=WayOut("attendance.mark"),
        )
    left_at = moment_in(unit, found, at)
    _check_order(row, row.arrived_at, left_at)
    _write(unit, found, row, left_at=left_at)
    leave_floor(unit, found, row.member_id)
    unit.say(member=row.full_name)


@act("attendance.correct", label=N_("{member} was there from {arrived} until {left}"))
def correct_times(
    unit: Unit,
    member: MemberId,
    arrived: MeetingTime | Unset = UNSET,
    left: MeetingTime | Unset | None = UNSET,
    meeting: MeetingId | None = None,
) -> None:
    """Correct when a member who came arrived or left; nothing for “left” is: stayed to the end."""
    found = meeting_of(unit, meeting)
    row = _row(unit, found, member)
    if row.state is not AttendanceState.PRESENT or row.arrived_at is None:
        raise Refused(N_("{member} did not come, so that there is no time to correct."), member=row.full_name)
    came = row.arrived_at if arrived is UNSET else moment_in(unit, found, arrived, "arrived")
    gone = row.left_at if left is UNSET else left and moment_in(unit, found, left, "left")
    _check_order(row, came, gone)
    _write(unit, found, row, arrived_at=came, left_at=gone)
    if gone and row.in_room:
        leave_floor(unit, found, row.member_id)
    unit.say(member=row.full_name, arrived=time_text(came), left=time_text(gone) if gone else "–")


@act("attendance.correct_mark", label=N_("corrected the roll-call: {member} {state}{times} ({reason})"))
def correct_mark(
    unit: Unit,
    member: MemberId,
    state: AttendanceState,
    reason: str,
    arrived: MeetingTime | None = None,
    left: MeetingTime | Unset | None = UNSET,
    absence: str = "",
    meeting: MeetingId | None = None,
    online: bool | None = None,
) -> None:
    """Correct a mark of the roll-call with the reason, also after the meeting closed; who came, from when to when."""
    found = meeting_of(unit, meeting)
    row = _row(unit, found, member)
    _check_stage(found, state)
    why = title_of(reason, N_("reason"), "reason")
    came = gone = None
    online = is_online(unit, found, row, state, online)
    if state is AttendanceState.PRESENT:
        came = row.arrived_at if arrived is None and row.arrived_at else moment_in(unit, found, arrived, "arrived")
        gone = row.left_at if left is UNSET else left and moment_in(unit, found, left, "left")
        _check_order(row, came, gone)
    excuse = reason_line(absence, "absence")
    _write(unit, found, row, state=state, arrived_at=came, left_at=gone, reason=excuse, online=online)
    if row.in_room and (gone or came is None):
        leave_floor(unit, found, row.member_id)
    times = f" {time_text(came)} – {time_text(gone, came) if gone else '…'}" if came else ""
    unit.say(member=row.full_name, state=PRESENT_ONLINE if online else state, times=times, reason=why)


@act("attendance.accept_reason", label=N_("{member} misses the whole meeting: {answer}"))
def acceptreason_line(unit: Unit, member: MemberId, accepted: bool = True, meeting: MeetingId | None = None) -> None:
    """Note that the committee accepts the reason for missing the whole meeting; in elections N is one less."""
    found = meeting_of(unit, meeting)
    row = _row(unit, found, member)
    if row.state is not AttendanceState.EXCUSED or row.arrived_at is not None:
        raise Refused(
            N_("{member} is not excused for the whole meeting; mark the absence with its reason first: {way}."),
            member=row.full_name,
            way=WayOut("attendance.mark"),
        )
    if accepted and not row.reason:
        citation = str(rules_of(unit, found).votes.excused_whole_in_n[MotionKind.ELECTION].citation)
        unit.warn(RuleWarning(N_("No reason was noted why {member} is absent."), {"member": row.full_name}, citation))
    if mark := unit.find(Attendance, natural_id("attendance", found.id, row.member_id)):
        mark.reason_accepted = accepted
    unit.say(member=row.full_name, answer=Acceptance.ACCEPTED if accepted else Acceptance.NOT_ACCEPTED)


@act("attendance.present_rest", label=N_("roll-call: {count} others present"))
def mark_rest_present(unit: Unit, meeting: MeetingId | None = None) -> int:
    """Mark everybody not yet called as present; those elsewhere or exempt get that mark."""
    _not_closed(unit, meeting)
    found = meeting_of(unit, meeting, RUNNING)
    rest = [row for row in roll_call(unit.connection, found.id) if row.state is None]
    if not rest:
        raise Refused(
            N_("Everybody has been called already; to change a mark, give it anew: {way}."),
            way=WayOut("attendance.mark"),
        )
    states = [_expected_state(row) for row in rest]
    for row, state in zip(rest, states, strict=True):
        arrived_at = unit.now if state is AttendanceState.PRESENT else None
        _write(unit, found, row, state=state, arrived_at=arrived_at, left_at=None, reason="", online=False)
    count = states.count(AttendanceState.PRESENT)
    unit.say(count=count)
    return count


@act("attendance.clear", label=N_("roll-call: {member} not yet called"))
def clear(unit: Unit, member: MemberId, meeting: MeetingId | None = None) -> None:
    """Clear a member's mark of the roll-call, as if not yet called."""
    found = _not_closed(unit, meeting)
    row = _row(unit, found, member)
    if row.state is None:
        raise Refused(N_("{member} has not been called yet, so there is no mark to take away."), member=row.full_name)
    _write(unit, found, row, deleted=True)
    leave_floor(unit, found, row.member_id)
    unit.say(member=row.full_name)


def _not_closed(unit: Unit, meeting: MeetingId | None) -> Meeting:
    """Return the meeting whose roll is called. Raises :class:`Refused` once it is closed: marks are corrected then."""
    found = meeting_of(unit, meeting)
    if found.state is MeetingState.CLOSED:
        raise Refused(
            N_("The meeting of {day} is closed; its roll-call is corrected with a reason: {way}."),
            day=meeting_day(found),
            way=WayOut("attendance.correct_mark"),
        )
    return found


def _check_order(row: RollCallRow, came: datetime, gone: datetime | None) -> None:
    if gone and gone < came:
        wrong_order = N_("{member} cannot leave before arriving; correct one of the two times.")
        raise Refused(wrong_order, member=row.full_name).at("left")


def _row(unit: Unit, meeting: Meeting, member: MemberId) -> RollCallRow:
    name = name_of(unit, unit.get(Member, member))
    row = on_the_roll(unit.connection, meeting.id, member)
    left_out = not_convened(unit.connection, meeting.id) if row is None else ()
    if held := next((one.statuses & NOT_CONVENED for one in left_out if one.member_id == member), None):
        raise Refused(
            N_("{member} is {status} on the day of the meeting, and not called; end that status first: {way}."),
            member=name,
            status=label(min(held)),
            way=WayOut("member.status"),
        )
    if row is None:
        raise Refused(
            N_("{member} is not on the roll of this meeting; the roll has who was a member on its day."), member=name
        )
    return row


def _check_stage(meeting: Meeting, state: AttendanceState) -> None:
    if meeting.state not in NOT_OPENED:
        return
    if state in _ONLY_WHEN_OPEN:
        raise Refused(
            N_("The meeting is not open yet ({way}); until then only foreseen absences are noted."),
            way=WayOut("meeting.open"),
        )
    if meeting.agreed_at is None:
        raise Refused(
            N_("The agenda is not agreed yet; agree it ({way}), then foreseen absences can be noted."),
            way=WayOut("agenda.agree"),
        )


def _times(
    unit: Unit, meeting: Meeting, row: RollCallRow, state: AttendanceState, at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Return arrival and departure under the new mark: a member who left keeps the arrival, also when coming back."""
    if state is not AttendanceState.PRESENT:
        return (row.arrived_at, row.left_at) if row.left_at else (None, None)
    if row.arrived_at and (row.left_at or at is None):
        return row.arrived_at, None
    return moment_in(unit, meeting, at), None


def _warn(unit: Unit, meeting: Meeting, row: RollCallRow, state: AttendanceState, reason: str) -> None:
    rules = rules_of(unit, meeting)
    if state is AttendanceState.EXCUSED:
        if not reason:
            citation = str(rules.attendance.unexcused_max.citation)
            unit.warn(
                RuleWarning(N_("No reason was noted why {member} is absent."), {"member": row.full_name}, citation)
            )
        _warn_of_many_excuses(unit, meeting, row)
    if state is AttendanceState.UNEXCUSED:
        _warn_of_unexcused(unit, meeting, row)
    if state in _BY_STATUS.values() and not any(_BY_STATUS.get(status) is state for status in row.statuses):
        rule = rules.votes.elsewhere_in_n if state is AttendanceState.ELSEWHERE else rules.votes.absent_exempt_in_n
        sentence = N_("{member} has no such status on this day, and is left out of N nevertheless.")
        unit.warn(RuleWarning(sentence, {"member": row.full_name}, str(rule.citation)))


def _warn_of_many_excuses(unit: Unit, meeting: Meeting, row: RollCallRow) -> None:
    rule = rules_of(unit, meeting).attendance.consecutive_excused_max
    count = excused_in_a_row(unit.connection, meeting.id, row.member_id) + 1
    if count > rule.value:
        sentence = N_("{member} would be excused {count} times in a row; at most {most} are usual.")
        values = {"member": row.full_name, "count": count, "most": rule.value}
        unit.warn(RuleWarning(sentence, values, str(rule.citation)))


def _warn_of_unexcused(unit: Unit, meeting: Meeting, row: RollCallRow) -> None:
    """Warn when more are absent without a reason than the rules allow, counting the member who is marked now."""
    rule = rules_of(unit, meeting).attendance.unexcused_max
    others = (one for one in roll_call(unit.connection, meeting.id) if one.member_id != row.member_id)
    count = 1 + sum(one.state is AttendanceState.UNEXCUSED for one in others)
    if count > rule.value:
        sentence = N_("With {member}, {count} are absent without a reason; at most {most} are foreseen.")
        values = {"member": row.full_name, "count": count, "most": rule.value}
        unit.warn(RuleWarning(sentence, values, str(rule.citation)))


def _expected_state(row: RollCallRow) -> AttendanceState:
    marks = (mark for status, mark in _BY_STATUS.items() if status in row.statuses)
    return next(marks, AttendanceState.PRESENT)


def _write(unit: Unit, meeting: Meeting, member: RollCallRow, **fields: Any) -> None:
    """Write the member's attendance; its key is natural, so that a mark after a removed one uses the same row."""
    key = natural_id("attendance", meeting.id, member.member_id)
    row = unit.find(Attendance, key)
    if row is None:
        unit.add(Attendance(id=key, meeting_id=meeting.id, member_id=member.member_id, **fields))
        return
    for name, value in {"deleted": False, **fields}.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            row.reason_accepted = False  # the committee accepted the reason of another mark
