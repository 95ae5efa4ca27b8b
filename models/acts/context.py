"""What acts ask first: which meeting, is it in the right state, which rules hold for it."""

from __future__ import annotations

from collections.abc import Container

from models.acts.kinds import ItemId, MeetingId
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.labels import label
from models.domain.language import N_
from models.domain.vocabulary import MeetingState
from models.profiles.loading import load_profile
from models.profiles.schema import RuleProfile
from models.queries.lookup import current_meeting
from models.store.unit import Unit
from models.tables import AgendaItem, Meeting

RUNNING = frozenset({MeetingState.OPEN, MeetingState.PAUSED})
BEFORE = frozenset({MeetingState.PLANNED, MeetingState.PREPARED, MeetingState.NOTIFIED})
SEALED = frozenset({MeetingState.APPROVED, MeetingState.SENT, MeetingState.ACKNOWLEDGED})
UNSEALED = frozenset(MeetingState) - SEALED - {MeetingState.POSTPONED}


def meeting_of(unit: Unit, meeting: MeetingId | None, states: Container[MeetingState] = UNSEALED) -> Meeting:
    """Return the meeting meant (without a key the running one, else the next), and write the entry to its account.

    Raises :class:`Refused` when it is in none of ``states``; a meeting whose minutes are approved is in none.
    """
    key = meeting or current_meeting(unit.connection)
    if key is None:
        raise Refused(N_("There is no meeting. Plan one with meeting.plan."))
    found = unit.get(Meeting, key)
    unit.meeting_id = found.id
    if found.state in SEALED and found.state not in states:
        raise Refused(N_("The minutes of this meeting are approved and change no more; write an addendum."))
    if found.state not in states:
        raise Refused(N_("The meeting is {state}; this cannot be done now."), state=label(found.state))
    return found


def running_meeting(unit: Unit) -> Meeting:
    """Return the meeting that is open. Raises :class:`Refused` when none is, or when it pauses."""
    found = meeting_of(unit, None, RUNNING)
    if found.state is MeetingState.PAUSED:
        raise Refused(N_("The meeting is paused. Resume it first."))
    return found


def item_of(unit: Unit, item: ItemId, states: Container[MeetingState] = UNSEALED) -> tuple[AgendaItem, Meeting]:
    """Return an agenda item and its meeting, with the checks of :func:`meeting_of`."""
    found = unit.get(AgendaItem, item)
    return found, meeting_of(unit, MeetingId(found.meeting_id), states)


def rules_of(unit: Unit, meeting: Meeting) -> RuleProfile:
    """Return the rules in force on the day of the meeting: those named in it, else the newest of that day."""
    return load_profile(unit.home, meeting.scheduled_at.astimezone(VIETNAM).date(), meeting.profile or None)
