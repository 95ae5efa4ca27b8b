"""The hidden rows and columns of an ODS, which python-calamine does not report."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field

from models.roster.limits import MAX_COLUMNS, MAX_ROWS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHOWN = frozenset({"", "visible"})


@dataclass
class Hidden:
    """The hidden rows (by number) and columns (from 0) of one sheet."""

    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)


def hidden_parts(archive: zipfile.ZipFile) -> dict[str, Hidden]:
    """Return the hidden parts of each sheet, by its name."""
    from openpyxl.xml.functions import iterparse

    found: dict[str, Hidden] = {}
    row = column = 0
    with archive.open("content.xml") as stream:
        for event, element in iterparse(stream, events=("start", "end")):
            said = element.attrib
            if event == "end":
                element.clear()
            elif element.tag == f"{_TABLE}table":
                sheet = found.setdefault(said.get(f"{_TABLE}name", ""), Hidden())
                row, column = 1, 0
            elif element.tag == f"{_TABLE}table-row" and found:
                repeated = int(said.get(f"{_TABLE}number-rows-repeated", "1"))
                if said.get(f"{_TABLE}visibility", "") not in _SHOWN and row <= MAX_ROWS:
                    sheet.rows.update(range(row, row + min(repeated, MAX_ROWS)))
                row += repeated
            elif element.tag == f"{_TABLE}table-column" and found:
                repeated = int(said.get(f"{_TABLE}number-columns-repeated", "1"))
                if said.get(f"{_TABLE}visibility", "") not in _SHOWN:
                    sheet.columns.update(range(column, min(column + repeated, MAX_COLUMNS)))
                column += repeated
    return found
