"""Reads a roster file into plain values; nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.text import one_line
from models.roster.checks import check_together
from models.roster.csv_file import WINDOWS_1258
from models.roster.forms import read_tables
from models.roster.headings import HEADING_WITHIN, LOOKED_FOR, RosterHeading, find_heading
from models.roster.limits import MAX_BYTES, too_large
from models.roster.rows import read_rows
from models.roster.values import Roster, RosterFinding, RosterTable, Severity


def read_roster(path: Path, today: date) -> Roster:
    """Read a file of members; ages and future dates are checked as of ``today``.

    Doubts are findings of a row or of the file. Raises :class:`DataFileWrong` if the file cannot be read as a roster at
    all: missing, too large, another format, damaged, no column of names.
    """
    tables = read_tables(_read_bytes(path), path)
    table, heading = _with_heading(tables, one_line(path.name))
    rows, about_rows = read_rows(table, heading, today)
    findings = (*_about_file(table, tables, heading), *about_rows)
    if not rows:
        findings += (RosterFinding(Severity.WARNING, N_("There is no member under the heading.")),)
    return Roster(table.source, heading.columns, check_together(rows), findings)


def _read_bytes(path: Path) -> bytes:
    name = one_line(path.name)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise DataFileWrong(N_("There is no file “{file}”; check the path."), file=one_line(str(path))) from error
    except (OSError, ValueError) as error:
        raise DataFileWrong(
            N_("“{file}” cannot be opened; close it in other programs and check that it is a file you may read."),
            file=name,
        ) from error
    if len(content) > MAX_BYTES:
        raise too_large(name)
    return content


def _with_heading(tables: tuple[RosterTable, ...], name: str) -> tuple[RosterTable, RosterHeading]:
    """Return the sheet to read: the active one, else the first visible one, else a hidden one."""
    for table in sorted(tables, key=lambda table: (table.is_hidden, not table.is_active)):
        if heading := find_heading(table):
            return table, heading
    raise DataFileWrong(
        N_("“{file}” has no column of names in its first {lines} lines; looked for a heading like: {headings}."),
        file=name,
        lines=HEADING_WITHIN,
        headings=LOOKED_FOR,
    )


def _about_file(table: RosterTable, tables: tuple[RosterTable, ...], heading: RosterHeading) -> Iterator[RosterFinding]:
    source = table.source
    if source.encoding == WINDOWS_1258:
        template = N_("The file is not in UTF-8; read as {encoding}. Look whether the names are right.")
        yield RosterFinding(Severity.WARNING, template, {"encoding": source.encoding})
    if table.converted:
        template = N_("Texts in the old encoding {encoding} were converted. Look whether the names are right.")
        yield RosterFinding(Severity.WARNING, template, {"encoding": table.converted})
    yield from _about_sheets(table, tables)
    yield from _about_hidden(table, heading)
    if heading.ignored:
        names = ", ".join(f"“{title}”" for title in heading.ignored)
        yield RosterFinding(Severity.WARNING, N_("Columns not understood and not read: {columns}."), {"columns": names})


def _about_sheets(table: RosterTable, tables: tuple[RosterTable, ...]) -> Iterator[RosterFinding]:
    others = [other for other in tables if other is not table]
    if not others and not table.is_hidden:
        return
    values = {"sheet": table.source.sheet, "sheets": len(tables)}
    if table.is_hidden:
        yield RosterFinding(Severity.WARNING, N_("Read from the sheet “{sheet}”, which is hidden in the file."), values)
    else:
        yield RosterFinding(Severity.INFO, N_("Read from the sheet “{sheet}”, one of {sheets}."), values)
    lists = [other for other in others if find_heading(other)]
    for template, unread in (
        (N_("Other sheets with a list of members were not read: {sheets}."), [o for o in lists if not o.is_hidden]),
        (N_("Hidden sheets with a list of members were not read: {sheets}."), [o for o in lists if o.is_hidden]),
    ):
        if unread:
            names = ", ".join(f"“{other.source.sheet}”" for other in unread)
            yield RosterFinding(Severity.WARNING, template, {"sheets": names})


def _about_hidden(table: RosterTable, heading: RosterHeading) -> Iterator[RosterFinding]:
    rows = [line.number for line in table.lines if line.is_hidden and line.number > heading.line]
    if rows:
        template = N_(
            "Rows hidden in the file were read too: {rows}. Delete them from the file if they are not to count."
        )
        yield RosterFinding(Severity.WARNING, template, {"rows": _spans(rows)})
    if heading.hidden:
        names = ", ".join(f"“{title}”" for title in heading.hidden)
        yield RosterFinding(
            Severity.WARNING, N_("Columns hidden in the file were read too: {columns}."), {"columns": names}
        )
    if table.source.form in _OLD_FORMS:
        template = N_(
            "In this old format ({form}) hidden rows and columns, and formulas without a result, cannot be recognised;"
            " if the file may have some, save it as XLSX."
        )
        yield RosterFinding(Severity.INFO, template, {"form": table.source.form})


_OLD_FORMS = frozenset({"XLS", "XLSB"})
"""Binary formats whose hidden parts and uncalculated formulas the library does not report."""


def _spans(numbers: list[int]) -> str:
    """Return "4, 7–9" for 4, 7, 8, 9."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    return ", ".join("–".join(map(str, span)) for span in spans)
