"""Minutes: written as text, approved once, corrected only by addenda."""

from __future__ import annotations

from models.acts.context import SEALED, meeting_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.acts.reports import queue_report
from models.acts.texts import text_of
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.seal import seal_of
from models.domain.vocabulary import MeetingState, MinutesState
from models.store.ids import natural_id, new_id
from models.store.unit import Unit
from models.tables import Addendum, Meeting, Minutes

WRITABLE = frozenset({MeetingState.OPEN, MeetingState.PAUSED, MeetingState.CLOSED})


@act("minutes.write", label=N_("wrote the minutes of {day}"))
def write_minutes(
    unit: Unit, text: str, derived: str = "", replaces: str = "", meeting: MeetingId | None = None
) -> str:
    """Write the text of the minutes, with the draft it was edited from, to compare with later.

    ``replaces`` is the seal of the text that was edited: where another text stands by now, nothing is overwritten.
    """
    found = meeting_of(unit, meeting, WRITABLE)
    minutes = _minutes(unit, found) or Minutes(id=_key(found), meeting_id=found.id)
    if replaces and not minutes.deleted and minutes.text and seal_of(minutes.text) != replaces:
        raise Refused(N_("The minutes were changed elsewhere meanwhile; compare the two texts first."))
    minutes.text, minutes.deleted = text_of(text, N_("text of the minutes")), False
    minutes.derived_text = derived or minutes.derived_text
    unit.add(minutes)
    unit.say(day=_day(found))
    return minutes.id


@act(
    "minutes.approve",
    label=N_("approved the minutes of {day}"),
    irrevocable=N_("approved minutes change no more; a correction is an addendum."),
)
def approve_minutes(unit: Unit, meeting: MeetingId | None = None, seal: str = "") -> str:
    """Approve the minutes of a closed meeting: from now on they change no more.

    ``seal`` is that of the text that was read: another one is not approved unseen. The report to the superior is put
    into the queue with it.
    """
    found = meeting_of(unit, meeting)
    check_transition(found.state, MeetingState.APPROVED)
    minutes = _minutes(unit, found)
    if minutes is None or minutes.deleted or not minutes.text:
        raise Refused(N_("There are no minutes of this meeting yet; write them first."))
    if seal and seal_of(minutes.text) != seal:
        raise Refused(N_("The minutes were changed since you read them; read them again, then approve."))
    minutes.state, minutes.approved_at, minutes.seal = MinutesState.APPROVED, unit.now, seal_of(minutes.text)
    found.state = MeetingState.APPROVED
    queue_report(unit, found)
    unit.say(day=_day(found), seal=minutes.seal)
    return minutes.seal


@act("minutes.correct", label=N_("added a correction to the minutes of {day}"))
def correct_minutes(unit: Unit, text: str, meeting: MeetingId) -> str:
    """Add a correction to approved minutes, beside them."""
    found = meeting_of(unit, meeting, SEALED)
    minutes = _minutes(unit, found)
    if minutes is None:
        raise Refused(N_("There are no minutes of this meeting yet; write them first."))
    addendum = Addendum(id=new_id(), minutes_id=minutes.id, text=text_of(text, N_("correction")), written_at=unit.now)
    unit.add(addendum)
    unit.say(day=_day(found))
    return addendum.id


def _key(meeting: Meeting) -> str:
    return natural_id("minutes", meeting.id)


def _minutes(unit: Unit, meeting: Meeting) -> Minutes | None:
    return unit.find(Minutes, _key(meeting))


def _day(meeting: Meeting) -> str:
    return f"{meeting.scheduled_at.astimezone(VIETNAM):%d/%m/%Y}"
