"""A meeting in the room: opened, paused, resumed, closed; what runs in it stops and goes on with it."""

from __future__ import annotations

from sqlmodel import col, select

from models.acts.context import BEFORE, RUNNING, day_of, meeting_of, running_meeting
from models.acts.kinds import MeetingId
from models.acts.meeting_warnings import warn_of_length, warn_of_notice, warn_of_quorum
from models.acts.registry import act
from models.acts.timer import pause, settle, start
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.speakers import floor_holder
from models.domain.vocabulary import ItemState, MeetingState, SpeechState
from models.queries.agenda import agenda, running_item
from models.queries.floor import speakers_list
from models.queries.meetings import meeting as view_of
from models.queries.meetings import meetings, open_round
from models.store.ids import new_id
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting, MeetingPause


@act("meeting.open", label=N_("opened the meeting of {day}"))
def open_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Open a meeting; only one is open at a time."""
    found = meeting_of(unit, meeting, BEFORE)
    check_transition(found.state, MeetingState.OPEN)
    _check_none_open(unit)
    warn_of_notice(unit, found)
    warn_of_quorum(unit, found)
    found.state, found.opened_at = MeetingState.OPEN, unit.now
    unit.say(day=day_of(found))


@act("meeting.pause", label=N_("paused the meeting"))
def pause_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Pause the meeting; the running item and the speech stand still until it is resumed."""
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
def close_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Close the meeting: what runs ends, and items not yet discussed are left for the next meeting."""
    found = meeting_of(unit, meeting, RUNNING)
    if motion := open_round(unit.connection, found.id):
        raise Refused(N_("The vote on “{motion}” is open; count it or void it first."), motion=motion)
    held_up = {held.item_id for held in _end_pauses(unit, found) if held.item_id}
    deferred = settle(unit, agenda(unit.connection, found.id), held_up)
    found.state, found.closed_at = MeetingState.CLOSED, unit.now
    minutes = view_of(unit.connection, found.id).held_seconds(unit.now) // 60
    thematic = any(item.thematic and item.started_at for item in agenda(unit.connection, found.id).items)
    warn_of_length(unit, found, minutes, thematic=thematic)
    unit.say(minutes=minutes, deferred=deferred)


def _check_none_open(unit: Unit) -> None:
    if other := next((view for view in meetings(unit.connection) if view.state in RUNNING), None):
        raise Refused(N_("The meeting of {day} is still open; close it first."), day=f"{other.day:%d/%m/%Y}")


def _speaking(unit: Unit, item: str) -> str | None:
    holder = floor_holder(speakers_list(unit.connection, item))
    return holder.id if holder and holder.state is SpeechState.SPEAKING else None


def _end_pauses(unit: Unit, meeting: Meeting) -> list[MeetingPause]:
    """End the break of a meeting (several, should devices have paused it apart) and return what it held up."""
    wanted = select(MeetingPause).where(
        MeetingPause.meeting_id == meeting.id,
        col(MeetingPause.resumed_at).is_(None),
        col(MeetingPause.deleted).is_(False),
    )
    pauses = list(unit.session.exec(wanted.order_by(MeetingPause.id)))
    for held in pauses:
        held.resumed_at = unit.now
    return pauses
