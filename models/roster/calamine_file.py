"""XLS (Excel before 2007), XLSB and ODS, read with python-calamine; an ODS also for its hidden rows and columns."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from models.domain.errors import DataFileWrong
from models.domain.language import N_
from models.roster.cells import clean_table
from models.roster.limits import MAX_COLUMNS, MAX_ROWS, check_unpacked, too_many_rows
from models.roster.ods_hidden import Hidden, hidden_parts
from models.roster.sheet_xml import fill_down
from models.roster.values import Cell, Range, RosterLine, RosterSource, RosterTable

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_WORKBOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_RECORD_1904, _SHEET_RECORD, _LAST_RECORD = 0x22, 0x85, 0x0A

_LOCKED = N_("“{file}” is locked by a password; open it in a spreadsheet and save it without a password.")
_DAMAGED = N_(
    "“{file}” is damaged or locked by a password; open it in a spreadsheet and save it as XLSX without a password."
)


def read_old_workbook(content: bytes, name: str, form: str) -> tuple[RosterTable, ...]:
    """Read the bytes of a workbook ``name``: one table per sheet, in order.

    Raises :class:`DataFileWrong` for a file that is locked, damaged, not a workbook, or too large.
    """
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        hidden = _check_archive(content, name) if form != "XLS" else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            tables = tuple(_read_tables(workbook, name, form, hidden))
            return tuple(replace(table, counts_from_1904=_counts_from_1904(content)) for table in tables)
    except DataFileWrong:
        raise
    except PasswordError as error:
        raise DataFileWrong(_LOCKED, file=name) from error
    except Exception as error:  # a damaged workbook may raise any exception
        raise DataFileWrong(_DAMAGED, file=name) from error


def _counts_from_1904(content: bytes) -> bool:
    """Tell whether an XLS counts days from 1904; python-calamine applies that to dates and does not report it for
    numbers.

    The record (0x22) is among the first of the workbook, before those of the sheets (0x85).
    """
    place = content.find(_WORKBOOK_BEGINS)
    while 0 <= place <= len(content) - 6:
        kind, length, value = struct.unpack_from("<HHH", content, place)
        if kind in {_SHEET_RECORD, _LAST_RECORD}:
            return False
        if kind == _RECORD_1904:
            return bool(value == 1)
        place += 4 + length
    return False


def _check_archive(content: bytes, name: str) -> dict[str, Hidden]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        check_unpacked(archive, name)
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in archive.read(
            "META-INF/manifest.xml"
        ):
            raise DataFileWrong(_LOCKED, file=name)
        return hidden_parts(archive) if "content.xml" in archive.namelist() else {}


def _read_tables(workbook: CalamineWorkbook, name: str, form: str, hidden: dict[str, Hidden]) -> Iterator[RosterTable]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for place, about in enumerate(workbook.sheets_metadata):
        if about.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(place)
        merged = _merged(sheet)
        rows = _rows(sheet, name)
        fill_down(rows, merged)
        unseen = hidden.get(about.name, Hidden())
        lines = (RosterLine(number, tuple(cells), number in unseen.rows) for number, cells in rows.items())
        yield clean_table(
            RosterTable(
                RosterSource(name, form, sheet=about.name),
                tuple(lines),
                merged=merged,
                hidden_columns=frozenset(unseen.columns),
                is_hidden=about.visible is not SheetVisibleEnum.Visible,
            )
        )


def _rows(sheet: CalamineSheet, name: str) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        cells = [_cell(value) for value in values[:MAX_COLUMNS]]
        if cells.count(None) < len(cells):
            rows[number] = cells
        if len(rows) > MAX_ROWS:
            raise too_many_rows(name)
    return rows


def _merged(sheet: CalamineSheet) -> tuple[Range, ...]:
    ranges = sheet.merged_cell_ranges or []
    return tuple((left + 1, top + 1, right + 1, bottom + 1) for (top, left), (bottom, right) in ranges)


def _cell(value: float | str | date | time | timedelta) -> Cell:
    if isinstance(value, date) or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    text = str(value)
    return text if text.strip() else None
