"""The body of a document in Word: headings, paragraphs, tables and ballot papers in the template's styles.

It replaces the paragraph with ``{{ body }}``. People change the look in Word by changing the styles; a style that the
template lacks becomes plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from models.documents.paper import (
    Align,
    BallotSlips,
    BlankLines,
    Block,
    DocumentHeading,
    Paper,
    PaperAddendum,
    PaperTable,
    Paragraph,
    Signature,
    column_widths,
)
from models.documents.rendering.docx_parts import mark, say, set_edges
from models.documents.rendering.docx_slips import put_slips

WIDTH = 165  # millimetres between the margins
ROWS_WITH_SIGNATURES = 3
SIGNED_ROW, BLANK_LINE = Mm(9), Mm(9)
BODY, TABLE_TEXT, TABLE_GRID = "Body Text", "Table Text", "Table Grid"

_ALIGNED = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
SUBSTITUTE = 40
"""By how many hundredths the letters of a substitute for Times New Roman are wider; no day breaks in a column."""


def put_body(document: Any, paper: Paper, mark: str) -> None:
    """Replace the paragraph that contains ``mark`` with the blocks of a paper; do nothing if there is none."""
    place = next((one for one in document.paragraphs if one.text.strip() == mark), None)
    if place is None:
        return
    writer = _Writer(document, place._p, paper)
    for number, block in enumerate(paper.body):
        writer.write(block, number)
    place._p.getparent().remove(place._p)


def put_addenda(document: Any, paper: Paper) -> None:
    """Put the addenda behind the signatures of the template, before the picture of the seal if it has one."""
    if not paper.addenda:
        return
    end = document.add_paragraph()
    pictures = [one for one in document.paragraphs if next(one._p.iter(qn("w:drawing")), None) is not None]
    if pictures:
        pictures[-1]._p.addprevious(end._p)
    writer = _Writer(document, end._p, paper)
    for one in paper.addenda:
        writer.addendum(one)


class _Writer:
    """Inserts blocks before a paragraph of a document."""

    def __init__(self, document: Any, place: Any, paper: Paper) -> None:
        self._document, self._place, self._paper = document, place, paper
        self._is_signed = bool(paper.left or paper.right)
        self._styles = {style.name: style for style in document.styles}

    def write(self, block: Block, number: int) -> None:
        """Write a block; the last one is kept on a page with the signatures."""
        is_last = self._is_signed and number == len(self._paper.body) - 1
        _WRITERS[type(block)](self, block, is_last)

    def heading(self, block: DocumentHeading, _is_last: bool) -> None:
        """Write a heading in a heading style, so that Word's navigation lists it."""
        self._paragraph(block.text, f"Heading {min(block.level, 2)}").paragraph_format.keep_with_next = True

    def paragraph(self, block: Paragraph, is_last: bool) -> None:
        """Write running text."""
        written = self._paragraph(block.text, BODY)
        if block.is_italic:
            written.runs[0].italic = True
        if is_last:
            written.paragraph_format.keep_with_next = True

    def blanks(self, block: BlankLines, _is_last: bool) -> None:
        """Write dotted lines from margin to margin, to write on by hand."""
        for _line in range(block.count):
            line = self._paragraph("\t", "Normal").paragraph_format
            line.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
            line.line_spacing = BLANK_LINE

    def table(self, block: PaperTable, is_last: bool) -> None:
        """Write a table: its head is repeated on every page, its rows are not split across pages."""
        table = self._table(len(block.rows) + 1, len(block.columns))
        shares, count = column_widths(block, wider=SUBSTITUTE), len(block.columns)
        is_signed = any(column.signed for column in block.columns)
        rows = list(table.rows)
        cells = table._cells  # read once: python-docx builds the list again on each access
        lines = [cells[at : at + count] for at in range(0, len(cells), count)]
        for row, line, texts in zip(rows, lines, [[one.title for one in block.columns], *block.rows], strict=True):
            mark(row, "w:cantSplit")
            if is_signed:
                row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, SIGNED_ROW
            for number, (cell, text) in enumerate(zip(line, texts, strict=True)):
                cell.width = Mm(WIDTH * shares[number] / sum(shares))
                paragraph = say(cell.paragraphs[0], text, self._style(TABLE_TEXT))
                paragraph.alignment = _ALIGNED[Align.CENTRE if row is rows[0] else block.columns[number].align]
        for number, share in enumerate(shares):
            table.columns[number].width = Mm(WIDTH * share / sum(shares))
        mark(rows[0], "w:tblHeader")
        for number in (0, *(one + 1 for one in block.strong)):
            _stand_out(lines[number])
        for line in lines[-ROWS_WITH_SIGNATURES:] if is_last else ():
            _keep(line)
        self._gap()

    def slips(self, block: BallotSlips, _is_last: bool) -> None:
        """Write the ballot papers; see :mod:`models.documents.rendering.docx_slips`."""
        table = self._table((block.count + 1) // 2, 2)
        put_slips(table, block, self._paper.cell, self._style(TABLE_TEXT))

    def addendum(self, one: PaperAddendum) -> None:
        """Write an addendum with its day and its signatures."""
        title = self._paragraph(one.title, "Heading 1")
        day = self._paragraph(one.place_and_day, "Normal")
        day.runs[0].italic = True
        for head in (title, day):
            head.alignment = WD_ALIGN_PARAGRAPH.CENTER
            head.paragraph_format.keep_with_next = True
        for line in one.lines:
            self._paragraph(line, BODY).paragraph_format.keep_with_next = line is one.lines[-1]
        table = self._document.add_table(1, 2)
        self._place.addprevious(table._tbl)
        for cell, signed in zip(table.rows[0].cells, (one.left, one.right), strict=True):
            self._sign(cell, signed)
        mark(table.rows[0], "w:cantSplit")
        self._gap()

    def _sign(self, cell: Any, signed: Signature | None) -> None:
        """Write who signs, with room for the signature."""
        lines = (signed.office, "", "", "", signed.name) if signed else ("",)
        for number, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            say(paragraph, text, self._style("Normal"))
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.runs[0].bold = True

    def _paragraph(self, text: str, style: str) -> Any:
        written = self._document.add_paragraph()
        self._place.addprevious(written._p)
        return say(written, text, self._style(style))

    def _table(self, rows: int, columns: int) -> Any:
        table = self._document.add_table(rows, columns, self._style(TABLE_GRID))
        self._place.addprevious(table._tbl)
        table.autofit = False
        set_edges(table)
        return table

    def _gap(self) -> None:
        """Put an empty line of no height behind a table, because Word joins adjacent tables."""
        self._paragraph("", "Normal").paragraph_format.line_spacing = Pt(4)

    def _style(self, name: str) -> Any:
        return self._styles.get(name)


_WRITERS: Mapping[type[Block], Callable[[_Writer, Any, bool], None]] = {
    DocumentHeading: _Writer.heading,
    Paragraph: _Writer.paragraph,
    BlankLines: _Writer.blanks,
    PaperTable: _Writer.table,
    BallotSlips: _Writer.slips,
}


def _stand_out(cells: Sequence[Any]) -> None:
    """Format a heading row inside a table, and keep it on a page with the next row."""
    _keep(cells)
    for cell in cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True


def _keep(cells: Sequence[Any]) -> None:
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
