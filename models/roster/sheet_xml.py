"""Parts of a sheet that openpyxl omits when reading row by row: merged cells, hidden rows and columns, formulas."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.roster.limits import MAX_COLUMNS, MAX_ROWS
from models.roster.values import Cell, Range

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TRUE = frozenset({"1", "true"})


@dataclass
class SheetNotes:
    """Notes on one sheet: hidden rows by number, hidden columns from 0, formulas without a result by row and column."""

    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: dict[int, set[int]] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the archive part of each sheet, by its title."""
    targets = {
        relation["Id"]: posixpath.normpath(posixpath.join("/xl", relation["Target"])).lstrip("/")
        for relation in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    sheets = _elements(archive, "xl/workbook.xml", "sheet")
    return {sheet["name"]: targets[sheet[_RELATION_ID]] for sheet in sheets}


def sheet_notes(archive: zipfile.ZipFile, part: str) -> SheetNotes:
    """Return the notes on the sheet in ``part``."""
    from openpyxl.xml.functions import iterparse, localname

    notes = SheetNotes()
    with archive.open(part) as stream:
        for _, element in iterparse(stream):
            match localname(element):
                case "mergeCell":
                    notes.merged += _range(element.attrib["ref"])
                case "col":
                    _note_column(notes, element.attrib)
                case "c":
                    _note_formula(notes, element)
                    continue  # cleared with its row below
                case "row":
                    _note_row(notes, element.attrib)
                case "f" | "v" | "is" | "t" | "r":
                    continue  # parts of a cell
            element.clear()
    return notes


def fill_down(rows: dict[int, list[Cell]], ranges: Iterable[Range]) -> None:
    """Copy the value of each merged range to the empty cells below it in its first column.

    One office merged over three members applies to all three. Nothing is copied to the right: there a merged cell is
    one wide cell. Copying stops at the first empty line, and at the first line with a value.
    """
    for column, first_row, _, last_row in ranges:
        cells = rows.get(first_row, [])
        value = cells[column - 1] if column <= len(cells) else None
        for number in range(first_row + 1, last_row + 1):
            if value is None or number not in rows or column > len(rows[number]):
                break
            if rows[number][column - 1] is not None:
                break
            rows[number][column - 1] = value


def _range(reference: str) -> list[Range]:
    from openpyxl.utils.cell import range_boundaries

    first_column, first_row, last_column, last_row = range_boundaries(reference)
    if first_column and first_row and last_column and last_row:
        return [(first_column, first_row, last_column, last_row)]
    return []


def _note_column(notes: SheetNotes, said: dict[str, str]) -> None:
    if said.get("hidden", "").lower() in _TRUE or said.get("width") == "0":
        notes.hidden_columns.update(range(int(said["min"]) - 1, min(int(said["max"]), MAX_COLUMNS)))


def _note_row(notes: SheetNotes, said: dict[str, str]) -> None:
    is_flat = said.get("ht") in {"0", "0.0"}
    if (is_flat or said.get("hidden", "").lower() in _TRUE) and said.get("r", "").isdecimal():
        notes.hidden_rows.add(int(said["r"]))


def _note_formula(notes: SheetNotes, element: Element) -> None:
    from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
    from openpyxl.xml.functions import localname

    parts = {localname(child): child for child in element}
    value = parts.get("v")
    if "f" not in parts or (value is not None and (value.text or element.attrib.get("t") == "str")):
        return  # the text may have become empty
    letters, row = coordinate_from_string(element.attrib["r"])
    place = column_index_from_string(letters) - 1
    if place < MAX_COLUMNS and len(notes.uncalculated) < MAX_ROWS:
        notes.uncalculated.setdefault(row, set()).add(place)


def _elements(archive: zipfile.ZipFile, part: str, tag: str) -> Iterator[dict[str, str]]:
    from openpyxl.xml.functions import iterparse, localname

    with archive.open(part) as stream:
        for _, element in iterparse(stream):
            if localname(element) == tag:
                yield dict(element.attrib)
            element.clear()
