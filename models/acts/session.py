"""A meeting in session: opened, paused, resumed, closed, together with its running item and speech."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from models.acts.context import meeting_day, meeting_of, running_meeting
from models.acts.fields import given
from models.acts.kinds import MeetingId, MeetingTime
from models.acts.meeting_warnings import (
    warn_of_conflicts,
    warn_of_length,
    warn_of_notice,
    warn_of_quorum,
    warn_of_score,
)
from models.acts.registry import act
from models.acts.texts import title_of
from models.acts.time_checks import EARLY, LONGEST, moment_in, time_text, warn_of_clock
from models.acts.timer import pause, settle, start
from models.domain.clock import VIETNAM, beginning, local
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.speakers import floor_holder
from models.domain.state_sets import NOT_OPENED, RUNNING
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import ItemState, MeetingState, SpeechState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.queries.agenda import agenda, running_item
from models.queries.floor import speakers_list
from models.queries.meetings import meeting as view_of
from models.queries.meetings import meetings, open_round
from models.queries.roll_call import roll_call, roll_text
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting, MeetingPause


@act("meeting.open", label=N_("opened the meeting of {day}"))
def open_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Open a meeting; only one is open at a time."""
    found = meeting_of(unit, meeting, NOT_OPENED)
    check_transition(found.state, MeetingState.OPEN)
    _check_none_open(unit)
    warn_of_notice(unit, found)
    warn_of_quorum(unit, found)
    found.state, found.opened_at = MeetingState.OPEN, unit.now
    _warn_of_another_day(unit, found)
    unit.say(day=meeting_day(found))


def _warn_of_another_day(unit: Unit, meeting: Meeting) -> None:
    if beginning(meeting.scheduled_at, meeting.opened_at) != meeting.opened_at:
        sentence = N_(
            "The clock says {day}, the meeting is planned for {planned}: set the clock right. The roll is that of the"
            " planned day."
        )
        unit.warn(RuleWarning(sentence, {"planned": kept_day(meeting.scheduled_at), "day": kept_day(unit.today)}))
    elif meeting.scheduled_at.astimezone(VIETNAM).date() != unit.today:
        sentence = N_("The meeting was planned for {planned} and opens on {day}: the roll is that of today.")
        unit.warn(RuleWarning(sentence, {"planned": kept_day(meeting.scheduled_at), "day": kept_day(unit.today)}))


@act("meeting.pause", label=N_("paused the meeting"))
def pause_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Pause the meeting, its running item and speech."""
    found = running_meeting(unit, meeting)
    item = running_item(unit.connection, found.id)
    speech = _speaking(unit, item) if item else None
    if item:
        pause(unit, unit.get(AgendaItem, item))
    unit.add(MeetingPause(id=new_id(), meeting_id=found.id, paused_at=unit.now, item_id=item, speech_id=speech))
    found.state = MeetingState.PAUSED


@act("meeting.resume", label=N_("resumed the meeting"))
def resume_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Resume the meeting; the item and the speech that ran before the break go on."""
    found = meeting_of(unit, meeting, RUNNING)
    check_transition(found.state, MeetingState.OPEN)
    found.state = MeetingState.OPEN
    for held in _end_pauses(unit, found):
        if held.item_id and (item := unit.get(AgendaItem, held.item_id)).state is ItemState.PAUSED:
            start(unit, item, speech_id=held.speech_id)


@act("meeting.close", label=N_("closed the meeting after {minutes} minutes; {deferred} items left for the next"))
def close_meeting(unit: Unit, meeting: MeetingId | None = None, at: MeetingTime | None = None) -> None:
    """Close the meeting, now or at the time when it ended: what runs ends, items not yet discussed are left over."""
    found = meeting_of(unit, meeting, RUNNING)
    if motion := open_round(unit.connection, found.id):
        raise Refused(N_("The vote on “{motion}” is open; count it or void it first."), motion=motion)
    closed_at = _end(unit, found, at)
    held_up = {held.item_id for held in _end_pauses(unit, found, at) if held.item_id}
    deferred = settle(unit, agenda(unit.connection, found.id), held_up, at)
    found.state, found.closed_at = MeetingState.CLOSED, closed_at
    found.roll = roll_text(unit.connection, found.id)
    warn_of_clock(unit, found, closed_at)
    minutes = view_of(unit.connection, found.id).held_seconds(unit.now) // 60
    thematic = any(item.thematic and item.started_at for item in agenda(unit.connection, found.id).items)
    warn_of_length(unit, found, minutes, thematic=thematic)
    warn_of_conflicts(unit, found)
    warn_of_score(unit, found)
    unit.say(minutes=minutes, deferred=deferred)


@act("meeting.correct_times", label=N_("corrected the times of the meeting: {opened} – {closed} ({reason})"))
def correct_times(
    unit: Unit,
    meeting: MeetingId,
    reason: str,
    opened: MeetingTime | Unset = UNSET,
    closed: MeetingTime | Unset = UNSET,
) -> None:
    """Correct when a meeting was opened or closed, with the reason: a clock was wrong, it was closed too late."""
    found = meeting_of(unit, meeting, RUNNING | {MeetingState.CLOSED})
    why = title_of(reason, N_("reason"), "reason")
    if not isinstance(closed, Unset) and found.closed_at is None:
        raise Refused(N_("The meeting is not closed yet; close it at the time when it ended."))
    begun, ended = given(opened, found.opened_at), given(closed, found.closed_at)
    if begun and ended and not begun <= ended <= begun + LONGEST:
        raise Refused(
            N_("A meeting cannot last from {opened} until {closed}; correct one of the two times."),
            opened=time_text(begun),
            closed=time_text(ended),
        ).at("closed")
    is_clock_right = found.opened_at is None or unit.now >= found.opened_at
    if is_clock_right and any(isinstance(one, datetime) and one > unit.now for one in (opened, closed)):
        too_late = Refused(N_("The time lies in the future or after the meeting; give an earlier one."))
        raise too_late.at("closed" if ended and ended > unit.now else "opened")
    before, found.opened_at, found.closed_at = beginning(found.scheduled_at, found.opened_at), begun, ended
    if found.roll and local(before).date() != local(beginning(found.scheduled_at, begun)).date():
        found.roll = ""
        unit.session.flush()
        found.roll = roll_text(unit.connection, found.id)  # the roll of the day on which it was held
    _warn_of_marks(unit, found)
    unit.say(
        opened=time_text(begun) if begun else "–",
        closed=time_text(ended, begun) if ended else "–",
        reason=why,
    )


def _warn_of_marks(unit: Unit, meeting: Meeting) -> None:
    """Warn about arrivals and departures outside the meeting's times."""
    opened, closed = meeting.opened_at, meeting.closed_at or unit.now
    rows = roll_call(unit.connection, meeting.id)
    times = [one for row in rows for one in (row.arrived_at, row.left_at) if one]
    count = sum(opened is not None and not opened - EARLY <= one <= max(opened, closed) for one in times)
    if count:
        sentence = N_("{count} arrivals or leavings lie outside of these times; correct them in the roll-call.")
        unit.warn(RuleWarning(sentence, {"count": count}))


def _end(unit: Unit, meeting: Meeting, at: datetime | None) -> datetime:
    """Return the end of a meeting. Raises :class:`Refused` for an end before its beginning."""
    end = moment_in(unit, meeting, at)
    if at is not None and meeting.opened_at and end < meeting.opened_at:
        raise Refused(
            N_("A meeting cannot last from {opened} until {closed}; correct one of the two times."),
            opened=time_text(meeting.opened_at),
            closed=time_text(end),
        ).at("at")
    return end


def _check_none_open(unit: Unit) -> None:
    if other := next((view for view in meetings(unit.connection) if view.state in RUNNING), None):
        raise Refused(
            N_("The meeting of {day} is still open; close it: {way}."),
            day=kept_day(other.day),
            way=WayOut("meeting.close"),
        )


def _speaking(unit: Unit, item: str) -> str | None:
    holder = floor_holder(speakers_list(unit.connection, item))
    return holder.id if holder and holder.state is SpeechState.SPEAKING else None


def _end_pauses(unit: Unit, meeting: Meeting, at: datetime | None = None) -> list[MeetingPause]:
    """End the break of a meeting (several, if devices paused it offline) and return what it interrupted."""
    wanted = select(MeetingPause).where(
        MeetingPause.meeting_id == meeting.id,
        col(MeetingPause.resumed_at).is_(None),
        col(MeetingPause.deleted).is_(False),
    )
    pauses = list(unit.session.exec(wanted.order_by(MeetingPause.id)))
    for held in pauses:
        held.resumed_at = max(held.paused_at, at) if at else unit.now
    return pauses
