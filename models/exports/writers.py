"""Writes a table as CSV and XLSX without formulas.

Spreadsheets run a text that begins with ``= + - @``, a tab or a carriage return as a formula (OWASP, "CSV Injection").
In CSV it gets an apostrophe in front, in XLSX the type string.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal

from models.domain.formats import decimal_text, kept_day
from models.exports.tables import ExportTable, Value

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"
WIDEST_COLUMN = 60
"""In characters; longer texts wrap."""
STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the same table gives the same file


def to_csv(sheet: ExportTable, separator: str = ",") -> bytes:
    """Return a table as spreadsheets in Vietnam open it: UTF-8 with a byte order mark, CR LF line ends."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for row in (sheet.headings, *sheet.rows):
        writer.writerow([_cell(value) for value in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()


def to_xlsx(sheet: ExportTable) -> bytes:
    """Return a table as a workbook: days are days, numbers are numbers.

    The head row is frozen, filters the columns and is repeated on every printed page; long texts wrap, and a page has
    the whole width.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    page = book.active
    assert page is not None  # noqa: S101 - a new workbook has a page
    page.title = sheet.title[:31]
    for number, row in enumerate((sheet.headings, *sheet.rows), 1):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, str):
                cell.data_type = "s"  # openpyxl makes a formula of a text that begins with "="
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            elif isinstance(value, Decimal):
                cell.number_format = f"0.{'0' * decimals_of(value)}"
            if number == 1:
                cell.font = Font(bold=True)
    for place, heading in enumerate(sheet.headings, 1):
        longest = max([len(heading), *(len(_cell(row[place - 1])) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(place)].width = min(WIDEST_COLUMN, longest + 2)
    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(max(1, len(sheet.headings)))}{len(sheet.rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0  # 0: unlimited
    book.properties.created = book.properties.modified = STAMP
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def decimals_of(value: Decimal) -> int:
    """Return the number of decimals of a value."""
    return max(0, -int(value.as_tuple().exponent))


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return kept_day(value)
    if isinstance(value, Decimal):
        return decimal_text(str(value))
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_DANGEROUS) else text
