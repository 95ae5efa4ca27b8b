"""Periods of months for the pages: the last twelve, a year, a half, a quarter, a month, five years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import VIETNAM
from models.domain.language import N_
from sync.web.localizer import Localizer

RECENT = "recent"
FIVE_YEARS = "five-years"
YEARS = 5
_YEAR = re.compile(r"(20\d\d)(?:-(?:(Q)([1-4])|(H)([12])|(0[1-9]|1[0-2])))?", re.ASCII)


def month_of(moment: datetime) -> str:
    """Return the month of a time, in Vietnam: ``2026-12``."""
    return f"{moment.astimezone(VIETNAM):%Y-%m}"


def plus(month: str, count: int) -> str:
    """Return the month so many months later."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + count, 12)
    return f"{year:04}-{number + 1:02}"


@dataclass(frozen=True, slots=True)
class Period:
    """Months from ``first`` to ``last``, both inclusive; ``now`` is the current month, which is not over."""

    name: str
    first: str
    last: str
    now: str

    @property
    def months(self) -> tuple[str, ...]:
        """Every month of the period."""
        found = [self.first]
        while found[-1] < self.last:
            found.append(plus(found[-1], 1))
        return tuple(found)

    @property
    def over(self) -> tuple[str, ...]:
        """The months that are over: one of them without a meeting was missed."""
        return tuple(month for month in self.months if month < self.now)

    def title(self, localizer: Localizer) -> str:
        """Return the label of the period."""
        if self.name == RECENT:
            return localizer.text(N_("last 12 months"))
        if self.name == FIVE_YEARS:
            return localizer.text(N_("last 5 years"))
        year, _, part = self.name.partition("-")
        if part.startswith("Q"):
            return localizer.text(N_("quarter {number} of {year}")).format(number=part[1:], year=year)
        if part.startswith("H"):
            return localizer.text(N_("half-year {number} of {year}")).format(number=part[1:], year=year)
        return localizer.month(self.name) if part else localizer.text(N_("year {year}")).format(year=year)


def period(name: str, now: datetime, default: str = RECENT) -> Period:
    """Return the period with a name; the default for an unknown name."""
    month = month_of(now)
    if name == RECENT:
        return Period(RECENT, plus(month, -11), month, month)
    if name == FIVE_YEARS:
        return Period(FIVE_YEARS, plus(month, -12 * YEARS + 1), month, month)
    found = _YEAR.fullmatch(name)
    if not found:
        return period(default, now)
    year, _q, quarter, _h, half, number = found.groups()
    first, count = 1, 12
    if quarter:
        first, count = 3 * int(quarter) - 2, 3
    elif half:
        first, count = 6 * int(half) - 5, 6
    elif number:
        first, count = int(number), 1
    begin = f"{year}-{first:02}"
    return Period(name, begin, plus(begin, count - 1), month)


def choices(now: datetime, *more: str) -> tuple[Period, ...]:
    """Return the offered periods: the last twelve months, this year and those before, and others."""
    year = int(month_of(now)[:4])
    names = (RECENT, *(str(year - back) for back in range(YEARS)), *more)
    return tuple(period(name, now) for name in names)


def year_of(period: Period) -> int | None:
    """Return the year of a period that is a whole year."""
    return int(period.name) if period.name.isdigit() else None


def parts(period: Period) -> tuple[Period, ...]:
    """Return a period followed by its begun parts: a year has quarters, a half-year too, a quarter has months."""
    _year, _, part = period.name.partition("-")
    step = 1 if part.startswith("Q") else 3 if part.startswith("H") or year_of(period) else 0
    firsts = period.months[::step] if step else ()
    names = (first if step == 1 else f"{first[:4]}-Q{(int(first[5:]) + 2) // 3}" for first in firsts)
    found = (Period(name, first, plus(first, step - 1), period.now) for name, first in zip(names, firsts, strict=True))
    return (period, *(one for one in found if one.first <= period.now))


def parts_of_year(year: str) -> tuple[str, ...]:
    """Return the names of the parts of a year: halves, quarters, months."""
    halves, quarters = (f"{year}-H{n}" for n in (1, 2)), (f"{year}-Q{n}" for n in (1, 2, 3, 4))
    return (*halves, *quarters, *(f"{year}-{n:02}" for n in range(1, 13)))
