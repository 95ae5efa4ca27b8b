"""The year in a report, for the superior's indicators: targets, planned admissions, classes of members.

Only numbers: no names, no ballots. Admissions that passed are in the section of the votes.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from models.domain.bands import Rate
from models.domain.progress import Progress
from models.domain.vocabulary import Classification, MeetingKind
from models.profiles.in_force import load_profile
from models.queries.meetings import MeetingView, last_held
from models.queries.plans import planned_admissions
from models.queries.reviews import ratings

VERSION = 1
"""The version of the section; readers of older versions use the members that they know."""


def year_section(connection: sqlite3.Connection, home: Path | None, held: MeetingView) -> dict[str, Any]:
    """Return the section of a meeting's report, with this year and the last: reviews are held around the turn of the
    year.
    """
    reached = targets_reached(connection, held)
    return {
        "version": VERSION,
        "targets": {"numerator": reached.numerator, "denominator": reached.denominator},
        "years": [
            told for year in (held.day.year - 1, held.day.year) for told in _year(connection, home, year)
        ],
    }  # fmt: skip


def targets_reached(connection: sqlite3.Connection, held: MeetingView) -> Rate:
    """Return how many targets of the last regular meeting's tasks were reached by the day of this one."""
    last = last_held(connection, MeetingKind.REGULAR, held.scheduled_at)
    rows = connection.execute(
        "SELECT baseline, target, actual, finished_on FROM task"
        " WHERE deleted = 0 AND meeting_id = ? AND state <> 'dropped' AND target IS NOT NULL",
        (last.id if last else "",),
    ).fetchall()
    by = held.day.isoformat()
    reached = [day for base, to, at, day in rows if day and day <= by and Progress(base, to, at).is_reached]
    return Rate(len(reached), len(rows))


def _year(connection: sqlite3.Connection, home: Path | None, year: int) -> Iterator[dict[str, Any]]:
    """Yield the figures of a year; none if nothing was planned and nobody classified."""
    planned = planned_admissions(connection, year)
    classes = Counter(ratings(connection, year, load_profile(home, date(year, 12, 31))).values())
    if planned or classes:
        yield {
            "year": year,
            "admissions_planned": planned,
            "classes": {one.value: classes[one] for one in Classification},
        }
