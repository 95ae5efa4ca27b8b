"""The content of a roster file as frozen values: tables of cells, rows of members, findings, the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.formats import day_text
from models.domain.language import _, fill
from models.domain.vocabulary import Office, Status

Cell = str | int | float | datetime | date | None
"""One cell of the file; texts are cleaned (see :mod:`models.roster.cells`), empty is ``None``."""

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row of merged cells; each from 1."""


def text_of(cell: Cell) -> str:
    """Return a cell as text; a whole number without a decimal point, empty for an empty cell."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class RosterLine:
    """A non-empty line of a table; ``number`` counts from 1 as editors and spreadsheets do.

    ``uncalculated`` are the columns (from 0) of formulas without a stored result.
    """

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False
    uncalculated: frozenset[int] = frozenset()

    def cell(self, index: int) -> Cell:
        """Return the cell at ``index`` from 0; None where the line is shorter."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class RosterSource:
    """The source of a table: file name, format ("CSV", "XLSX" …), and the encoding or the sheet."""

    name: str
    form: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class RosterTable:
    """The lines of one sheet or one CSV file.

    ``merged`` are its merged cells, ``hidden_columns`` count from 0, ``converted`` is the original encoding of its
    texts, ``counts_from_1904`` the base of its serial dates.
    """

    source: RosterSource
    lines: tuple[RosterLine, ...]
    merged: tuple[Range, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_active: bool = False
    counts_from_1904: bool = False
    converted: str | None = None


class RosterColumn(StrEnum):
    """The known columns of a roster."""

    NUMBER = "number"
    FULL_NAME = "full_name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    BIRTH_DATE = "birth_date"
    JOINED_ON = "joined_on"
    OFFICIAL_ON = "official_on"
    CAME_ON = "came_on"
    OFFICE = "office"
    STATUS = "status"
    REMARK = "remark"


class Severity(StrEnum):
    """An error blocks the import of a row, a warning needs checking, information needs nothing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class RosterFinding:
    """One sentence about a row or a file; ``template`` is an English gettext message over ``values``."""

    severity: Severity
    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def is_error(self) -> bool:
        """Whether this finding blocks its row."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return fill(_(self.template), {name: _shown(value) for name, value in self.values.items()})


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day_text(value)
    return str(value)


@dataclass(frozen=True)
class RosterRow:
    """One member of the file. ``standing`` is OFFICIAL or PROBATIONARY; ``conditions`` are the others.

    ``ended`` are the conditions that ended according to the file, ``left`` is its text about having left the cell.
    ``spans`` are the first day of conditions and the first one after them, if the file gives these days.
    ``standing_is_said`` and ``office_is_said`` distinguish stated values from defaults of empty cells;
    ``name_is_recased``: the capitals of the name are a proposal. ``without_remark`` is the row as read without the
    effects of its remark, for a remark that is known already.
    """

    line: int
    full_name: str
    birth_date: date | None
    joined_on: date | None
    official_on: date | None
    office: Office | None
    standing: Status
    conditions: tuple[Status, ...]
    remark: str
    findings: tuple[RosterFinding, ...]
    came_on: date | None = None
    ended: tuple[Status, ...] = ()
    left: str = ""
    standing_is_said: bool = True
    office_is_said: bool = True
    name_is_recased: bool = False
    without_remark: RosterRow | None = None
    spans: Mapping[Status, tuple[date | None, date | None]] = field(default_factory=dict, hash=False)

    @property
    def is_error(self) -> bool:
        """Whether a finding blocks this row."""
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True)
class Roster:
    """A roster file as read: its rows in the order of the file, and findings about the file as a whole."""

    source: RosterSource
    columns: frozenset[RosterColumn]
    rows: tuple[RosterRow, ...]
    findings: tuple[RosterFinding, ...]
