"""Cleans the texts of cells from any program, and converts those in encodings older than Unicode."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from models.domain.text import clean_text
from models.roster.legacy import Legacy, convert, is_better_converted, is_possible, reads_as_vietnamese, recognise
from models.roster.values import RosterTable

Fonts = Mapping[tuple[int, int], tuple[Legacy, bool]]
"""By line number and column (from 0) of a cell: the encoding of its font (see
:func:`models.roster.legacy.font_encoding`).
"""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
"""The form in which programs that write CSV prevent a spreadsheet from converting a text into a number or a date."""
_APOSTROPHES = "'’‘`´"


def clean_cell(text: str) -> str | None:
    """Return the text of a cell as it may be stored, ``None`` if nothing is left.

    Workbooks write control characters as ``_x000D_``; an apostrophe at the beginning marks a cell as text.
    """
    cleaned = clean_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)).strip()
    if found := _TEXT_FORMULA.fullmatch(cleaned):
        cleaned = found[1]
    return cleaned.lstrip(_APOSTROPHES).strip() or None


def clean_table(table: RosterTable, fonts: Fonts | None = None) -> RosterTable:
    """Return a table with clean texts, in Unicode; empty lines are removed."""
    converter = _Converter(table, fonts or {})
    lines = []
    for line in table.lines:
        cells = tuple(
            clean_cell(converter.convert(line.number, place, cell)) if isinstance(cell, str) else cell
            for place, cell in enumerate(line.cells)
        )
        if line.uncalculated or any(cell is not None for cell in cells):
            lines.append(replace(line, cells=cells))
    return replace(table, lines=tuple(lines), converted=", ".join(sorted(converter.converted)) or None)


class _Converter:
    """Converts the texts of a table that are not in Unicode, and records their encodings.

    The font gives the encoding. In a column where that font also has Unicode texts (people typed over an old list),
    only texts that are not Vietnamese as they are get converted. Without such a font, the words of the table decide.
    """

    def __init__(self, table: RosterTable, fonts: Fonts) -> None:
        texts = {
            (line.number, place): cell
            for line in table.lines
            for place, cell in enumerate(line.cells)
            if isinstance(cell, str)
        }
        self.converted: set[str] = set()
        self._fonts = fonts
        self._recognised = recognise(text for place, text in texts.items() if place not in fonts)
        self._mixed = {
            place[1] for place, (encoding, _) in fonts.items() if not is_possible(texts.get(place, ""), encoding)
        }

    def convert(self, number: int, place: int, text: str) -> str:
        """Return a text in Unicode."""
        capitals = False
        if font := self._fonts.get((number, place)):
            encoding, capitals = font
            if not is_possible(text, encoding) or (place in self._mixed and reads_as_vietnamese(text)):
                return text
        elif self._recognised is not None and is_better_converted(text, self._recognised):
            encoding = self._recognised
        else:
            return text
        made = convert(text, encoding, capitals=capitals)
        self.converted |= {encoding.value} if made.casefold() != text.casefold() else set()
        return made
