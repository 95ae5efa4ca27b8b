"""The end of the cell's term: reminders before and after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

from models.domain.formats import day_text
from models.domain.language import N_
from models.domain.vocabulary import MeetingKind, MeetingState
from models.domain.warnings import RuleWarning
from models.domain.ways_out import WayOut
from models.profiles.schema import RuleProfile
from models.queries.meetings import meetings
from models.queries.people import find_cell

_LATELY = timedelta(days=365)
"""A congress from one year before the end of the term on is the one that ends it."""


def term_reminders(connection: sqlite3.Connection, rules: RuleProfile, today: date) -> Iterator[RuleWarning]:
    """Yield a reminder that the term ends soon and no congress is planned, or that it has ended."""
    cell = find_cell(connection)
    ends = cell.term_ends_on if cell else None
    if ends is None:
        return
    rule = rules.meetings.congress_reminder_days
    if today >= ends:
        text = N_("The term ended on {day}; write down when the new one began and ends: {way}.")
        way = WayOut("cell.change", "term_began=dd/mm/yyyy term_ends=dd/mm/yyyy")
        yield RuleWarning(text, {"day": day_text(ends), "way": way}, str(rule.citation))
    elif (ends - today).days <= rule.value and not _congress_planned(connection, ends):
        text = N_("The term ends on {day}, in {days} days, and no congress is planned yet: {way}.")
        values = {"day": day_text(ends), "days": (ends - today).days, "way": WayOut("meeting.plan", "kind=congress")}
        yield RuleWarning(text, values, str(rule.citation))


def _congress_planned(connection: sqlite3.Connection, ends: date) -> bool:
    congresses = (one for one in meetings(connection) if one.kind is MeetingKind.CONGRESS)
    return any(one.state is not MeetingState.POSTPONED and one.day >= ends - _LATELY for one in congresses)
