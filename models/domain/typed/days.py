"""Parsing typed days: ``15/12/2026``, ``15-12-26``, ``15/12``, ``15``, ``2026-12-15``, in words, with any dash.

Missing parts are completed by :class:`YearHint`: a due date lies ahead, a birth in the past.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from models.domain.errors import Refused, WrongUsage
from models.domain.language import N_
from models.domain.text import fold
from models.domain.typed.characters import plain, quoted

YEARS = range(1900, 2101)
"""The valid years of a day; another one is a typing error."""

CELL_YEARS = range(1930, 3000)
"""The valid years for points and plans of a cell: there was no Party before."""

_SIGN = r" ?[/.-] ?| "
_DAY_FIRST = re.compile(
    rf"(?:ngay )?(?P<day>\d{{1,2}})(?:(?:{_SIGN})(?P<month>\d{{1,2}})(?:(?:{_SIGN})(?P<year>\d{{4}}|\d{{2}}))?)?",
    re.ASCII,
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}) ?[/.-] ?(?P<month>\d{1,2}) ?[/.-] ?(?P<day>\d{1,2})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:ngay )?(?:mung |mong )?(?P<day>\d{1,2}),? thang (?P<month>\d{1,2})(?:(?:,? nam |[/.-])(?P<year>\d{4}|\d{2}))?",
    re.ASCII,
)
_TOGETHER = re.compile(
    r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2}|2100)|(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII
)
_MIDNIGHT = re.compile(r"[t ]0{1,2}:00(?::00(?:\.0+)?)?(?:z|\+00:00)?$")

NO_DAY = N_("“{text}” is no day; write day/month/year, like 15/12/2026.")
NOT_IN_CALENDAR = N_("There is no day “{text}” in the calendar; write day/month/year, like 15/12/2026.")
NO_YEAR = N_("“{text}” has no year; write day/month/year, like 15/12/1980.")
FAR_OFF = N_("The year of “{text}” is not between {first} and {last}; write day/month/year, like 15/12/2026.")


class YearHint(StrEnum):
    """How the year of a day is completed if it has two digits or is left out.

    ``ahead`` of today (a due date, a meeting), ``near`` it (when something was done), ``past`` but perhaps soon
    (joined, official since), ``born``: past, and never without its year.
    """

    AHEAD = "ahead"
    NEAR = "near"
    PAST = "past"
    BORN = "born"


class DayParts(NamedTuple):
    """The typed parts of a day; ``short``: the year has two digits."""

    day: int
    month: int | None = None
    year: int | None = None
    short: bool = False


def day_parts(text: str) -> DayParts | None:
    """Return the typed day, month and year; ``None`` where the text is no day at all."""
    folded = _MIDNIGHT.sub("", fold(plain(text))).rstrip("/.")
    found = _YEAR_FIRST.fullmatch(folded) or _DAY_FIRST.fullmatch(folded) or _IN_WORDS.fullmatch(folded)
    if found:
        year = found["year"]
        return DayParts(
            int(found["day"]), _number(found["month"]), _number(year), bool(year) and len(year) == len("26")
        )
    if found := _TOGETHER.fullmatch(folded):
        named = found.groupdict()
        day, month, year = (int(named[long] or named[long[0]]) for long in ("day", "month", "year"))
        return DayParts(day, month, year)
    return None


def read_day(text: str, today: date, lean: YearHint = YearHint.NEAR) -> date:
    """Return the typed day. Raises :class:`WrongUsage` with an example for an invalid text."""
    parts = day_parts(text)
    if parts is None:
        raise WrongUsage(NO_DAY, text=quoted(text))
    if parts.year is None:
        return _without_year(parts, text, today, lean)
    year = full_year(parts, today, lean) if parts.short else parts.year
    if year not in YEARS:
        raise WrongUsage(FAR_OFF, text=quoted(text), first=YEARS[0], last=YEARS[-1])
    if found := _day(year, parts.month or 0, parts.day):
        return found
    raise WrongUsage(NOT_IN_CALENDAR, text=quoted(text))


def optional_day(text: str, today: date, lean: YearHint = YearHint.NEAR) -> date | None:
    """Return the typed day; ``None`` for an empty text."""
    return read_day(text, today, lean) if plain(text) else None


def full_year(parts: DayParts, today: date, lean: YearHint) -> int:
    """Return the year for two digits.

    Of a birth the latest one not after today, of other past days the latest one at most a year ahead, else the nearest:
    on 3 December 2026 a due date in ``27`` is 2027, a birth in ``27`` was 1927.
    """
    century = today.year // 100 * 100
    years = [century + shift + (parts.year or 0) for shift in (-100, 0, 100)]
    if lean in (YearHint.BORN, YearHint.PAST):
        latest = (today.year + (lean is YearHint.PAST), today.month, today.day)
        return max(year for year in years if (year, parts.month or 0, parts.day) <= latest)
    return min(years, key=lambda year: abs(year - today.year))


def _without_year(parts: DayParts, text: str, today: date, lean: YearHint) -> date:
    if lean is YearHint.BORN:
        raise WrongUsage(NO_YEAR, text=quoted(text))
    ahead = _first(_forward(parts, today))
    if ahead is None:
        raise WrongUsage(NOT_IN_CALENDAR, text=quoted(text))
    behind = _first(_backward(parts, today))
    return ahead if lean is YearHint.AHEAD or behind is None or ahead - today <= today - behind else behind


def _first(days: Iterator[date | None]) -> date | None:
    return next((day for day in days if day), None)


def _forward(parts: DayParts, today: date) -> Iterator[date | None]:
    """Yield the matching days from today on; eight years contain a 29 February even across 1900."""
    for month in range(today.month - 1, today.month - 1 + 8 * 12 + 1):
        yield _named(parts, today.year + month // 12, month % 12 + 1, today, ahead=True)


def _backward(parts: DayParts, today: date) -> Iterator[date | None]:
    for month in range(today.month - 1, today.month - 1 - 8 * 12 - 1, -1):
        yield _named(parts, today.year + month // 12, month % 12 + 1, today, ahead=False)


def _named(parts: DayParts, year: int, month: int, today: date, *, ahead: bool) -> date | None:
    """Return the matching day in a month, if its month and side of today are right."""
    found = _day(year, month, parts.day) if parts.month in (None, month) else None
    return found if found and (found >= today if ahead else found <= today) else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text else None


def year_of(year: int) -> int:
    """Return the year. Raises :class:`Refused` for an invalid one."""
    if year not in CELL_YEARS:
        raise Refused(N_("{year} is no year of a cell; write four digits."), year=year)
    return year
