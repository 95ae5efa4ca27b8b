"""The year of a cell: its meetings by month, with the figures that superiors check."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.bands import Rate
from models.domain.clock import from_text
from models.domain.electorate import attendance_rate
from models.domain.quarters import MONTHS, QUARTERS
from models.domain.state_sets import TOOK_THE_FLOOR, sql_list
from models.domain.vocabulary import MeetingKind, MeetingState
from models.profiles.schema import RuleProfile
from models.queries.agenda import IS_THEME
from models.queries.meetings import BEGINS_AT, MeetingView, meetings
from models.queries.roll_call import roll_call
from models.queries.rules import meeting_rules
from models.queries.year_grades import MeetingGrade, meeting_grades

_LEFT_OUT = frozenset({MeetingKind.COMMITTEE})
"""Kinds of meetings that are not of the whole cell."""

IN_YEAR = f"strftime('%Y', {BEGINS_AT}, '+7 hours') = ?"
"""The SQL condition for a meeting ``m`` in a year (as text) in Vietnam."""


@dataclass(frozen=True, slots=True)
class YearMeeting:
    """A meeting of the year: how many came of those expected, how many spoke of those who came, whether it
    is sealed.
    """

    meeting: MeetingView
    thematic: bool
    attendance: Rate
    speaking: Rate
    sealed: bool

    @property
    def was_held(self) -> bool:
        """Whether the meeting took place."""
        return self.meeting.opened_at is not None and self.meeting.closed_at is not None


@dataclass(frozen=True, slots=True)
class YearOfMeetings:
    """The meetings of a year, in the order of their days; ``latest_day`` is the day of the month by which the regular
    one is due.

    ``per_month`` is how many regular meetings a month needs; a thematic one counts only if ``theme_replaces`` it.
    ``grades`` are those of meetings with complete points, by key.
    """

    year: int
    meetings: tuple[YearMeeting, ...]
    latest_day: int
    grades: Mapping[str, MeetingGrade]
    per_month: int = 1
    theme_replaces: bool = False

    def of_month(self, month: int) -> tuple[YearMeeting, ...]:
        """Return the meetings of one month, 1 to 12."""
        return tuple(one for one in self.meetings if one.meeting.day.month == month)

    @property
    def held(self) -> tuple[YearMeeting, ...]:
        """The meetings that took place."""
        return tuple(one for one in self.meetings if one.was_held)

    def regular(self, month: int) -> YearMeeting | None:
        """Return the regular meeting with which a month reached the required number; ``None`` if it has fewer."""
        found = [one for one in self.of_month(month) if one.was_held and self._is_regular(one)]
        return found[self.per_month - 1] if len(found) >= self.per_month else None

    @property
    def months_held(self) -> int:
        """In how many months the regular meetings took place."""
        return sum(self.regular(month) is not None for month in range(1, 13))

    def is_due(self, month: int, today: date) -> bool:
        """Return whether the regular meeting of a month was due or held by a day."""
        past = date(self.year, month, self.latest_day) < today
        return past or self.regular(month) is not None

    def months_due(self, today: date) -> int:
        """Return for how many months the regular meeting was due by a day."""
        return sum(self.is_due(month, today) for month in range(1, 13))

    def is_late(self, one: YearMeeting) -> bool:
        """Return whether a regular meeting was held after the day of the month by which it is due (rule 1)."""
        return one.was_held and self._is_regular(one) and one.meeting.day.day > self.latest_day

    def _is_regular(self, one: YearMeeting) -> bool:
        kind = one.meeting.kind
        return kind is MeetingKind.REGULAR or (self.theme_replaces and kind is MeetingKind.THEMATIC)

    @property
    def quarters_with_theme(self) -> Mapping[int, tuple[YearMeeting, ...]]:
        """The meetings with a theme that were held, by quarter (rule 3)."""
        return {
            quarter: tuple(one for one in self.held if one.thematic and one.meeting.day.month in MONTHS[quarter])
            for quarter in QUARTERS
        }

    @property
    def attendance(self) -> Rate:
        """How many came of those expected, over all held meetings."""
        return Rate(*(sum(getattr(one.attendance, part) for one in self.held) for part in _PARTS))

    @property
    def speaking(self) -> Rate:
        """How many spoke of those who came, over all held meetings."""
        return Rate(*(sum(getattr(one.speaking, part) for one in self.held) for part in _PARTS))


_PARTS = ("numerator", "denominator")


def year_of_meetings(
    connection: sqlite3.Connection, year: int, rules: RuleProfile, home: Path | None
) -> YearOfMeetings:
    """Return the meetings of a year, without postponed ones and those of the committee."""
    listed = [one for one in meetings(connection) if one.day.year == year and _counts(one)]
    themes, sealed = thematic_meetings(connection), _sealed(connection)
    spoke = _spoke(connection)
    found = tuple(_meeting(connection, one, themes, sealed, spoke, rules=meeting_rules(home, one)) for one in listed)
    held = [(one.meeting, one.thematic) for one in found if one.was_held]
    latest_day = rules.meetings.common_day_latest.value
    return YearOfMeetings(
        year,
        found,
        latest_day,
        meeting_grades(connection, home, held),
        per_month=max(1, rules.meetings.regular_per_month.value),
        theme_replaces=rules.meetings.theme_replaces_regular.value,
    )


def first_and_last_year(connection: sqlite3.Connection, today: date) -> tuple[int, int]:
    """Return the first and last year with meetings, including this year."""
    row = connection.execute("SELECT min(scheduled_at), max(scheduled_at) FROM meeting WHERE deleted = 0").fetchone()
    years = [from_text(at).year for at in row if at]
    return min([today.year, *years]), max([today.year, *years])


def _counts(one: MeetingView) -> bool:
    return one.kind not in _LEFT_OUT and one.state is not MeetingState.POSTPONED


def _meeting(
    connection: sqlite3.Connection,
    one: MeetingView,
    themes: frozenset[str],
    sealed: frozenset[str],
    spoke: Mapping[str, int],
    *,
    rules: RuleProfile,
) -> YearMeeting:
    attendance = Rate(0, 0)
    if one.opened_at is not None:
        voters = (row.voter for row in roll_call(connection, one.id))
        attendance = attendance_rate(voters, exempt_in_denominator=rules.attendance.exempt_in_denominator.value)
    return YearMeeting(
        one,
        one.kind is MeetingKind.THEMATIC or one.id in themes,
        attendance,
        Rate(spoke.get(one.id, 0), attendance.numerator),
        one.id in sealed,
    )


def thematic_meetings(connection: sqlite3.Connection) -> frozenset[str]:
    return _keys(connection, f"SELECT DISTINCT meeting_id FROM agenda_item WHERE {IS_THEME}")


def _sealed(connection: sqlite3.Connection) -> frozenset[str]:
    return _keys(connection, "SELECT meeting_id FROM minutes WHERE deleted = 0 AND state = 'approved'")


def _keys(connection: sqlite3.Connection, sql: str) -> frozenset[str]:
    return frozenset(key for (key,) in connection.execute(sql))


def _spoke(connection: sqlite3.Connection) -> Mapping[str, int]:
    """Return how many of the members who came spoke, by meeting."""
    rows = connection.execute(
        "SELECT s.meeting_id, count(DISTINCT s.member_id) FROM speech s JOIN attendance a ON a.deleted = 0"
        " AND a.meeting_id = s.meeting_id AND a.member_id = s.member_id AND a.state = 'present'"
        f" WHERE s.deleted = 0 AND s.state IN {sql_list(TOOK_THE_FLOOR)} GROUP BY s.meeting_id"
    )
    return defaultdict(int, rows)
