"""Completes two-digit years so that they fit a member's other dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import product

from models.roster.checks import ADMISSION_AGE, years_between
from models.roster.dates import ReadDate, chosen
from models.roster.values import RosterColumn

OLDEST = 105
"""The maximum age of a member in years."""

LONGEST_PROBATION = 5
"""The maximum plausible years from joining to becoming official; the rule is one, some wait longer."""

_IMPOSSIBLE, _UNLIKELY = 10, 1


def fitting_years(
    dates: Mapping[RosterColumn, ReadDate], titles: Mapping[RosterColumn, str], today: date
) -> dict[RosterColumn, ReadDate]:
    """Return a member's dates, with each two-digit year chosen so that the dates are in a plausible order.

    Joining from eighteen years of age on, official after joining, nothing in the future except the end of a probation.
    Of several possibilities the latest.
    """
    short = [column for column, read in dates.items() if read.choices]
    if not short:
        return dict(dates)
    known = {column: read.value for column, read in dates.items()}
    best = min(
        product(*(dates[column].choices for column in short)),
        key=lambda days: (
            _faults(known | dict(zip(short, days, strict=True)), today),
            [-day.toordinal() for day in days],
        ),
    )
    picked = zip(short, best, strict=True)
    return dict(dates) | {column: chosen(dates[column], day, titles.get(column, "")) for column, day in picked}


def _faults(days: Mapping[RosterColumn, date | None], today: date) -> int:
    born, joined, official = (
        days.get(column) for column in (RosterColumn.BIRTH_DATE, RosterColumn.JOINED_ON, RosterColumn.OFFICIAL_ON)
    )
    came = days.get(RosterColumn.CAME_ON)
    soon = today + timedelta(days=2 * 366)
    found = 0
    if born:
        age = years_between(born, today)
        found += _IMPOSSIBLE * (age < ADMISSION_AGE) + _UNLIKELY * 5 * (age > OLDEST)
    if joined:
        found += _IMPOSSIBLE * (joined > today)
        found += _IMPOSSIBLE * bool(born and years_between(born, joined) < ADMISSION_AGE)
    if came:
        found += _IMPOSSIBLE * (came > today) + _IMPOSSIBLE * bool(joined and came < joined)
    if official:
        found += _IMPOSSIBLE * (official > soon) + _UNLIKELY * (official > today)
        found += _IMPOSSIBLE * bool(born and years_between(born, official) < ADMISSION_AGE)
        found += _IMPOSSIBLE * bool(joined and official < joined)
        found += _UNLIKELY * bool(joined and years_between(joined, official) > LONGEST_PROBATION)
    return found
