"""The day of a meeting: by the laptop's clock if that is plausible, else by what a person entered.

The clock of an old laptop with an empty battery says 1970. Such a meeting counts in the month for which it was planned,
and its report is marked. A wrong early month would make every later one a month without a meeting.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

EARLIEST = date(2020, 1, 1)
"""No meeting was recorded by this program before this day."""
APART = timedelta(days=31)
"""A meeting that begins further than this from its planned day would have been planned again."""
GAP = 6
"""Months.

A cell is expected to meet from its first report on, counted back from its enrolment over gaps of at most this length:
an older report says nothing about the years between.
"""


class MeetingDay(NamedTuple):
    """A day, and whether it differs from that of the laptop's clock."""

    day: date
    doubtful: bool


def meeting_day(opened: date | None, scheduled: date | None, approved: date | None, received: date) -> MeetingDay:
    """Return the day of a meeting from the dates of its report and the time of receipt (all in Vietnam)."""

    def can_be(one: date | None) -> bool:
        return one is not None and EARLIEST <= one <= received + APART

    if opened is None:
        return MeetingDay(next(filter(can_be, (scheduled, approved)), None) or received, doubtful=False)
    if can_be(opened) and (scheduled is None or scheduled < EARLIEST or abs(opened - scheduled) <= APART):
        return MeetingDay(opened, doubtful=False)
    likely = (scheduled, approved) if can_be(scheduled) else (approved, opened)
    return MeetingDay(next(filter(can_be, likely), None) or received, doubtful=True)


def expected_since(joined: str, months: Iterable[str]) -> str:
    """Return the first month in which a cell is expected to meet: ``months`` are those it reported."""
    since = joined
    for month in sorted(set(months), reverse=True):
        if month < since and _number(since) - _number(month) <= GAP:
            since = month
    return since


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])
