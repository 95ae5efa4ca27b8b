"""From a roster file as cells keep it to plain values; nothing is stored here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.domain.text import one_line
from models.roster.checks import check_together
from models.roster.csv_file import read_csv
from models.roster.headings import HEADING_WITHIN, LOOKED_FOR, Heading, find_heading
from models.roster.limits import MAX_BYTES, too_large
from models.roster.rows import read_rows
from models.roster.values import Finding, Roster, Severity, Source, Table
from models.roster.xlsx_file import read_xlsx

_ZIP_MARK = b"PK\x03\x04"
_OLE_MARK = b"\xd0\xcf\x11\xe0"  # workbooks before 2007, and newer ones under a password
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


def read_roster(path: Path, today: date) -> Roster:
    """Read a CSV or XLSX file of members; ages and future dates are judged as of ``today``.

    What is doubtful is a finding of its row or of the file. Raises :class:`DataFileWrong`, one sentence, where
    the file cannot be read as a roster at all: missing, too large, another format, damaged, no column of names.
    """
    tables = _read_tables(_read_bytes(path), path)
    table, heading = _with_heading(tables, one_line(path.name))
    rows, skipped = read_rows(table, heading, today)
    findings = (*_about_file(table.source, len(tables), heading), *skipped)
    if not rows:
        findings += (Finding(Severity.WARNING, N_("There is no member under the heading.")),)
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


def _read_tables(content: bytes, path: Path) -> tuple[Table, ...]:
    name = one_line(path.name)
    if content.startswith(_OLE_MARK):
        raise DataFileWrong(
            N_("“{file}” is an old Excel file or is locked by a password; save it as XLSX without a password."),
            file=name,
        )
    if content.startswith(_ZIP_MARK) or path.suffix.lower() == ".xlsx":
        return read_xlsx(content, name)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return (read_csv(content, name),)
    raise DataFileWrong(N_("“{file}” is neither CSV nor XLSX; save the roster as one of these."), file=name)


def _with_heading(tables: tuple[Table, ...], name: str) -> tuple[Table, Heading]:
    for table in tables:
        if heading := find_heading(table):
            return table, heading
    raise DataFileWrong(
        N_("“{file}” has no column of names in its first {lines} lines; looked for a heading like: {headings}."),
        file=name,
        lines=HEADING_WITHIN,
        headings=LOOKED_FOR,
    )


def _about_file(source: Source, sheets: int, heading: Heading) -> Iterator[Finding]:
    if source.encoding == "Windows-1258":
        template = N_("The file is not in UTF-8; read as {encoding}. Look whether the names are right.")
        yield Finding(Severity.WARNING, template, {"encoding": source.encoding})
    if sheets > 1:
        template = N_("Read from the sheet “{sheet}”, the first of {sheets} with a heading.")
        yield Finding(Severity.INFO, template, {"sheet": source.sheet, "sheets": sheets})
    if heading.ignored:
        names = ", ".join(heading.ignored)
        yield Finding(Severity.INFO, N_("Columns not known and not read: {columns}."), {"columns": names})
