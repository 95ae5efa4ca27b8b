"""The context of an act: which meeting, whether it is in the right state, and which rules apply."""

from __future__ import annotations

from collections.abc import Container

from models.acts.kinds import ItemId, MeetingId
from models.domain.clock import day_held
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.labels import label
from models.domain.language import N_, Text
from models.domain.state_sets import NOT_OPENED, RUNNING, SEALED, UNSEALED
from models.domain.unset import UNSET, Unset
from models.domain.vocabulary import MeetingState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.profiles.in_force import wrong_rules
from models.profiles.schema import RuleProfile
from models.queries.lookup import current_meeting, latest_meeting
from models.queries.rules import meeting_rules
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting


def meeting_of(unit: Unit, meeting: MeetingId | None, states: Container[MeetingState] = UNSEALED) -> Meeting:
    """Return the meeting that an act is about (:func:`meant_meeting`), and assign the journal entry to it.

    Raises :class:`Refused` when its state is not in ``states``; a meeting with approved minutes is always refused.
    """
    key = meant_meeting(unit, meeting)
    if key is None and (last := latest_meeting(unit.connection)):
        raise Refused(
            N_("No meeting is open or planned; name the one that you mean, such as {day}."),
            day=meeting_day(unit.get(Meeting, last)),
        )
    if key is None:
        raise Refused(N_("There is no meeting to do this in; plan one: {way}."), way=WayOut("meeting.plan"))
    found = unit.get(Meeting, key)
    unit.meeting_id = found.id
    if found.state not in states:
        raise Refused(_why_not(found.state, states), day=meeting_day(found), state=label(found.state))
    return found


def meant_meeting(unit: Unit, meeting: MeetingId | None) -> str | None:
    """Return the key of the meeting: the given one, else the one shown, else the running one, else the next."""
    if named := meeting or unit.shown_meeting:
        return named
    key = current_meeting(unit.connection)
    unit.default_meeting = key or ""
    return key


def running_meeting(unit: Unit, meeting: MeetingId | None) -> Meeting:
    """Return the running meeting. Raises :class:`Refused` when it is not open, or in a break."""
    found = meeting_of(unit, meeting, RUNNING)
    if found.state is MeetingState.PAUSED:
        raise Refused(N_("The meeting is paused; resume it: {way}."), way=WayOut("meeting.resume"))
    return found


def meeting_day(meeting: Meeting) -> str:
    """Return the day of a meeting as audit lines and refusals name it."""
    return kept_day(day_held(meeting.scheduled_at, meeting.opened_at))


def _why_not(state: MeetingState, states: Container[MeetingState]) -> str:
    """Return the refusal for a meeting in a state that does not allow an act, with what to do instead."""
    if state in SEALED:
        return N_("The minutes of this meeting are approved and change no more; write an addendum.")
    if state is MeetingState.POSTPONED:
        return N_("The meeting of {day} is postponed; give it another day first.")
    if MeetingState.CLOSED not in states and MeetingState.APPROVED in states:
        return N_("The meeting of {day} is {state}; this is done once its minutes are approved.")
    if state in NOT_OPENED:
        return N_("The meeting of {day} is {state}, not open; this is done once it is open.")
    if state is MeetingState.CLOSED:
        return N_("The meeting of {day} is closed; what is left to do is its score, its minutes, its tasks.")
    return N_("The meeting of {day} is {state}; this cannot be done any more.")


def item_of(unit: Unit, item: ItemId, states: Container[MeetingState] = UNSEALED) -> tuple[AgendaItem, Meeting]:
    """Return an agenda item and its meeting, with the checks of :func:`meeting_of`."""
    found = unit.get(AgendaItem, item)
    return found, meeting_of(unit, MeetingId(found.meeting_id), states)


def title_in_words(item: AgendaItem) -> Text | str:
    """Return an item's title: in both languages if it is the title of its template."""
    return Text(vi=item.title, en=item.title_en) if item.title_en else item.title


def moved(unit: Unit, item: ItemId | Unset | None, stands: str | None, meeting_id: str | None) -> str | None:
    """Return the new item of a record; ``stands``, its present one, if ``item`` is left out.

    Raises :class:`Refused` for an item of another meeting.
    """
    if item is UNSET:
        return stands
    if not item:
        return None
    found = unit.get(AgendaItem, item)
    if meeting_id is not None and found.meeting_id != meeting_id:
        raise Refused(N_("“{item}” is an item of another meeting; choose one of the same."), item=title_in_words(found))
    return found.id


def rules_of(unit: Unit, meeting: Meeting) -> RuleProfile:
    """Return the rules of a meeting; see :func:`models.queries.rules.meeting_rules`.

    If a rule profile of the cell is invalid, the act warns which rules apply instead.
    """
    rules = meeting_rules(unit.home, meeting)
    for sentence in wrong_rules(unit.home):
        warning = RuleWarning(
            N_("{problem} The rules applied are those of “{rules}”."), {"problem": sentence, "rules": rules.id}
        )
        if warning not in unit.warnings:
            unit.warn(warning)
    return rules
