"""Lines of a table read as members: each doubt is a finding of its row, nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from models.domain.language import N_
from models.domain.text import one_line
from models.domain.typed.days import Lean
from models.domain.vocabulary import Office, Status
from models.roster.checks import check_dates, check_name
from models.roster.dates import SHOWN_CELLS, ReadDate, read_date
from models.roster.headings import Heading
from models.roster.values import Cell, Column, Finding, Line, RosterRow, Severity, Table
from models.roster.words import conditions_of, is_footer, office_of, standing_of

_DATES = (Column.BIRTH_DATE, Column.JOINED_ON, Column.OFFICIAL_ON)


def read_rows(table: Table, heading: Heading, today: date) -> tuple[tuple[RosterRow, ...], tuple[Finding, ...]]:
    """Return the members below ``heading``, and a finding for each line under the table that is no member.

    Headings repeated on each page and lines with nothing but a number are skipped.
    """
    rows: list[RosterRow] = []
    skipped: list[Finding] = []
    for line in _lines_below(table, heading):
        reader = RowReader(line, heading, today)
        if reader.is_footer or (skipped and not reader.is_person):
            skipped.append(_skipped(line, reader.is_footer))
        else:
            rows.append(reader.read())
    return tuple(rows), tuple(skipped)


def _lines_below(table: Table, heading: Heading) -> Iterator[Line]:
    number = heading.places.get(Column.NUMBER, (-1,))[0]
    for line in table.lines:
        filled = any(cell is not None for place, cell in enumerate(line.cells) if place != number)
        if line.number > heading.line and not heading.is_repeated_in(line) and (filled or is_footer(_first_text(line))):
            yield line


def _first_text(line: Line) -> str:
    return one_line(next((_text(cell) for cell in line.cells if cell is not None), ""), SHOWN_CELLS)


def _skipped(line: Line, is_known: bool) -> Finding:
    values = {"line": line.number, "text": _first_text(line)}
    if is_known:
        return Finding(Severity.INFO, N_("Line {line} belongs to the foot of the table: “{text}”."), values)
    template = N_("Line {line} stands under the foot of the table and has no date; it is skipped: “{text}”.")
    return Finding(Severity.WARNING, template, values)


class RowReader:
    """Reads one line; collects its findings on the way."""

    def __init__(self, line: Line, heading: Heading, today: date) -> None:
        self._line = line
        self._heading = heading
        self._today = today
        self._findings: list[Finding] = []
        self._kept: list[str] = []
        self._name = self._full_name()
        self._dates = {column: self._read_date(column) for column in _DATES}

    @property
    def is_person(self) -> bool:
        """Whether the line has what only a member's line has: a name and a date."""
        return bool(self._name) and self._is_dated

    @property
    def is_footer(self) -> bool:
        """Whether the line is a total or a signature. An office alone ("Bí thư") may stand beside a member's name."""
        cells = (self._cell(Column.NUMBER), self._name) if self._name else self._line.cells
        return not self._is_dated and any(is_footer(_text(cell)) for cell in cells if cell is not None)

    @property
    def _is_dated(self) -> bool:
        return any(read.value for read in self._dates.values())

    def read(self) -> RosterRow:
        """Return the member with every finding of this line alone."""
        birth_date, joined_on, official_on = (self._date(column) for column in _DATES)
        self._findings += check_name(self._name)
        office, standing, conditions = self._office(), self._standing(), self._conditions()
        row = RosterRow(
            line=self._line.number,
            full_name=self._name,
            birth_date=birth_date,
            joined_on=joined_on,
            official_on=official_on,
            office=office,
            standing=standing,
            conditions=conditions,
            remark="; ".join(text for text in (self._text(Column.REMARK), *self._kept) if text),
            findings=(),
            came_on=self._came_on(),
        )
        self._findings += check_dates(row, self._heading.columns, self._today)
        return replace(row, findings=tuple(self._findings))

    def _came_on(self) -> date | None:
        if Column.CAME_ON not in self._heading.places:
            return None
        read = self._read_date(Column.CAME_ON)
        self._findings += [read.finding] if read.finding else []
        return read.value

    def _cell(self, column: Column) -> Cell:
        return self._line.cell(self._heading.places[column][0]) if column in self._heading.places else None

    def _text(self, column: Column) -> str:
        return _text(self._cell(column))

    def _full_name(self) -> str:
        first, *more = (_text(self._line.cell(place)) for place in self._heading.places[Column.FULL_NAME])
        # The column without a title right of a name continues it only where it holds words.
        return one_line(" ".join((first, *(text for text in more if text.replace(" ", "").isalpha()))))

    def _read_date(self, column: Column) -> ReadDate:
        lean = Lean.BORN if column is Column.BIRTH_DATE else Lean.PAST
        return read_date(self._cell(column), self._heading.titles.get(column, ""), self._today, lean)

    def _date(self, column: Column) -> date | None:
        read = self._dates[column]
        self._findings += [read.finding] if read.finding else []
        self._keep(column, read.kept)
        return read.value

    def _keep(self, column: Column, text: str) -> None:
        self._kept += [f"{self._heading.titles[column]}: {text}"] if text else []

    def _warn(self, template: str, text: str = "") -> None:
        self._findings.append(Finding(Severity.WARNING, template, {"text": one_line(text, SHOWN_CELLS)}))

    def _office(self) -> Office | None:
        text = one_line(self._text(Column.OFFICE))
        known, office = office_of(text)
        if not known:
            self._warn(N_("“{text}” is not an office of a cell; the text is kept in the remark."), text)
            self._keep(Column.OFFICE, text)
        return office

    def _standing(self) -> Status:
        named = standing_of(self._text(Column.STATUS))
        if named:
            return named
        official_on = self._dates[Column.OFFICIAL_ON].value
        if official_on and official_on <= self._today:
            return Status.OFFICIAL
        if official_on or self._dates[Column.JOINED_ON].value:
            self._warn(N_("Official or probationary is not said; without an official date read as probationary."))
            return Status.PROBATIONARY
        self._warn(N_("Official or probationary is not said; read as official."))
        return Status.OFFICIAL

    def _conditions(self) -> tuple[Status, ...]:
        found = {
            condition: text
            for text in (self._text(Column.STATUS), self._text(Column.REMARK))
            for condition in conditions_of(text)
        }
        for condition, text in found.items():
            self._warn(_READ_AS[condition], text)
        return tuple(condition for condition in _READ_AS if condition in found)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


_READ_AS = {
    Status.ELSEWHERE: N_("“{text}” is read as: temporarily elsewhere. Such members are not counted in votes."),
    Status.EXEMPT: N_("“{text}” is read as: exempt. Such members are counted in votes only when they attend."),
    Status.TEMPORARY: N_("“{text}” is read as: temporary member of this cell."),
}
