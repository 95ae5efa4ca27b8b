"""Reads lines of a table as members; each doubt is a finding of its row, and nothing is ignored silently."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.domain.language import N_
from models.domain.text import one_line
from models.domain.vocabulary import Office, Status
from models.roster.checks import check_dates, check_name
from models.roster.columns import Orders, date_orders
from models.roster.dates import SHOWN_CELLS, ReadDate, read_date
from models.roster.headings import RosterHeading
from models.roster.member_lines import MemberLine, member_lines, name_of
from models.roster.names import RECASED, ReadName, has_address, read_name
from models.roster.statuses import StandingReader, conditions_in
from models.roster.values import Cell, RosterColumn, RosterFinding, RosterRow, RosterTable, Severity, text_of
from models.roster.words import cross_of, is_tick, office_of, offices_in
from models.roster.years import fitting_years

DATES = (RosterColumn.BIRTH_DATE, RosterColumn.JOINED_ON, RosterColumn.OFFICIAL_ON, RosterColumn.CAME_ON)


@dataclass(frozen=True)
class TableReading:
    """Settings for all lines of a table: its heading, the order of its dates, the form of its names."""

    heading: RosterHeading
    orders: Orders
    is_addressed: bool
    counts_from_1904: bool
    today: date
    ticked: frozenset[int] = frozenset()
    """Columns with both ticks and other marks, whose other marks have an unknown meaning."""


def read_rows(
    table: RosterTable, heading: RosterHeading, today: date
) -> tuple[tuple[RosterRow, ...], tuple[RosterFinding, ...]]:
    """Return the members below ``heading``, and findings about columns and about other lines."""
    members, others = member_lines(table, heading)
    orders, about_dates = date_orders([member.line for member in members], heading, today)
    names = [name_of(member.line, heading) for member in members]
    is_addressed = sum(map(has_address, names)) * 2 > len(names)
    reading = TableReading(heading, orders, is_addressed, table.counts_from_1904, today, _ticked(members, heading))
    return tuple(RowReader(member, reading).read() for member in members), (*about_dates, *others)


def _ticked(members: Sequence[MemberLine], heading: RosterHeading) -> frozenset[int]:
    texts = {place: [text_of(member.line.cell(place)) for member in members] for place in heading.marks.values()}
    return frozenset(place for place, marks in texts.items() if any(map(is_tick, marks)))


class RowReader:
    """Reads one line and collects its findings."""

    def __init__(self, member: MemberLine, reading: TableReading) -> None:
        self._line = member.line
        self._under = member.under
        self._reading = reading
        self._heading = reading.heading
        self._findings: list[RosterFinding] = []
        self._kept: list[str] = []

    def read(self) -> RosterRow:
        """Return the member with every finding of this line alone."""
        name = read_name(name_of(self._line, self._heading), is_addressed=self._reading.is_addressed)
        dates = self._read_dates()
        self._about_line(name)
        self._findings += check_name(name.full_name)
        days = [self._date(column, dates) for column in DATES]
        office, office_is_said = self._office(name)
        row = RosterRow(
            line=self._line.number,
            full_name=name.full_name,
            birth_date=days[0],
            joined_on=days[1],
            official_on=days[2],
            came_on=days[3],
            office=office,
            standing=Status.PROBATIONARY,
            conditions=(),
            remark="; ".join(text for text in (self._text(RosterColumn.REMARK), *name.rest, *self._kept) if text),
            findings=(),
            office_is_said=office_is_said,
            name_is_recased=bool(name.recased_from),
        )
        crossed = [mark for mark in self._crossed() if isinstance(mark, Status)]
        read = self._with_standing(row, name, crossed, self._text(RosterColumn.REMARK))
        return replace(read, without_remark=self._with_standing(row, name, crossed, ""))

    def _about_line(self, name: ReadName) -> None:
        if self._line.is_hidden:
            self._warn(N_("This row is hidden in the file."))
        for column, places in self._heading.places.items():
            if self._line.uncalculated & set(places) and column is not RosterColumn.NUMBER:
                severity = Severity.WARNING if column is RosterColumn.REMARK else Severity.ERROR
                self._findings.append(RosterFinding(severity, _UNCALCULATED, {"column": self._heading.titles[column]}))
        if name.recased_from and name.full_name:
            values = {"text": name.recased_from, "name": name.full_name}
            self._findings.append(RosterFinding(Severity.INFO, RECASED, values))
        for text in name.rest:
            self._warn(N_("“{text}” beside the name is kept in the remark."), text)

    def _cell(self, column: RosterColumn) -> Cell:
        cells = [self._line.cell(place) for place in self._heading.places.get(column, ())]
        return next((cell for cell in cells if cell is not None), None)

    def _text(self, column: RosterColumn) -> str:
        return text_of(self._cell(column))

    def _read_dates(self) -> dict[RosterColumn, ReadDate]:
        titles, reading = self._heading.titles, self._reading
        read = {
            column: read_date(
                self._cell(column),
                titles.get(column, ""),
                reading.today,
                reading.orders[column],
                counts_from_1904=reading.counts_from_1904,
            )
            for column in DATES
        }
        return fitting_years(read, titles, reading.today)

    def _date(self, column: RosterColumn, dates: Mapping[RosterColumn, ReadDate]) -> date | None:
        read = dates[column]
        self._findings += [read.finding] if read.finding else []
        self._keep(column, read.kept)
        return read.value

    def _keep(self, column: RosterColumn, text: str) -> None:
        self._kept += [f"{self._heading.titles[column]}: {text}"] if text else []

    def _warn(self, template: str, text: str = "") -> None:
        self._findings.append(RosterFinding(Severity.WARNING, template, {"text": one_line(text, SHOWN_CELLS)}))

    def _office(self, name: ReadName) -> tuple[Office | None, bool]:
        """Return the office of the line, and whether its cell mentions offices."""
        text = one_line(self._text(RosterColumn.OFFICE))
        known, office = office_of(text)
        if not known:
            office, rest = offices_in(self._text(RosterColumn.OFFICE))
            if office is None and not StandingReader.speaks(text):
                self._warn(N_("“{text}” is not an office of a cell; the text is kept in the remark."), text)
            self._keep(RosterColumn.OFFICE, rest if office else "" if StandingReader.speaks(text) else text)
        crossed = [mark for mark in self._crossed() if isinstance(mark, Office)]
        found = office or name.office or next(iter(crossed), None)
        if name.office and office and name.office is not office:
            self._warn(N_("The office beside the name is another than in its column, which is taken: “{text}”."), text)
        return found, bool(text or found)

    def _crossed(self) -> list[Status | Office]:
        """Return the meanings of the line's crosses."""
        crossed: list[Status | Office] = []
        for mark, place in self._heading.marks.items():
            text = text_of(self._line.cell(place))
            cross = None if place in self._reading.ticked and not is_tick(text) and cross_of(text) else cross_of(text)
            if cross is None:
                values = {"text": one_line(text, SHOWN_CELLS)}
                finding = RosterFinding(Severity.ERROR, N_("“{text}” is no cross; write x, or empty the cell."), values)
                self._findings += [] if finding in self._findings else [finding]
            crossed += [mark] if cross else []
        return crossed

    def _with_standing(self, row: RosterRow, name: ReadName, crossed: list[Status], remark: str) -> RosterRow:
        """Return the row with its standing, its conditions and all its findings, considering ``remark``."""
        today = self._reading.today
        status = self._text(RosterColumn.STATUS)
        standing = StandingReader(
            status=status,
            texts=(self._text(RosterColumn.OFFICE), self._under),
            others=(name.standing,),
            remark=remark,
            crossed=crossed,
            official_on=row.official_on,
            today=today,
        )
        conditions = conditions_in((status, remark, self._under), (*name.conditions, *crossed), today)
        made = replace(
            row,
            standing=standing.standing,
            standing_is_said=standing.is_said,
            conditions=conditions.holding,
            ended=conditions.ended,
            left=conditions.left,
            spans=conditions.spans,
        )
        doubts = check_dates(made, self._heading.columns, today)
        return replace(made, findings=(*self._findings, *standing.findings, *conditions.findings, *doubts))


_UNCALCULATED = N_(
    "{column}: a formula whose result the file does not hold; open the file in a spreadsheet and save it again."
)
