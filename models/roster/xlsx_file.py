"""Reads XLSX: several sheets, merged cells, real dates; the file is not trusted."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.roster.cells import clean_table
from models.roster.legacy import Legacy, font_encoding
from models.roster.limits import MAX_COLUMNS, MAX_ROWS, check_unpacked, too_many_rows
from models.roster.sheet_xml import SheetNotes, fill_down, sheet_notes, sheet_parts
from models.roster.values import Cell, RosterLine, RosterSource, RosterTable

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_SHEET_ROWS = 1_048_576  # the maximum of any spreadsheet; a higher row number means damage


def read_xlsx(content: bytes, name: str) -> tuple[RosterTable, ...]:
    """Read the bytes of a workbook ``name``: one table per sheet, in order.

    Raises :class:`DataFileWrong` for a file that is not a workbook, is damaged, or decompresses to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_unpacked(archive, name)
            return _read_sheets(archive, content, name)
    except DataFileWrong:
        raise
    except Exception as error:  # a damaged workbook may raise any exception within openpyxl
        raise damaged(name) from error


def damaged(name: str) -> DataFileWrong:
    """Return the error for a file that is not a workbook, or a damaged one."""
    return DataFileWrong(
        N_("“{file}” is damaged or is not an XLSX workbook; open it in a spreadsheet and save it again."), file=name
    )


def _read_sheets(archive: zipfile.ZipFile, content: bytes, name: str) -> tuple[RosterTable, ...]:
    import openpyxl

    parts = sheet_parts(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and forms, which a roster does not use
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            return tuple(_read_tables(workbook, archive, parts, name))
        finally:
            workbook.close()


def _read_tables(
    workbook: Workbook, archive: zipfile.ZipFile, parts: dict[str, str], name: str
) -> Iterator[RosterTable]:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    active = workbook.active.title if workbook.active is not None else ""
    for sheet in workbook.worksheets:
        fonts: dict[tuple[int, int], tuple[Legacy, bool]] = {}
        rows = _filled_rows(sheet, name, fonts)
        notes = sheet_notes(archive, parts[sheet.title]) if rows and sheet.title in parts else SheetNotes()
        for number in notes.uncalculated:
            rows.setdefault(number, [])
        fill_down(rows, notes.merged)
        table = RosterTable(
            RosterSource(name, "XLSX", sheet=sheet.title),
            tuple(_line(number, rows[number], notes) for number in sorted(rows)),
            merged=tuple(notes.merged),
            hidden_columns=frozenset(notes.hidden_columns),
            is_hidden=sheet.sheet_state != "visible",
            is_active=sheet.title == active,
            counts_from_1904=workbook.epoch == CALENDAR_MAC_1904,
        )
        yield clean_table(table, fonts)


def _line(number: int, cells: list[Cell], notes: SheetNotes) -> RosterLine:
    uncalculated = frozenset(notes.uncalculated.get(number, ()))
    return RosterLine(number, tuple(cells), number in notes.hidden_rows, uncalculated)


def _filled_rows(sheet: Any, name: str, fonts: dict[tuple[int, int], tuple[Legacy, bool]]) -> dict[int, list[Cell]]:
    """Return the rows with a value; the type stubs lack read-only sheets."""
    sheet.reset_dimensions()  # the declared size may be wrong
    rows: dict[int, list[Cell]] = {}
    blank: Any = None
    for number, row in enumerate(islice(sheet.iter_rows(max_col=MAX_COLUMNS), _SHEET_ROWS), start=1):
        if row is blank:  # openpyxl gives one and the same for each row of a gap
            continue
        cells = [_cell(cell.value) for cell in row]
        if cells.count(None) == len(cells):  # sheets formatted to their end have a million of these
            blank = row
            continue
        rows[number] = cells
        for place, value in enumerate(cells):
            if isinstance(value, str) and (found := font_encoding(_font(row[place]))):
                fonts[number, place] = found
        if len(rows) > MAX_ROWS:
            raise too_many_rows(name)
    return rows


def _font(cell: Any) -> str:
    return str(cell.font.name or "")


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, date):  # a datetime is a date
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = str(value)
    return text if text.strip() else None
