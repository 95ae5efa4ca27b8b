"""Merged cells of a workbook, which openpyxl leaves out when it reads row by row."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator

from models.roster.limits import MAX_COLUMNS
from models.roster.values import Cell

Range = tuple[int, int, int, int]
"""First column, first row, last column, last row; each from 1."""

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the archive that holds each sheet, by the sheet's title."""
    targets = {
        relation["Id"]: posixpath.normpath(posixpath.join("/xl", relation["Target"])).lstrip("/")
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    sheets = _elements(archive, "xl/workbook.xml", "sheet")
    return {sheet["name"]: targets[sheet[_RELATION_ID]] for sheet in sheets}


def merged_ranges(archive: zipfile.ZipFile, part: str) -> Iterator[Range]:
    """Return the merged ranges of the sheet in ``part``."""
    from openpyxl.utils.cell import range_boundaries

    for element in _elements(archive, part, "mergeCell"):
        first_column, first_row, last_column, last_row = range_boundaries(element["ref"])
        if first_column and first_row and last_column and last_row:
            yield first_column, first_row, last_column, last_row


def fill_down(rows: dict[int, list[Cell]], ranges: Iterator[Range]) -> None:
    """Give the value of each merged range to the empty cells below it in its first column.

    One office merged over three members holds for all three. To the right nothing is filled: there a merged cell
    is one wide cell. A filling ends at the first line that is wholly empty or already has a value.
    """
    for column, first_row, _, last_row in ranges:
        value = rows[first_row][column - 1] if first_row in rows and column <= MAX_COLUMNS else None
        for number in range(first_row + 1, last_row + 1):
            if value is None or number not in rows or rows[number][column - 1] is not None:
                break
            rows[number][column - 1] = value


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[dict[str, str]]:
    from openpyxl.xml.functions import iterparse, localname

    with archive.open(part) as stream:
        for _, element in iterparse(stream):
            if localname(element) == tag:
                yield dict(element.attrib)
            element.clear()
