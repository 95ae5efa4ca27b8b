"""Posts on the Handbook (sổ tay đảng viên điện tử): notice and material before the meeting, papers after it.

The Handbook has no interface for other programs; a person posts there and notes it here. The score sheet uses this.
"""

from __future__ import annotations

from datetime import date

from models.acts.context import meeting_day, meeting_of
from models.acts.fields import optional_line
from models.acts.kinds import MeetingId, PastDay
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.formats import kept_day
from models.domain.language import N_
from models.domain.state_sets import NOT_OPENED, SEALED, WRITABLE
from models.domain.vocabulary import PostedKind
from models.domain.ways_out import WayOut
from models.queries.handbook import AFTER
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import HandbookPosting, Meeting

_TITLE = N_("title of the paper")


@act("handbook.post", label=N_("noted as posted on the Handbook: {what}{title}, {day}"))
def post(
    unit: Unit, what: PostedKind, on: PastDay | None = None, title: str = "", meeting: MeetingId | None = None
) -> str:
    """Note a post of a meeting on the Handbook, today or on a day; a title distinguishes papers of one kind."""
    found = _meeting(unit, meeting)
    day, named = on or unit.today, optional_line(title, _TITLE, "title")
    _check_day(unit, found, what, day)
    key = natural_id("handbook_posting", found.id, what, named)
    row = unit.find(HandbookPosting, key)
    if row and not row.deleted:
        raise Refused(
            N_("That is noted already, with {day}; a wrong note is taken back first: {way}."),
            day=kept_day(row.posted_on),
            way=WayOut("handbook.unpost"),
        ).at("title")
    if row:
        row.posted_on, row.deleted = day, False
    else:
        unit.add(HandbookPosting(id=key, meeting_id=found.id, kind=what, title=named, posted_on=day))
    unit.say(what=what, title=f" “{named}”" if named else "", day=kept_day(day))
    return key


@act("handbook.unpost", label=N_("took the note of a posting on the Handbook back: {what}{title}"))
def unpost(unit: Unit, what: PostedKind, title: str = "", meeting: MeetingId | None = None) -> None:
    """Remove the note of a post on the Handbook."""
    found = _meeting(unit, meeting)
    named = optional_line(title, _TITLE, "title")
    row = unit.find(HandbookPosting, natural_id("handbook_posting", found.id, what, named))
    if row is None or row.deleted:
        raise Refused(N_("No such posting is noted for the meeting of {day}."), day=meeting_day(found))
    row.deleted = True
    unit.say(what=what, title=f" “{named}”" if named else "")


def _meeting(unit: Unit, meeting: MeetingId | None) -> Meeting:
    found = meeting_of(unit, meeting, NOT_OPENED | WRITABLE | SEALED)
    if found.state in SEALED:
        unit.meeting_id = None  # papers are posted after approval, so this is not part of the sealed minutes
    return found


def _check_day(unit: Unit, meeting: Meeting, what: PostedKind, day: date) -> None:
    if day > unit.today:
        raise Refused(N_("{day} is still to come; note it once it is posted."), day=kept_day(day)).at("on")
    if what in AFTER and meeting.opened_at is None:
        raise Refused(
            N_("The meeting of {day} was not held yet, so it has no finished papers."), day=meeting_day(meeting)
        ).at("what")
