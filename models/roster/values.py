"""What a roster file says, as plain frozen values: tables of cells, rows of members, findings, the roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from models.domain.language import _, current_language, fill
from models.domain.vocabulary import Office, Status

Cell = str | int | float | datetime | date | None
"""One cell as the file holds it; texts are clean (see :func:`models.domain.text.clean_text`), empty is None."""


@dataclass(frozen=True)
class Line:
    """A line of a table that is not empty; ``number`` counts from 1 as editors and spreadsheets do."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """Return the cell at ``index`` from 0; None where the line is shorter."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True)
class Source:
    """Where a table came from: file name, "CSV" or "XLSX", and the encoding or the sheet that was read."""

    name: str
    form: str
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Table:
    """The lines of one sheet or one CSV file."""

    source: Source
    lines: tuple[Line, ...]


class Column(StrEnum):
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
class Finding:
    """One sentence about a row or a file; ``template`` is an English gettext message over ``values``."""

    severity: Severity
    template: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return fill(_(self.template), {name: _shown(value) for name, value in self.values.items()})


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}" if current_language() == "vi" else value.isoformat()
    return str(value)


@dataclass(frozen=True)
class RosterRow:
    """One member as the file has them. ``standing`` is OFFICIAL or PROBATIONARY; ``conditions`` are the others."""

    line: int
    full_name: str
    birth_date: date | None
    joined_on: date | None
    official_on: date | None
    office: Office | None
    standing: Status
    conditions: tuple[Status, ...]
    remark: str
    findings: tuple[Finding, ...]
    came_on: date | None = None

    @property
    def is_error(self) -> bool:
        """Whether a finding keeps this row out."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True)
class Roster:
    """A roster file as read: its rows in the order of the file, and findings about the file as a whole."""

    source: Source
    columns: frozenset[Column]
    rows: tuple[RosterRow, ...]
    findings: tuple[Finding, ...]
