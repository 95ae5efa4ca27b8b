"""The year plan of themes: the themes of each quarter, what is missing, the catalogue, reminders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.language import N_
from models.domain.quarters import QUARTERS, has_ended, quarter_of, roman
from models.domain.text import one_line
from models.domain.vocabulary import MeetingKind, MeetingState
from models.domain.warnings import RuleWarning
from models.profiles.in_force import load_profile, load_themes
from models.profiles.schema import RuleProfile
from models.profiles.themes import Theme
from models.queries.meeting_checks import thematic_meetings
from models.queries.meetings import MeetingView, meetings
from models.queries.people import find_cell

REVIEW_FROM_MONTH = 11
"""The month from which the annual review is reminded: its draft is due working days before, and many people
write it.
"""

TITLE = 60


@dataclass(frozen=True, slots=True)
class PlannedView:
    """A theme of the year plan; ``meeting`` is the meeting on it.

    ``left_out``: the meeting skipped or deferred it.
    """

    id: str
    year: int
    quarter: int
    month: int | None
    title: str
    source: str
    meeting: MeetingView | None
    left_out: bool = False

    @property
    def is_used(self) -> bool:
        """Whether a meeting on the theme was held."""
        return self.meeting is not None and self.meeting.closed_at is not None and not self.left_out


@dataclass(frozen=True, slots=True)
class QuarterView:
    """A quarter with its themes and its meetings with a theme; ``lacks`` is the warning that one is missing."""

    quarter: int
    themes: tuple[PlannedView, ...]
    meetings: tuple[MeetingView, ...]
    lacks: RuleWarning | None


@dataclass(frozen=True, slots=True)
class YearPlan:
    """The plan of a year; ``open`` are the themes without a quarter."""

    year: int
    quarters: tuple[QuarterView, ...]
    open: tuple[PlannedView, ...]

    @property
    def themes(self) -> tuple[PlannedView, ...]:
        """All themes: by quarter, then those without one."""
        return (*(theme for quarter in self.quarters for theme in quarter.themes), *self.open)


@dataclass(frozen=True, slots=True)
class OfferedTheme:
    """A theme of the catalogue, with the years in whose plan it is and the days of meetings held on it."""

    theme: Theme
    planned: tuple[int, ...]
    used: tuple[date, ...]


def year_plan(connection: sqlite3.Connection, home: Path | None, year: int, today: date) -> YearPlan:
    """Return the plan of a year on a day."""
    listed = meetings(connection)
    themes = tuple(one for one in _planned(connection, listed) if one.year == year)
    thematic = [one for one in thematic_meetings(connection, listed) if one.day.year == year]
    quarters = []
    for number in QUARTERS:
        held = tuple(one for one in thematic if quarter_of(one.day) == number)
        rules = load_profile(home, date(year, 3 * number, 1))
        of = tuple(one for one in themes if one.quarter == number)
        quarters.append(QuarterView(number, of, held, _lack(rules, year, number, held, today)))
    return YearPlan(year, tuple(quarters), tuple(one for one in themes if one.quarter not in QUARTERS))


def offered_themes(connection: sqlite3.Connection, home: Path | None) -> tuple[OfferedTheme, ...]:
    """Return the themes of the catalogue for this type of cell, those in no plan yet first."""
    own = find_cell(connection)
    planned = _planned(connection, meetings(connection))
    found = []
    for theme in load_themes(home).themes:
        if theme.of and own and own.kind and own.kind not in theme.of:
            continue
        mine = [one for one in planned if one.source == theme.key]
        used = tuple(sorted(one.meeting.day for one in mine if one.meeting and one.is_used))
        found.append(OfferedTheme(theme, tuple(sorted(one.year for one in mine)), used))
    return tuple(sorted(found, key=lambda one: (bool(one.planned), one.planned)))


def reminders(connection: sqlite3.Connection, home: Path | None, today: date) -> tuple[RuleWarning, ...]:
    """Return the reminders of the year plan on a day: the present quarter, the next one, this month, the review.

    None for a cell that has neither planned a theme nor held a meeting.
    """
    listed = meetings(connection)
    if not any(one.opened_at for one in listed) and not _planned(connection, listed):
        return ()
    plan, rules = year_plan(connection, home, today.year, today), load_profile(home, today)
    return (
        *_of_quarter(plan.quarters[quarter_of(today) - 1], today),
        *_of_next_quarter(connection, home, today),
        *theme_reminders(connection, today),
        *_of_review(listed, rules, today),
    )


def theme_reminders(connection: sqlite3.Connection, day: date) -> tuple[RuleWarning, ...]:
    """Return the themes planned for the month of a day without a meeting on them."""
    rows = connection.execute(
        "SELECT t.title FROM planned_theme t LEFT JOIN meeting m ON m.id = t.meeting_id AND m.deleted = 0"
        " AND m.state <> 'postponed' WHERE t.deleted = 0 AND t.year = ? AND t.month = ? AND m.id IS NULL"
        " ORDER BY t.position, t.id",
        (day.year, day.month),
    )
    text = N_("The theme “{theme}” is planned for {month}/{year}, and no meeting takes it up yet.")
    return tuple(
        RuleWarning(text, {"theme": one_line(title, TITLE), "month": day.month, "year": day.year}) for (title,) in rows
    )


def _of_quarter(this: QuarterView, today: date) -> Iterator[RuleWarning]:
    """Yield warnings in the last month of a quarter only."""
    if this.lacks and today.month % 3 == 0:
        yield this.lacks


def _of_next_quarter(connection: sqlite3.Connection, home: Path | None, today: date) -> Iterator[RuleWarning]:
    if today.month % 3:
        return
    year, number = (today.year, quarter_of(today) + 1) if today.month < 12 else (today.year + 1, 1)
    following = year_plan(connection, home, year, today).quarters[number - 1]
    if not following.themes and not following.meetings:
        text = N_("Quarter {quarter}/{year} has no theme in the plan yet.")
        yield RuleWarning(text, {"quarter": roman(number), "year": year})


def _of_review(listed: tuple[MeetingView, ...], rules: RuleProfile, today: date) -> Iterator[RuleWarning]:
    planned = any(
        one.kind is MeetingKind.ANNUAL_REVIEW and one.day.year == today.year and one.state is not MeetingState.POSTPONED
        for one in listed
    )
    if today.month >= REVIEW_FROM_MONTH and not planned:
        rule = rules.review.notice_working_days
        text = N_(
            "The annual review of {year} has no meeting yet; its draft report goes out {days} working days before."
        )
        yield RuleWarning(text, {"year": today.year, "days": rule.value}, str(rule.citation))


def _lack(
    rules: RuleProfile, year: int, quarter: int, thematic: tuple[MeetingView, ...], today: date
) -> RuleWarning | None:
    """Return the warning of rule 3 on a quarter; planned meetings count until the quarter is over, then
    only held ones.
    """
    rule = rules.meetings.thematic_per_quarter
    over = has_ended(year, quarter, today)
    found = sum(one.opened_at is not None or not over for one in thematic)
    if found >= rule.value:
        return None
    text = (
        N_("Quarter {quarter}/{year} had {found} meetings with a theme; it needed {least}.")
        if over
        else N_("Quarter {quarter}/{year} has {found} meetings with a theme; it needs {least}.")
    )
    values = {"quarter": roman(quarter), "year": year, "found": found, "least": rule.value}
    return RuleWarning(text, values, str(rule.citation))


def _planned(connection: sqlite3.Connection, listed: tuple[MeetingView, ...]) -> tuple[PlannedView, ...]:
    by_key = {one.id: one for one in listed}
    rows = connection.execute(
        "SELECT id, year, quarter, month, title, source, meeting_id FROM planned_theme WHERE deleted = 0"
        " ORDER BY year, quarter, month IS NULL, month, position, id"
    )
    with_theme = {one.id for one in thematic_meetings(connection, listed)}
    skipped = {
        key
        for (key,) in connection.execute("SELECT meeting_id FROM agenda_item WHERE deleted = 0 AND thematic = 1")
        if key not in with_theme
    }
    return tuple(
        PlannedView(key, year, quarter, month, title, source, by_key.get(meeting_id), meeting_id in skipped)
        for key, year, quarter, month, title, source, meeting_id in rows
    )
