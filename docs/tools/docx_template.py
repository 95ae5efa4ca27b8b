"""Make models/documents/templates/paper.docx: ``python docs/tools/docx_template.py``.

The template is a Word file that a cell may edit; made here, so that what is in it can be read and reviewed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

PATH = Path(__file__).parents[2] / "models" / "documents" / "templates" / "paper.docx"
FONT = "Times New Roman"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def main() -> None:
    """Write the template."""
    document = Document()
    _page(document)
    document.add_paragraph("{%p if title %}")
    _letterhead(document)
    _titles(document)
    document.add_paragraph("{%p endif %}")
    _body(document)
    _signatures(document)
    document.core_properties.author = "chibo"
    document.core_properties.title = ""
    document.save(str(PATH))


def _page(document: Any) -> None:
    section = document.sections[0]
    section.start_type = WD_SECTION.NEW_PAGE
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number.add_run(), "PAGE")
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.element.rPr.rFonts.set(qn("w:cs"), FONT)
    style.paragraph_format.space_after = Pt(3)
    style.paragraph_format.space_before = Pt(0)


def _letterhead(document: Any) -> None:
    """The sizes are those of 36-HD/VPTW (2018): 15 for the Party's name, 14 beside it."""
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    left, right = table.rows[0].cells
    left.width, right.width = Mm(81), Mm(84)
    _line(left.paragraphs[0], "{%p if superior %}")
    _line(left.add_paragraph(), "{{ superior }}")
    _line(left.add_paragraph(), "{%p endif %}")
    _line(left.add_paragraph(), "{{ cell }}", bold=True)
    _line(left.add_paragraph(), "*")
    _line(left.add_paragraph(), "{{ number }}")
    _line(right.paragraphs[0], "{%p if language == 'vi' %}")
    _line(right.add_paragraph(), "{{ party }}", size=15, bold=True)
    _line(right.add_paragraph(), "{%p else %}")
    _line(right.add_paragraph(), "{{ party }}", size=13, bold=True)
    _line(right.add_paragraph(), "{%p endif %}")
    _rule(right.add_paragraph())
    _line(right.add_paragraph(), "{{ place_and_day }}", italic=True)


def _rule(paragraph: Any) -> None:
    """Draw the rule under the Party's name, as long as the name."""
    _line(paragraph, "", size=4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(4)
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "auto")):
        edge.set(qn(name), value)
    edges.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _titles(document: Any) -> None:
    _line(document.add_paragraph(), "", size=3)
    _line(document.add_paragraph(), "{%p if note %}")
    _line(document.add_paragraph(), "({{ note }})", italic=True)
    _line(document.add_paragraph(), "{%p endif %}")
    _line(document.add_paragraph(), "{{ title }}", size=16, bold=True)
    _line(document.add_paragraph(), "{%p if subject %}")
    _line(document.add_paragraph(), "{{ subject }}", bold=True)
    _line(document.add_paragraph(), "{%p endif %}")
    _line(document.add_paragraph(), "-----")


def _body(document: Any) -> None:
    document.add_paragraph("{%p for block in body %}")
    document.add_paragraph("{%p if block.type == 'heading' and block.followed %}")
    _heading(document).keep_with_next = True
    document.add_paragraph("{%p elif block.type == 'heading' %}")
    _heading(document)
    document.add_paragraph("{%p elif block.type == 'paragraph' and block.is_italic %}")
    _running(document).add_run("{{ block.text }}").italic = True
    document.add_paragraph("{%p elif block.type == 'paragraph' %}")
    _running(document).add_run("{{ block.text }}")
    document.add_paragraph("{%p elif block.type == 'table' %}")
    _table(document)
    document.add_paragraph("{%p elif block.type == 'blanks' %}")
    document.add_paragraph("{%p for line in range(block.count) %}")
    _dotted(document)
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p elif block.type == 'slips' %}")
    _slips(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


def _heading(document: Any) -> Any:
    """Add a heading; return its format."""
    heading = document.add_paragraph()
    heading.add_run("{{ block.text }}").bold = True
    heading.paragraph_format.space_before = Pt(4)
    return heading.paragraph_format


def _dotted(document: Any) -> None:
    """Add a dotted line from margin to margin, to write on."""
    line = document.add_paragraph("\t")
    line.paragraph_format.tab_stops.add_tab_stop(Mm(165), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _running(document: Any) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent = Mm(10)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return paragraph


def _table(document: Any) -> None:
    table = document.add_table(rows=4, cols=3)
    table.style = "Table Grid"
    _narrow_edges(table)
    head, begin, row, end = table.rows
    for cells, loop, text, bold in (
        (head.cells, "column in block.columns", "{{ column.title }}", True),
        (row.cells, "value in row", "{{ value }}", False),
    ):
        _cell(cells[0], f"{{%tc for {loop} %}}")
        _cell(cells[1], text, bold=bold)
        _cell(cells[2], "{%tc endfor %}")
    _cell(begin.cells[0], "{%tr for row in block.rows %}")
    _cell(end.cells[0], "{%tr endfor %}")
    _mark(head, "w:tblHeader")
    for one in (head, row):
        _mark(one, "w:cantSplit")
    _line(document.add_paragraph(), "", size=2)


def _slips(document: Any) -> None:
    """Two slips beside each other; where their number is odd, the last place stays empty."""
    table = document.add_table(rows=3, cols=2)
    table.style = "Table Grid"
    begin, slips, end = table.rows
    _cell(begin.cells[0], "{%tr for number in range(0, block.count, 2) %}")
    _slip(slips.cells[0], slips.cells[0].paragraphs[0])
    second = slips.cells[1]
    second.paragraphs[0].add_run("{%p if number + 1 < block.count %}")
    _slip(second, second.add_paragraph())
    second.add_paragraph("{%p endif %}")
    _line(second.add_paragraph(), "", size=2)
    slips.height_rule, slips.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Mm(62)
    _mark(slips, "w:cantSplit")
    _cell(end.cells[0], "{%tr endfor %}")


def _slip(cell: Any, first: Any) -> None:
    first.paragraph_format.space_before = Pt(8)
    _line(first, "{{ cell }}", size=11)
    _line(cell.add_paragraph(), "{{ block.title }}", bold=True)
    _small(cell.add_paragraph().add_run("{{ block.question }}"), 12)
    cell.add_paragraph("{%p if block.hint %}")
    hint = cell.add_paragraph().add_run("({{ block.hint }})")
    hint.italic = True
    _small(hint, 11)
    cell.add_paragraph("{%p endif %}")
    cell.add_paragraph("{%p for line in block.lines %}")
    _small(cell.add_paragraph().add_run("☐ {{ line }}"), 12)
    cell.add_paragraph("{%p endfor %}")


def _signatures(document: Any) -> None:
    document.add_paragraph("{%p if left or right %}")
    _line(document.add_paragraph(), "", size=2)
    table = document.add_table(rows=1, cols=2)
    _mark(table.rows[0], "w:cantSplit")
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run("{%p if left %}")
    _signature(left, "left", beside="right")
    left.add_paragraph("{%p elif recipients %}")
    _recipients(left)
    left.add_paragraph("{%p endif %}")
    right.paragraphs[0].add_run("{%p if right %}")
    _signature(right, "right", beside="left")
    right.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if left and recipients %}")
    _recipients(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if seal %}")
    sealed = document.add_paragraph()
    sealed.add_run("{{ qr }}")
    _small(sealed.add_run(" SHA-256: {{ seal.digest }}"), 9)
    document.add_paragraph("{%p endif %}")


def _signature(cell: Any, who: str, *, beside: str) -> None:
    """Put who signs into a cell; the names of two who sign stand on one line."""
    _line(cell.add_paragraph(), f"{{%p if {who}.above %}}")
    _line(cell.add_paragraph(), f"{{{{ {who}.above }}}}", bold=True)
    _line(cell.add_paragraph(), f"{{{{ {who}.office }}}}")
    _line(cell.add_paragraph(), "{%p else %}")
    _line(cell.add_paragraph(), f"{{{{ {who}.office }}}}", bold=True)
    _line(cell.add_paragraph(), "{%p endif %}")
    _line(cell.add_paragraph(), f"{{%p if {beside} and {beside}.above and not {who}.above %}}")
    _line(cell.add_paragraph(), "")
    _line(cell.add_paragraph(), "{%p endif %}")
    for _number in range(3):
        _line(cell.add_paragraph(), "")
    _line(cell.add_paragraph(), f"{{{{ {who}.name }}}}", bold=True)


def _recipients(parent: Any) -> None:
    title = parent.add_paragraph()
    run = title.add_run("{{ recipients_title }}")
    run.italic = run.underline = True
    _small(run, 14)
    title.paragraph_format.space_after = Pt(0)
    parent.add_paragraph("{%p for line in recipients %}")
    line = parent.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    _small(line.add_run("{{ line }}"), 12)
    parent.add_paragraph("{%p endfor %}")


def _line(paragraph: Any, text: str, *, size: int = 14, **marks: bool) -> None:
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    _mark_size(paragraph, size)
    for name, value in marks.items():
        setattr(run, name, value)


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(12)
    _mark_size(paragraph, 12)


def _mark_size(paragraph: Any, size: int) -> None:
    """Give the end of a paragraph its size: by it an empty line, or an empty cell, is as high."""
    properties = paragraph._p.get_or_add_pPr()
    mark, points = OxmlElement("w:rPr"), OxmlElement("w:sz")
    points.set(qn("w:val"), str(2 * size))
    mark.append(points)
    properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")


def _small(run: Any, size: int) -> None:
    run.font.size = Pt(size)


def _narrow_edges(table: Any) -> None:
    """Leave 1 mm beside the text of a cell, as the PDF does: a day then stands in its column on one line."""
    edges = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        edge = OxmlElement(side)
        edge.set(qn("w:w"), "57")  # twentieths of a point
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the schema wants it last
    properties.append(edges) if look is None else look.addprevious(edges)


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(run: Any, code: str) -> None:
    for kind, text in (("begin", ""), (None, code), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


if __name__ == "__main__":
    main()
