"""Make models/documents/templates/paper.docx: ``python docs/tools/docx_template.py``.

The template is a Word file that a cell may edit; made here, so that what is in it can be read and reviewed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
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
    style.paragraph_format.space_after = Pt(6)
    style.paragraph_format.space_before = Pt(0)


def _letterhead(document: Any) -> None:
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.width, right.width = Mm(77), Mm(88)
    _line(left.paragraphs[0], "{{ superior }}", size=13)
    _line(left.add_paragraph(), "{{ cell }}", size=13, bold=True)
    _line(left.add_paragraph(), "*", size=13)
    _line(left.add_paragraph(), "{{ number }}", size=13)
    _line(right.paragraphs[0], "{{ party }}", size=13, bold=True, underline=True)
    _line(right.add_paragraph(), "", size=6)
    _line(right.add_paragraph(), "{{ place_and_day }}", size=13, italic=True)


def _titles(document: Any) -> None:
    document.add_paragraph().paragraph_format.space_after = Pt(0)
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
    document.add_paragraph("{%p if block.type == 'heading' %}")
    heading = document.add_paragraph()
    heading.add_run("{{ block.text }}").bold = True
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(6)
    document.add_paragraph("{%p elif block.type == 'paragraph' and block.is_italic %}")
    _running(document).add_run("{{ block.text }}").italic = True
    document.add_paragraph("{%p elif block.type == 'paragraph' %}")
    _running(document).add_run("{{ block.text }}")
    document.add_paragraph("{%p elif block.type == 'table' %}")
    _table(document)
    document.add_paragraph("{%p elif block.type == 'slips' %}")
    _slips(document)
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


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
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _slips(document: Any) -> None:
    table = document.add_table(rows=3, cols=1)
    table.style = "Table Grid"
    begin, slip, end = table.rows
    _cell(begin.cells[0], "{%tr for number in range(block.count) %}")
    cell = slip.cells[0]
    _line(cell.paragraphs[0], "{{ cell }}", size=11)
    _line(cell.add_paragraph(), "{{ block.title }}", size=14, bold=True)
    cell.add_paragraph("{{ block.question }}")
    cell.add_paragraph("{%p for line in block.lines %}")
    cell.add_paragraph("☐ {{ line }}")
    cell.add_paragraph("{%p endfor %}")
    _mark(slip, "w:cantSplit")
    _cell(end.cells[0], "{%tr endfor %}")


def _signatures(document: Any) -> None:
    document.add_paragraph("{%p if left or right %}")
    table = document.add_table(rows=1, cols=2)
    _mark(table.rows[0], "w:cantSplit")
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run("{%p if left %}")
    _signature(left, "left")
    left.add_paragraph("{%p elif recipients %}")
    _recipients(left)
    left.add_paragraph("{%p endif %}")
    right.paragraphs[0].add_run("{%p if right %}")
    _signature(right, "right")
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


def _signature(cell: Any, who: str) -> None:
    _line(cell.add_paragraph(), f"{{{{ {who}.above }}}}", bold=True)
    _line(cell.add_paragraph(), f"{{{{ {who}.office }}}}", bold=True)
    for _number in range(3):
        cell.add_paragraph()
    _line(cell.add_paragraph(), f"{{{{ {who}.name }}}}", bold=True)


def _recipients(parent: Any) -> None:
    title = parent.add_paragraph()
    run = title.add_run("{{ recipients_title }}")
    run.italic = run.underline = True
    _small(run, 11)
    title.paragraph_format.space_after = Pt(0)
    parent.add_paragraph("{%p for line in recipients %}")
    line = parent.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    _small(line.add_run("{{ line }}"), 11)
    parent.add_paragraph("{%p endfor %}")


def _line(paragraph: Any, text: str, *, size: int = 14, **marks: bool) -> None:
    paragraph.alignment = CENTRE
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    for name, value in marks.items():
        setattr(run, name, value)


def _cell(cell: Any, text: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(12)


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
