"""Texts of cells made clean, whichever program wrote them, and those from before Unicode converted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from models.domain.text import clean_text
from models.roster.legacy import Legacy, convert, is_better_converted, is_possible, recognise
from models.roster.values import Cell, Table

Fonts = Mapping[tuple[int, int], tuple[Legacy, bool]]
"""By line number and place of a cell (from 0): what its font shows (see :func:`models.roster.legacy.font_encoding`)."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_APOSTROPHES = "'’‘`´"


def clean_cell(text: str) -> str | None:
    """Return the text of a cell as it may be stored, None when nothing is left.

    Workbooks write control characters as ``_x000D_``; an apostrophe at the beginning only tells a spreadsheet
    that the rest is text.
    """
    cleaned = clean_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)).strip()
    return cleaned.lstrip(_APOSTROPHES).strip() or None


def clean_table(table: Table, fonts: Fonts | None = None) -> Table:
    """Return a table with clean texts, in Unicode; lines without anything left go."""
    fonts = fonts or {}
    found = recognise(
        cell
        for line in table.lines
        for place, cell in enumerate(line.cells)
        if isinstance(cell, str) and (line.number, place) not in fonts
    )
    converted = {encoding.value for encoding, _ in fonts.values()} | ({found.value} if found else set())
    lines = []
    for line in table.lines:
        cells = tuple(_clean(cell, fonts.get((line.number, place)), found) for place, cell in enumerate(line.cells))
        if line.uncalculated or any(cell is not None for cell in cells):
            lines.append(replace(line, cells=cells))
    return replace(table, lines=tuple(lines), converted=", ".join(sorted(converted)) or None)


def _clean(cell: Cell, font: tuple[Legacy, bool] | None, recognised: Legacy | None) -> Cell:
    if not isinstance(cell, str):
        return cell
    if font is not None:
        cell = convert(cell, font[0], capitals=font[1]) if is_possible(cell, font[0]) else cell
    elif recognised is not None and is_better_converted(cell, recognised):
        cell = convert(cell, recognised)
    return clean_cell(cell)
