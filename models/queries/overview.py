"""The cell at a glance for the first screen: open and overdue work, attendance and speaking."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.bands import Rate
from models.domain.electorate import attendance_rate
from models.domain.state_sets import OPEN_PETITIONS, OPEN_TASKS, TOOK_THE_FLOOR, sql_list
from models.domain.warnings import RuleWarning
from models.profiles.in_force import load_profile
from models.queries.conflicts import count_conflicts, count_set_aside
from models.queries.duplicates import DuplicateRecord, probable_doubles
from models.queries.meetings import MeetingView, meetings
from models.queries.roll_call import roll_call
from models.queries.rules import meeting_rules
from models.queries.superior import PraiseView, praises
from models.queries.term import term_reminders
from models.queries.themes import reminders
from models.queries.year import thematic_meetings
from models.queries.year_grades import MeetingGrade, meeting_grades

TREND_MEETINGS = 12
"""The number of meetings in a trend: a year of regular ones."""


@dataclass(frozen=True, slots=True)
class Trend:
    """One held meeting: how many came of those expected, how many spoke of those who came, and its grade once its
    points are complete.
    """

    meeting: MeetingView
    attendance: Rate
    speaking: Rate
    grade: MeetingGrade | None = None


@dataclass(frozen=True, slots=True)
class OpenWork:
    """How many tasks or petitions are open, and how many of them are overdue."""

    count: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The data of the first screen;

    ``praises`` are those of the year, ``aside`` is the number of quarantined entries.
    """

    conflicts: int
    aside: int
    tasks: OpenWork
    petitions: OpenWork
    trends: tuple[Trend, ...]
    target_percent: int
    reminders: tuple[RuleWarning, ...]
    praises: tuple[PraiseView, ...]
    doubles: tuple[DuplicateRecord, ...] = ()


def overview(connection: sqlite3.Connection, home: Path | None, today: date) -> Overview:
    """Return the overview of a day, by the rules of that day; takes some tens of milliseconds after ten
    years of use.
    """
    rules = load_profile(home, today)
    return Overview(
        count_conflicts(connection),
        count_set_aside(connection),
        open_tasks(connection, today),
        open_petitions(connection, today),
        trends(connection, home),
        rules.attendance.target_percent.value,
        (*term_reminders(connection, rules, today), *reminders(connection, home, today)),
        praises(connection, today.year),
        probable_doubles(connection),
    )


def open_tasks(connection: sqlite3.Connection, today: date) -> OpenWork:
    """Return how many tasks are neither done nor dropped."""
    return _open(connection, f"SELECT due_on FROM task WHERE deleted = 0 AND state IN {sql_list(OPEN_TASKS)}", today)


def open_petitions(connection: sqlite3.Connection, today: date) -> OpenWork:
    """Return how many petitions have no answer yet."""
    return _open(
        connection, f"SELECT due_on FROM petition WHERE deleted = 0 AND state IN {sql_list(OPEN_PETITIONS)}", today
    )


def trends(connection: sqlite3.Connection, home: Path | None = None) -> tuple[Trend, ...]:
    """Return the last held meetings, oldest first, each by its own rules (rule 5 for attendance)."""
    held = [view for view in meetings(connection) if view.opened_at and view.closed_at]
    latest, themes = held[-TREND_MEETINGS:], thematic_meetings(connection)
    grades = meeting_grades(connection, home, [(view, view.id in themes) for view in latest])
    return tuple(_trend(connection, home, view, grades.get(view.id)) for view in latest)


def _trend(connection: sqlite3.Connection, home: Path | None, view: MeetingView, grade: MeetingGrade | None) -> Trend:
    roll, rules = roll_call(connection, view.id), meeting_rules(home, view).attendance
    attendance = attendance_rate((row.voter for row in roll), exempt_in_denominator=rules.exempt_in_denominator.value)
    (spoke,) = connection.execute(
        "SELECT count(DISTINCT member_id) FROM speech"
        f" WHERE deleted = 0 AND meeting_id = ? AND state IN {sql_list(TOOK_THE_FLOOR)}",
        (view.id,),
    ).fetchone()
    return Trend(view, attendance, Rate(spoke, attendance.numerator), grade)


def _open(connection: sqlite3.Connection, sql: str, today: date) -> OpenWork:
    days = [due for (due,) in connection.execute(sql)]
    return OpenWork(len(days), sum(due is not None and due < today.isoformat() for due in days))
