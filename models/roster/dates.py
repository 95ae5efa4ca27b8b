"""Dates as cells hold them: real dates, day/month/year texts, ISO texts and the day numbers of spreadsheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.domain.language import N_
from models.domain.text import fold, one_line
from models.domain.typed.days import Lean, day_parts, full_year
from models.roster.values import Cell, Finding, Severity

EARLIEST_YEAR = 1900
SHOWN_CELLS = 40
"""How much of a doubtful cell a finding repeats, in cells of the screen."""

_DAY_ZERO = date(1899, 12, 30)  # serial day 60 is a 29 February 1900 that never was; later days count from here
_SERIALS = range(3000, 80000)  # 1908 to 2119: smaller numbers are years, larger ones are no dates of living people
_TIME = re.compile(r"[tT ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_YEAR_ONLY = re.compile(r"(?:\d{1,2} ?[/.-] ?)?(?:19|20)\d{2}")
_NOTHING = frozenset({"", "-", "--", "x", "?", "khong", "none", "n/a"})


@dataclass(frozen=True)
class ReadDate:
    """A date read from a cell, the finding where it is doubtful, and the text to keep where no date could be made."""

    value: date | None = None
    finding: Finding | None = None
    kept: str = ""


def read_date(cell: Cell, title: str, today: date, lean: Lean = Lean.BORN) -> ReadDate:
    """Read one cell of the column titled ``title``; an empty cell is no date and no finding.

    A year with two digits is read as the reader of typed days does for where the day leans, with a warning. A year
    alone gives no date: the day is not invented, the text is kept.
    """
    if isinstance(cell, datetime):
        return _from_parts(cell.year, cell.month, cell.day, title, cell.date().isoformat())
    if isinstance(cell, date):
        return _from_parts(cell.year, cell.month, cell.day, title, cell.isoformat())
    text = one_line(_as_text(cell))
    if fold(text) in _NOTHING:
        return ReadDate()
    return _from_text(text, title, today, lean)


def _as_text(cell: str | float | None) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() or int(cell) in _SERIALS else str(cell)
    return "" if cell is None else str(cell)


def _from_text(text: str, title: str, today: date, lean: Lean) -> ReadDate:
    folded = fold(text)
    if folded.isdecimal() and len(folded) == 5 and int(folded) in _SERIALS:
        return ReadDate(_DAY_ZERO + timedelta(days=int(folded)))
    if _YEAR_ONLY.fullmatch(folded):
        return ReadDate(None, _finding(Severity.WARNING, _NO_DAY, title, text), text)
    parts = day_parts(_TIME.sub("", text))
    if parts is None or parts.month is None or parts.year is None:
        return ReadDate(None, _finding(Severity.ERROR, _NO_DATE, title, text))
    if not parts.short:
        return _from_parts(parts.year, parts.month, parts.day, title, text)
    read = _from_parts(full_year(parts, today, lean), parts.month, parts.day, title, text)
    if read.value is None:
        return read
    values = {"column": title, "text": text, "date": read.value}
    return ReadDate(read.value, Finding(Severity.WARNING, _TWO_DIGITS, values))


def _from_parts(year: int, month: int, day: int, title: str, text: str) -> ReadDate:
    if year < EARLIEST_YEAR:
        return ReadDate(None, _finding(Severity.ERROR, _TOO_EARLY, title, text))
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        return ReadDate(None, _finding(Severity.ERROR, _IMPOSSIBLE, title, text))


def _finding(severity: Severity, template: str, title: str, text: str) -> Finding:
    return Finding(severity, template, {"column": title, "text": one_line(text, SHOWN_CELLS)})


_NO_DAY = N_("{column}: “{text}” has no day; the date is left empty and the text is kept in the remark.")
_NO_DATE = N_("{column}: “{text}” is not a date; write day/month/year, like 05/02/1990.")
_TOO_EARLY = N_("{column}: “{text}” is before 1900; correct the year.")
_IMPOSSIBLE = N_("{column}: there is no day “{text}”; dates are read as day/month/year.")
_TWO_DIGITS = N_("{column}: the year of “{text}” has two digits; read as {date}.")
