"""Dates in cells: real dates, texts with day or month first, ISO texts, serial numbers of spreadsheets.

Whether the day or the month is first is decided once for a column (:func:`order_of`), never cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from models.domain.language import N_
from models.domain.text import fold, one_line
from models.domain.typed.characters import plain
from models.domain.typed.days import YEARS, DayParts, YearHint, day_parts, full_year
from models.roster.values import Cell, RosterFinding, Severity

SHOWN_CELLS = 40
"""The maximum length of a doubtful cell in a finding, in terminal cells."""


class DateOrder(Enum):
    """The order of day and month in a date written with numbers."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


# serial 60 is a 29 February 1900 that did not exist; serials of later days count from this day
_DAY_ZERO = date(1899, 12, 30)
_DAY_ZERO_1904 = date(1904, 1, 1)
_SERIALS = range(3000, 80000)  # 1908 to 2119: smaller numbers are years, larger ones are not dates of living people
_TIME = re.compile(r"[tT ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[aApP][mM])?$")
_BY_NUMBERS = re.compile(r"(?:ngay )?(?P<first>\d{1,2}) ?[/.-] ?(?P<second>\d{1,2}) ?[/.-] ?(?:\d{4}|\d{2})")
_OTHER_SIGNS = re.compile(r"(?<=\d) ?[,\\–—] ?(?=\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ENGLISH = re.compile(
    rf"(?P<day>\d{{1,2}})[ -](?P<name>{'|'.join(_MONTHS)})[a-z]*\.?[ ,-]+(?P<year>\d{{4}}|\d{{2}})"
)
_YEAR_ONLY = re.compile(
    r"(?:(?:khoang|nam|sinh nam|thang) )*(?:(?:00|[._…-]+|\d{1,2})(?: ?[/.\-–] ?| nam ))?"
    r"(?:(?:00|[._…-]+) ?[/.\-–] ?)?(?:19|20)\d{2}|(?:00|[._…-]+) ?[/.\-–] ?\d{1,2} ?[/.\-–] ?(?:19|20)\d{2}"
)
_NOTHING = frozenset({"", "-", "--", "x", "?", "khong", "khong ro", "none", "n/a", "/ /", "../../....", "chua"})


@dataclass(frozen=True)
class ReadDate:
    """A date read from a cell, a finding if it is doubtful, and the text to keep if there is no date.

    ``choices`` are the possible dates of a two-digit year, ``text`` is the text of the cell.
    """

    value: date | None = None
    finding: RosterFinding | None = None
    kept: str = ""
    choices: tuple[date, ...] = ()
    text: str = ""


def order_of(cells: Iterable[Cell]) -> DateOrder | None:
    """Return the order of the dates of a column, ``None`` if every one of them is ambiguous.

    A column with both orders has the more frequent one; if they are equally frequent, ``None``.
    """
    day_first, month_first = _counts(cells)
    if day_first == month_first:
        return None
    return DateOrder.DAY_FIRST if day_first > month_first else DateOrder.MONTH_FIRST


def has_both_orders(cells: Iterable[Cell]) -> bool:
    """Tell whether a column has both unambiguous day-first and unambiguous month-first dates."""
    return all(_counts(cells))


def _counts(cells: Iterable[Cell]) -> tuple[int, int]:
    """Return the numbers of unambiguous day-first and month-first dates."""
    day_first = month_first = 0
    for cell in cells:
        if found := _BY_NUMBERS.fullmatch(_folded(cell)):
            first, second = int(found["first"]), int(found["second"])
            day_first += 12 < first <= 31 and second <= 12
            month_first += 12 < second <= 31 and first <= 12
    return day_first, month_first


def is_numeric_date(cell: Cell) -> bool:
    """Tell whether a cell is a text in which day and month are both numbers up to 12."""
    found = _BY_NUMBERS.fullmatch(_folded(cell))
    return found is not None and int(found["first"]) != int(found["second"])


def looks_dated(cell: Cell) -> bool:
    """Tell whether a cell has a day, or a year."""
    if isinstance(cell, date):
        return True
    text = _folded(cell)
    if _YEAR_ONLY.fullmatch(text) or (text.isdecimal() and int(text) in _SERIALS):
        return True
    parts = _parts(text, DateOrder.DAY_FIRST)
    return parts is not None


def read_date(
    cell: Cell,
    title: str,
    today: date,
    order: DateOrder = DateOrder.DAY_FIRST,
    *,
    counts_from_1904: bool = False,
) -> ReadDate:
    """Read one cell of the column ``title``; an empty cell gives neither a date nor a finding.

    A two-digit year is the latest one not after ``today``, with a warning; the other choice is returned too. A year
    alone gives no date: the day is not invented, the text is kept.
    """
    if isinstance(cell, date):
        return _from_parts(cell.year, cell.month, cell.day, title, cell.isoformat()[:10])
    text = one_line(_as_text(cell))
    folded = _folded(cell)
    if folded in _NOTHING or not re.search(r"\w", folded):
        return ReadDate()
    if folded.isdecimal() and len(folded) < 6 and int(folded) in _SERIALS:
        zero = _DAY_ZERO_1904 if counts_from_1904 else _DAY_ZERO
        return ReadDate(zero + timedelta(days=int(folded)))
    if _YEAR_ONLY.fullmatch(folded):
        return ReadDate(None, _finding(Severity.WARNING, _NO_DAY, title, text), text)
    return _from_text(_parts(folded, order), title, text, today, order)


def chosen(read: ReadDate, value: date, title: str) -> ReadDate:
    """Return a date with a two-digit year, read as ``value``, with the warning about it."""
    values = {"column": title, "text": read.text, "date": value}
    return ReadDate(value, RosterFinding(Severity.WARNING, _TWO_DIGITS, values), "", read.choices, read.text)


def _folded(cell: Cell) -> str:
    if isinstance(cell, date):
        return ""
    text = _OTHER_SIGNS.sub("/", fold(plain(one_line(_as_text(cell)))))
    return _TIME.sub("", text).rstrip(".,; ")


def _as_text(cell: Cell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() or int(cell) in _SERIALS else str(cell)
    return "" if cell is None else str(cell)


def _parts(folded: str, order: DateOrder) -> DayParts | None:
    """Return day, month and year of a text; ``None`` for no date, or an incomplete one."""
    if found := _IN_ENGLISH.fullmatch(folded):
        year = found["year"]
        return DayParts(int(found["day"]), _MONTHS.index(found["name"]) + 1, int(year), len(year) == 2)
    parts = day_parts(folded)
    if parts is None or parts.month is None or parts.year is None:
        return None
    if order is DateOrder.MONTH_FIRST and _BY_NUMBERS.fullmatch(folded):
        return parts._replace(day=parts.month, month=parts.day)
    return parts


def _from_text(parts: DayParts | None, title: str, text: str, today: date, order: DateOrder) -> ReadDate:
    if parts is None:
        return ReadDate(None, _finding(Severity.ERROR, _NO_DATE, title, text))
    year, month = parts.year or 0, parts.month or 0
    if not parts.short:
        return _from_parts(year, month, parts.day, title, text, order)
    latest = full_year(parts, today, YearHint.BORN)
    years = [one for one in (latest, latest - 100, latest + 100) if one in YEARS]
    read = [_from_parts(one, month, parts.day, title, text, order) for one in years]
    choices = tuple(one.value for one in read if one.value)
    return chosen(ReadDate(None, None, "", choices, text), choices[0], title) if choices else read[0]


def _from_parts(
    year: int, month: int, day: int, title: str, text: str, order: DateOrder = DateOrder.DAY_FIRST
) -> ReadDate:
    if year not in YEARS:
        return ReadDate(None, _finding(Severity.ERROR, _TOO_EARLY if year < YEARS[0] else _TOO_LATE, title, text))
    try:
        return ReadDate(date(year, month, day))
    except ValueError:
        template = _IMPOSSIBLE if order is DateOrder.DAY_FIRST else _IMPOSSIBLE_MONTH_FIRST
        return ReadDate(None, _finding(Severity.ERROR, template, title, text))


def _finding(severity: Severity, template: str, title: str, text: str) -> RosterFinding:
    return RosterFinding(severity, template, {"column": title, "text": one_line(text, SHOWN_CELLS)})


_NO_DAY = N_("{column}: “{text}” has no day; the date is left empty and the text is kept in the remark.")
_NO_DATE = N_("{column}: “{text}” is not a date; write day/month/year, like 05/02/1990.")
_TOO_EARLY = N_("{column}: “{text}” is before 1900; correct the year.")
_TOO_LATE = N_("{column}: “{text}” is too far ahead; correct the year.")
_IMPOSSIBLE = N_("{column}: there is no day “{text}”; dates are read as day/month/year.")
_IMPOSSIBLE_MONTH_FIRST = N_("{column}: there is no day “{text}”; this column is read as month/day/year.")
_TWO_DIGITS = N_("{column}: the year of “{text}” has two digits; read as {date}.")
