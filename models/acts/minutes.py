"""Minutes: written as text, approved once, corrected only by addenda."""

from __future__ import annotations

from models.acts.context import meeting_day, meeting_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.acts.reports import queue_report
from models.acts.texts import text_of
from models.documents.minutes_text import draft_of_meeting
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.meeting_states import check_transition
from models.domain.seal import seal_of
from models.domain.state_sets import SEALED, WRITABLE
from models.domain.text import one_line
from models.domain.vocabulary import AddendumKind, MeetingState, MinutesState
from models.domain.ways_out import WayOut
from models.queries.minutes import find_minutes
from models.queries.numbering import Series, next_number
from models.queries.roll_call import roll_text
from models.queries.sealed import head_of
from models.store.ids import natural_id, new_id
from models.store.unit import Unit
from models.tables import Addendum, Meeting, Minutes


@act("minutes.write", label=N_("wrote the minutes of {day}"))
def write_minutes(
    unit: Unit, text: str, derived: str = "", replaces: str = "", meeting: MeetingId | None = None
) -> str:
    """Write the text of the minutes, with the draft it was edited from, to compare with later.

    ``replaces`` is the seal of the text that was edited: where another text stands by now, nothing is overwritten.
    """
    found = meeting_of(unit, meeting, WRITABLE)
    minutes = _minutes(unit, found) or Minutes(id=_key(found), meeting_id=found.id)
    derived = derived or minutes.derived_text or draft_of_meeting(unit.connection, found.id, unit.home, unit.now)
    if replaces and not minutes.deleted and minutes.text and seal_of(minutes.text) != replaces:
        raise Refused(N_("The minutes were changed elsewhere meanwhile; compare the two texts first."))
    minutes.text, minutes.deleted = text_of(text, N_("text of the minutes")), False
    minutes.derived_text = derived
    unit.add(minutes)
    unit.say(day=meeting_day(found))
    return minutes.id


@act(
    "minutes.approve",
    label=N_("approved the minutes of {day}"),
    irrevocable=N_("approved minutes change no more; a correction is an addendum."),
)
def approve_minutes(unit: Unit, meeting: MeetingId | None = None, seal: str = "", outdated_ok: bool = False) -> str:
    """Approve the minutes of a closed meeting: from now on they cannot be changed.

    ``seal`` is that of the text that was read: another one is not approved unseen. Nor is a text that lacks what
    changed in the records since it was drafted, unless ``outdated_ok`` says so. The number of the minutes and the head
    of the meeting's papers are kept with it, and the report to the superior is put into the queue.
    """
    found = meeting_of(unit, meeting)
    check_transition(found.state, MeetingState.APPROVED)
    minutes = _minutes(unit, found)
    if minutes is None or minutes.deleted or not minutes.text:
        raise Refused(N_("There are no minutes of this meeting yet; write them: {way}."), way=WayOut("minutes.write"))
    if seal and seal_of(minutes.text) != seal:
        raise Refused(N_("The minutes were changed since you read them; read them again, then approve."))
    if not outdated_ok:
        _check_up_to_date(unit, found, minutes)
    minutes.number = next_number(unit.connection, Series.MINUTES, found.id)
    found.roll = found.roll or roll_text(unit.connection, found.id)  # closed by an older program
    minutes.head = head_of(unit.connection, found.id)
    minutes.state, minutes.approved_at, minutes.seal = MinutesState.APPROVED, unit.now, seal_of(minutes.text)
    found.state = MeetingState.APPROVED
    queue_report(unit, found)
    unit.say(day=meeting_day(found), seal=minutes.seal)
    return minutes.seal


@act("minutes.correct", label=N_("added a correction to the minutes of {day}"))
def correct_minutes(unit: Unit, text: str, meeting: MeetingId, kind: AddendumKind = AddendumKind.CORRECTION) -> str:
    """Add an addendum to approved minutes, beside them: a correction, or a supplement."""
    found = meeting_of(unit, meeting, SEALED)
    minutes = _minutes(unit, found)
    if minutes is None:
        raise Refused(N_("There are no minutes of this meeting yet; write them: {way}."), way=WayOut("minutes.write"))
    said = text_of(text, N_("correction"))
    addendum = Addendum(id=new_id(), minutes_id=minutes.id, kind=kind, text=said, written_at=unit.now)
    unit.add(addendum)
    unit.say(day=meeting_day(found))
    return addendum.id


def _check_up_to_date(unit: Unit, meeting: Meeting, minutes: Minutes) -> None:
    """Refuse a text without the changes of the records since its draft; the message names the first."""
    written = find_minutes(unit.connection, meeting.id)
    draft = draft_of_meeting(unit.connection, meeting.id, unit.home, unit.now, minutes.derived_text)
    lacking = written.lacking(draft) if written else ()
    if not lacking:
        return
    lines = [line for chunk in lacking for line in (*chunk.theirs, *chunk.base) if line.strip()]
    first = next((line for line in lines if line.startswith("-")), next(iter(lines), ""))
    raise Refused(
        N_(
            "The records changed in {count} places since the text was drafted (“{first}”). {key:go.minutes},"
            " {key:minutes.compare} shows what differs, {key:minutes.rederive} takes it in; {key:minutes.approve}"
            " approves the text as it is."
        ),
        count=len(lacking),
        first=one_line(first, 80),
    )


def _key(meeting: Meeting) -> str:
    return natural_id("minutes", meeting.id)


def _minutes(unit: Unit, meeting: Meeting) -> Minutes | None:
    return unit.find(Minutes, _key(meeting))
