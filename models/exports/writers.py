"""CSV and XLSX of a sheet, in which no cell is a formula.

A text that begins with ``= + - @``, a tab or a carriage return is run by spreadsheets as a formula (OWASP, "CSV
Injection"). In CSV an apostrophe stands before it, in XLSX it is a string by its type.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime

from models.domain.formats import kept_day
from models.exports.sheets import ExportTable, Value

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the same table gives the same file


def to_csv(sheet: ExportTable, separator: str = ",") -> bytes:
    """Return a table as spreadsheets in Vietnam open it: UTF-8 with a byte order mark, lines end with CR LF."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in (sheet.headings, *sheet.rows):
        writer.writerow([_cell(value) for value in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def to_xlsx(sheet: ExportTable) -> bytes:
    """Return a table as a workbook: its head stays in view, days are days, numbers are numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has a page
    page.title = sheet.title[:31]
    for number, row in enumerate((sheet.headings, *sheet.rows), 1):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl makes a formula of what begins with "="
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            if number == 1:
                cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    for place, heading in enumerate(sheet.headings, 1):
        longest = max([len(heading), *(len(str(row[place - 1] or "")) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(place)].width = min(60, longest + 2)
    book.properties.created = book.properties.modified = STAMP
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return kept_day(value)
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_DANGEROUS) else text
