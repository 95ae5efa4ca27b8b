"""Ballot papers in Word: two beside each other, four rows to a page."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from models.documents.paper import BallotSlips
from models.documents.rendering.docx_parts import frame, mark, say, set_edges

ROW = Mm(62)
"""The height of a slip: four of them fill a page; a longer text makes it higher."""
EDGE, ABOVE, STAMP, STAMP_HEIGHT = Mm(3), Mm(2), Mm(18), Mm(11)
ROOM, BOX = Mm(76), Mm(19)
"""The width of a slip's text, and of the column of a box."""
MOST_IN_FULL = 5
"""Maximum number of lines in the full letter size."""


def put_slips(table: Any, block: BallotSlips, cell_name: str, style: Any) -> None:
    """Fill a table of two columns with the slips; with an odd number the last cell stays empty."""
    set_edges(table, EDGE, ABOVE)
    writer = _Slip(block, cell_name, style)
    for number, cell in enumerate(table._cells):
        if number < block.count:
            writer.write(cell)
    for row in table.rows:
        mark(row, "w:cantSplit")
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, ROW


class _Slip:
    """Writes the same slip into cells."""

    def __init__(self, block: BallotSlips, cell_name: str, style: Any) -> None:
        self._block, self._cell_name, self._style = block, cell_name, style
        self._scale = 1.0 if len(block.lines) <= MOST_IN_FULL else 0.8

    def write(self, cell: Any) -> None:
        """Write the slip into an empty cell."""
        block, first = self._block, cell.paragraphs[0]
        if block.stamp:
            place = cell.add_table(1, 2)  # with a paragraph behind it
            first._p.getparent().remove(first._p)
            self._stamp(place)
            self._head(place.rows[0].cells[1])
        else:
            self._head(cell)
            cell.add_paragraph()
        self._text(cell.paragraphs[-1], block.question, 12)
        if block.hint:
            self._text(cell.add_paragraph(), f"({block.hint})", 10).italic = True
        if block.boxes:
            self._pairs(cell.add_paragraph(), "", block.boxes, 9)
            for line in block.lines:
                self._pairs(cell.add_paragraph(), line, ("☐",) * len(block.boxes), 12)
        else:
            for line in block.lines:
                self._text(cell.add_paragraph(), f"☐ {line}", 12)

    def _stamp(self, place: Any) -> None:
        """Leave room at the upper left for the stamp."""
        place.alignment, place.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for column, width in zip(place.columns, (STAMP, ROOM - STAMP), strict=True):
            column.width = column.cells[0].width = width
        row = place.rows[0]
        row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, STAMP_HEIGHT
        frame(row.cells[0])
        self._text(row.cells[0].paragraphs[0], self._block.stamp, 8, WD_ALIGN_PARAGRAPH.CENTER)

    def _head(self, cell: Any) -> None:
        self._text(cell.paragraphs[0], self._cell_name, 10, WD_ALIGN_PARAGRAPH.CENTER)
        self._text(cell.add_paragraph(), self._block.title, 13, WD_ALIGN_PARAGRAPH.CENTER).bold = True

    def _pairs(self, paragraph: Any, line: str, boxes: tuple[str, ...], size: int) -> None:
        """Write a name with its boxes in columns at the right; a long name ends before them."""
        form = paragraph.paragraph_format
        form.right_indent = Mm(0)
        for number in range(len(boxes)):
            at = ROOM - BOX * (len(boxes) - number) + BOX // 2
            form.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.CENTER)
        self._text(paragraph, "\t".join((line, *boxes)), size)

    def _text(self, paragraph: Any, text: str, size: int, alignment: Any = None) -> Any:
        say(paragraph, text, self._style)
        paragraph.alignment = alignment
        run = paragraph.runs[0]
        run.font.size = Pt(round(2 * size * self._scale) / 2)
        return run
