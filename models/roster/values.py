"""What a roster file says, as plain frozen values: tables of cells, rows of members, findings, the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.formats import day_text
from models.domain.language import _, fill
from models.domain.vocabulary import Office, Status

Cell = str | int | float | datetime | date | None
"""One cell as the file holds it; texts are clean (see :mod:`models.roster.cells`), empty is None."""

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row of merged cells; each from 1."""


def text_of(cell: Cell) -> str:
    """Return a cell as text; a whole number without a decimal point, an empty cell as nothing."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


@dataclass(frozen=True)
class RosterLine:
    """A line of a table that is not empty; ``number`` counts from 1 as editors and spreadsheets do.

    ``uncalculated`` are the places (from 0) of formulas whose result the file does not hold.
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
    """Where a table came from: file name, its form ("CSV", "XLSX" …), and the encoding or the sheet that was read."""

    name: str
    form: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class RosterTable:
    """The lines of one sheet or one CSV file.

    ``merged`` are its merged cells, ``hidden_columns`` count from 0, ``converted`` names the encoding from before
    Unicode that its texts were in, ``counts_from_1904`` tells which day the numbers of days are counted from.
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
    """The columns of a roster that are understood."""

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
    """An error keeps a row out, a warning asks the person to look, information only tells."""

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
        """Whether this finding keeps its row out."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        return fill(_(self.template), {name: _shown(value) for name, value in self.values.items()})


def _shown(value: object) -> str:
    if isinstance(value, date):
        return day_text(value)
    return str(value)


@dataclass(frozen=True)
class RosterRow:
    """One member as the file has them. ``standing`` is OFFICIAL or PROBATIONARY; ``conditions`` are the others.

    ``ended`` are the conditions that the file says hold no more, ``left`` is what it says of having left the cell.
    ``spans`` are the first day of conditions and the first one after them, where the file names these days.
    ``standing_is_said`` and ``office_is_said`` tell what the file says from what follows from an empty cell;
    ``name_is_recased`` that its capitals are a proposal. ``without_remark`` is the row as it reads when the remark is
    known already, so that it says nothing new of standing and conditions.
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
        """Whether a finding keeps this row out."""
        return any(finding.is_error for finding in self.findings)


@dataclass(frozen=True)
class Roster:
    """A roster file as read: its rows in the order of the file, and findings about the file as a whole."""

    source: RosterSource
    columns: frozenset[RosterColumn]
    rows: tuple[RosterRow, ...]
    findings: tuple[RosterFinding, ...]
