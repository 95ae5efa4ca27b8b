"""XLSX as cells keep it: several sheets, merged cells, real dates; read without trusting the file."""

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
from models.domain.text import clean_text
from models.roster.limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED_BYTES, too_large, too_many_rows
from models.roster.merged import fill_down, merged_ranges, sheet_parts
from models.roster.values import Cell, Line, Source, Table

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook

_SHEET_ROWS = 1_048_576  # of any spreadsheet; a row number beyond it is damage


def read_xlsx(content: bytes, name: str) -> tuple[Table, ...]:
    """Read the bytes of a workbook called ``name``: one table per sheet, in the order of the workbook.

    Raises :class:`DataFileWrong` for what is no workbook, is damaged, or unpacks to more than the limit.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise too_large(name)
            return _read_sheets(archive, content, name)
    except DataFileWrong:
        raise
    except Exception as error:  # a damaged workbook fails anywhere within openpyxl, by any error
        raise DataFileWrong(
            N_("“{file}” is damaged or is not an XLSX workbook; open it in a spreadsheet and save it again."), file=name
        ) from error


def _read_sheets(archive: zipfile.ZipFile, content: bytes, name: str) -> tuple[Table, ...]:
    import openpyxl

    parts = sheet_parts(archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and forms that a roster does not need
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            return tuple(_read_tables(workbook, archive, parts, name))
        finally:
            workbook.close()


def _read_tables(workbook: Workbook, archive: zipfile.ZipFile, parts: dict[str, str], name: str) -> Iterator[Table]:
    for sheet in workbook.worksheets:
        rows = _filled_rows(sheet, name)
        if rows and sheet.title in parts:
            fill_down(rows, merged_ranges(archive, parts[sheet.title]))
        lines = tuple(Line(number, tuple(cells)) for number, cells in rows.items())
        yield Table(Source(name, "XLSX", sheet=sheet.title), lines)


def _filled_rows(sheet: Any, name: str) -> dict[int, list[Cell]]:  # the stubs do not know a read-only sheet
    sheet.reset_dimensions()  # the size that the file claims may be wrong
    rows: dict[int, list[Cell]] = {}
    values = sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True)
    for number, row in enumerate(islice(values, _SHEET_ROWS), start=1):
        if row.count(None) == len(row):  # sheets formatted to their end have a million of these
            continue
        cells = [_cell(value) for value in row]
        if any(cell is not None for cell in cells):
            rows[number] = cells
        if len(rows) > MAX_ROWS:
            raise too_many_rows(name)
    return rows


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, date):  # a datetime is a date
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    return clean_text(str(value)).strip() or None
