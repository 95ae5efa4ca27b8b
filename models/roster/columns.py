"""Decides for a whole column of dates whether the day or the month is first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from models.domain.language import N_
from models.roster.dates import DateOrder, has_both_orders, is_numeric_date, order_of, read_date
from models.roster.headings import RosterHeading
from models.roster.values import Cell, RosterColumn, RosterFinding, RosterLine, Severity

Orders = Mapping[RosterColumn, DateOrder]

_DATES = (RosterColumn.BIRTH_DATE, RosterColumn.JOINED_ON, RosterColumn.OFFICIAL_ON, RosterColumn.CAME_ON)
_LIKELY_MONTHS = 12


def date_orders(lines: Sequence[RosterLine], heading: RosterHeading, today: date) -> tuple[Orders, list[RosterFinding]]:
    """Return the order of each column of dates, and the findings about them.

    An ambiguous column follows the other columns of the file if these agree; otherwise the day is first, as in Vietnam.
    """
    cells = {column: _cells(lines, heading, column) for column in _DATES}
    known = {column: order_of(found) for column, found in cells.items()}
    sure = {order for order in known.values() if order}
    others = next(iter(sure)) if len(sure) == 1 else None
    orders = {column: order or others or DateOrder.DAY_FIRST for column, order in known.items()}
    findings = [
        finding
        for column, found in cells.items()
        for finding in _about(heading.titles.get(column, ""), found, known[column], orders[column], today)
    ]
    both_ways = [
        column
        for column, order in known.items()
        if order is None and orders[column] is DateOrder.DAY_FIRST and not has_both_orders(cells[column])
    ]
    return orders, [*_both_ways(heading, {column: cells[column] for column in both_ways}, today), *findings]


def _both_ways(
    heading: RosterHeading, cells: Mapping[RosterColumn, Sequence[Cell]], today: date
) -> Iterator[RosterFinding]:
    examples = {
        column: next((cell for cell in found if is_numeric_date(cell)), None) for column, found in cells.items()
    }
    titles = [heading.titles[column] for column, example in examples.items() if example]
    for example in [example for example in examples.values() if example][:1]:
        day = read_date(example, "", today).value
        yield RosterFinding(Severity.INFO, _BOTH_WAYS, {"columns": ", ".join(titles), "text": example, "date": day})


def _cells(lines: Sequence[RosterLine], heading: RosterHeading, column: RosterColumn) -> list[Cell]:
    return [line.cell(place) for line in lines for place in heading.places.get(column, ())]


def _about(
    title: str, cells: Sequence[Cell], known: DateOrder | None, order: DateOrder, today: date
) -> Iterator[RosterFinding]:
    example = next((cell for cell in cells if is_numeric_date(cell)), None)
    day = read_date(example, title, today, order).value
    values = {"column": title, "text": example, "date": day}
    if has_both_orders(cells) and example:
        yield RosterFinding(Severity.WARNING, _BOTH_KINDS, values)
    elif order is DateOrder.MONTH_FIRST and example:
        template = _MONTH_FIRST if known else _MONTH_FIRST_AS_THE_OTHERS
        yield RosterFinding(Severity.WARNING, template, values)
    days = [cell for cell in cells if isinstance(cell, date)]
    texts = [cell for cell in cells if is_numeric_date(cell)]
    # A spreadsheet set to month/day converts 05/02 to a date and leaves 25/02 as text, which it cannot convert.
    if known is DateOrder.DAY_FIRST and len(days) > 1 and texts and all(day.day <= _LIKELY_MONTHS for day in days):
        yield RosterFinding(Severity.WARNING, _SWAPPED, values)


_BOTH_KINDS = N_(
    "{column}: in some dates the day stands first, in others the month; “{text}” is read as {date}. Compare with the"
    " papers, and write the column in one way."
)
_MONTH_FIRST = N_("{column}: the month stands first in this column; “{text}” is read as {date}.")
_MONTH_FIRST_AS_THE_OTHERS = N_(
    "{column}: the month is taken to stand first, as in the other columns of the file; “{text}” is read as {date}."
)
_BOTH_WAYS = N_("{columns}: every date can be read both ways; the day is taken to stand first, “{text}” is {date}.")
_SWAPPED = N_(
    "{column}: dates and texts are mixed, and no date has a day after the 12th: a spreadsheet may have swapped day and"
    " month. Compare with the papers."
)
