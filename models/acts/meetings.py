"""Changing a meeting before it opens: its data, prepared, notified, postponed."""

from __future__ import annotations

from datetime import datetime

from models.acts.context import meeting_day, meeting_of
from models.acts.eligibility import eligible_member
from models.acts.fields import given, minutes_of, optional_line
from models.acts.kinds import MeetingId, MemberId
from models.acts.meeting_warnings import warn_of_committee, warn_of_day, warn_of_length, warn_of_notice
from models.acts.planning import PLACE, TITLE
from models.acts.registry import act
from models.acts.texts import title_of
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.roles import Role
from models.domain.state_sets import NOT_OPENED, UNSEALED
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import MeetingState
from models.domain.warnings import RuleWarning
from models.profiles.in_force import load_profile
from models.queries.agenda import agenda
from models.store.unit import Unit
from models.tables import Meeting


@act("meeting.change", label=N_("changed the meeting of {day}"))
def change_meeting(
    unit: Unit,
    at: datetime | None = None,
    place: str | None = None,
    title: str | None = None,
    minutes: int | None = None,
    chair: MemberId | Unset | None = UNSET,
    minute_taker: MemberId | Unset | None = UNSET,
    present_only: bool | None = None,
    meeting: MeetingId | None = None,
) -> None:
    """Change a meeting's time, place, title, length, chair, minute-taker, or whether only those present may speak."""
    found = meeting_of(unit, meeting)
    if at is not None:
        _reschedule(unit, found, at)
    if minutes is not None:
        _change_length(unit, found, minutes)
    found.place = found.place if place is None else optional_line(place, PLACE, "place")
    found.title = found.title if title is None else optional_line(title, TITLE, "title")
    found.chair_id = _person(unit, found, Role.CHAIR, chair, found.chair_id)
    found.minute_taker_id = _person(unit, found, Role.MINUTE_TAKER, minute_taker, found.minute_taker_id)
    found.present_only = found.present_only if present_only is None else present_only
    unit.say(day=meeting_day(found))


@act("meeting.prepare", label=N_("the meeting of {day} is prepared"))
def prepare_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Note that a meeting is prepared: agenda, papers and presenters are ready."""
    found = _passed_to(unit, meeting, MeetingState.PREPARED)
    warn_of_committee(unit, found)
    unit.say(day=meeting_day(found))


@act("meeting.notify", label=N_("notified everybody of the meeting of {day}"))
def notify_meeting(unit: Unit, meeting: MeetingId | None = None) -> None:
    """Note that the members and the superior were notified of a meeting."""
    found = _passed_to(unit, meeting, MeetingState.NOTIFIED)
    found.notified_at = unit.now
    warn_of_notice(unit, found)
    unit.say(day=meeting_day(found))


@act("meeting.postpone", label=N_("postponed the meeting of {day}: {reason}"))
def postpone_meeting(
    unit: Unit, reason: str = "", to: datetime | None = None, meeting: MeetingId | None = None
) -> None:
    """Postpone a meeting with the reason, to another time or without one; everybody has to be notified again."""
    found = meeting_of(unit, meeting, NOT_OPENED | {MeetingState.POSTPONED})
    unit.say(day=meeting_day(found))
    if found.state is not MeetingState.POSTPONED or reason.strip():
        found.postponed_reason = title_of(reason, N_("reason"), "reason")
    if found.state is not MeetingState.POSTPONED:
        check_transition(found.state, MeetingState.POSTPONED)
        found.state, found.notified_at = MeetingState.POSTPONED, None
    if to is not None:
        check_transition(found.state, MeetingState.PLANNED)
        found.state = MeetingState.PLANNED
        _reschedule(unit, found, to)
    unit.say(reason=found.postponed_reason)


def _person(
    unit: Unit, meeting: Meeting, role: Role, member: MemberId | Unset | None, before: str | None
) -> str | None:
    who = given(member, before)
    return eligible_member(unit, role, who, meeting=meeting).id if who and who != before else who


def _passed_to(unit: Unit, meeting: MeetingId | None, state: MeetingState) -> Meeting:
    found = meeting_of(unit, meeting, UNSEALED | {MeetingState.POSTPONED})
    check_transition(found.state, state)
    found.state = state
    return found


def _reschedule(unit: Unit, meeting: Meeting, at: datetime) -> None:
    """Set a meeting's time, and the rules in force on that day."""
    if meeting.state not in NOT_OPENED:
        raise Refused(N_("The meeting is {state}; its time stands."), state=label(meeting.state)).at("at")
    if meeting.state is MeetingState.NOTIFIED and at != meeting.scheduled_at:
        # Those notified of the old time have not been notified of this one.
        meeting.state, meeting.notified_at = MeetingState.PREPARED, None
        unit.warn(RuleWarning(N_("The meeting has another time; notify everybody anew.")))
    meeting.scheduled_at = at
    meeting.profile = load_profile(unit.home, at.astimezone(VIETNAM).date()).id
    warn_of_day(unit, meeting)


def _change_length(unit: Unit, meeting: Meeting, minutes: int) -> None:
    meeting.planned_minutes = minutes_of(minutes, least=1)
    warn_of_length(unit, meeting, minutes, thematic=agenda(unit.connection, meeting.id).has_theme)
