"""Make the Word templates, models/documents/templates/*.docx: ``python docs/tools/docx_template.py``.

The template is a Word file that a cell may edit; made here, so that what is in it can be read and reviewed. It holds
the letterhead, the titles and the signatures; headings, paragraphs and tables go where ``{{ body }}`` stands, in the
styles Heading 1, Heading 2, Body Text, Table Text and Table Grid.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

FOLDER = Path(__file__).parents[2] / "models" / "documents" / "templates"
FONT = "Times New Roman"
CENTRE = WD_ALIGN_PARAGRAPH.CENTER
PITCH = Pt(19)
LEFT, GUTTER, RIGHT = Mm(77), Mm(4), Mm(84)
PARTY = Mm(75)
"""How wide the Party's name is at 15 pt in bold: as long is the rule under it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a template holds beside ``{{ body }}``."""

    letterhead: bool = True
    official_letter: bool = False
    left: bool = False
    seal: bool = False


TEMPLATES: Mapping[str, Parts] = {
    "paper": Parts(official_letter=True, left=True, seal=True),
    "minutes": Parts(left=True, seal=True),
    "two_signatures": Parts(left=True),
    "one_signature": Parts(),
    "letter": Parts(official_letter=True),
    "ballots": Parts(letterhead=False),
}
"""The templates by name: ``paper`` has everything, the others what their kinds need."""


def main() -> None:
    """Write the templates."""
    for name, parts in TEMPLATES.items():
        _make(parts).save(str(FOLDER / f"{name}.docx"))


def _make(parts: Parts) -> Any:
    document = Document()
    _page(document)
    _styles(document)
    if parts.letterhead:
        guarded = parts.official_letter
        if guarded:
            document.add_paragraph("{%p if title or subject %}")
        _letterhead(document, official_letter=guarded)
        if guarded:
            document.add_paragraph("{%p endif %}")
            document.add_paragraph("{%p if title %}")
        _titles(document)
        if guarded:
            document.add_paragraph("{%p endif %}")
    document.add_paragraph("{{ body }}")
    if parts.letterhead:
        _signatures(document, parts)
    properties = document.core_properties
    properties.author, properties.title, properties.comments, properties.language = "chibo", "", "", "vi-VN"
    return document


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    _field(number.add_run(), "PAGE")


def _styles(document: Any) -> None:
    """Set the styles: 14 pt, lines of exactly 19 pt, body text justified with its first line 10 mm in."""
    styles = document.styles
    for language in styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), "vi-VN")
    normal = _style(styles["Normal"], size=14)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    body = _style(styles["Body Text"], size=14)
    body.paragraph_format.first_line_indent = Mm(10)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.space_after = Pt(3)
    for name in ("Heading 1", "Heading 2"):
        heading = _style(styles[name], size=14, bold=True)
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(6), Pt(3)
        heading.paragraph_format.keep_with_next = True
    for one in (normal, body, styles["Heading 1"], styles["Heading 2"]):
        one.paragraph_format.line_spacing_rule, one.paragraph_format.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    title = _style(styles["Title"], size=16, bold=True)
    title.paragraph_format.alignment = CENTRE
    title.paragraph_format.space_after = Pt(0)
    for border in title.element.pPr.findall(qn("w:pBdr")):
        title.element.pPr.remove(border)
    table = _style(styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH), size=12)
    table.base_style = normal
    table.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    head = _style(styles.add_style("Letterhead", WD_STYLE_TYPE.PARAGRAPH), size=14)
    head.base_style = normal
    head.paragraph_format.alignment = CENTRE
    head.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _style(style: Any, *, size: int, bold: bool = False) -> Any:
    font = style.font
    font.name, font.size, font.bold, font.italic, font.color.rgb = FONT, Pt(size), bold, False, RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(name), FONT)
    return style


def _letterhead(document: Any, *, official_letter: bool) -> None:
    """The sizes are those of 36-HD/VPTW (2018): 15 for the Party's name, 14 beside it."""
    table = _beside(document, (LEFT, GUTTER, RIGHT))
    left, _gutter, right = table.rows[0].cells
    for text in ("{%p if superior %}", "{{ superior }}", "{%p endif %}"):
        _line(_next(left), text)
    _line(_next(left), "{{ cell }}", bold=True)
    for text in ("{%p if number %}", "*", "{{ number }}", "{%p endif %}"):
        _line(_next(left), text)
    if official_letter:  # what it is about stands under its number
        _line(_next(left), "{%p if not title %}")
        _line(_next(left), "{{ subject }}", size=12, italic=True)
        _line(_next(left), "{{ '(' + note + ')' if note else '' }}", size=12, italic=True)
        _line(_next(left), "{%p endif %}")
    _line(_next(right), "{{ party }}", size=15, bold=True)
    _rule(_next(right))
    _line(_next(right), "{{ place_and_day }}", italic=True)


def _rule(paragraph: Any) -> None:
    """Draw the rule under the Party's name, as long as the name."""
    _line(paragraph, "", size=4)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = int((RIGHT - PARTY) / 2)
    edges, edge = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "auto")):
        edge.set(qn(name), value)
    edges.append(edge)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(edges, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def _titles(document: Any) -> None:
    _line(document.add_paragraph(), "", size=8)
    _line(document.add_paragraph(), "{%p if note %}")
    _line(document.add_paragraph(), "({{ note }})", italic=True)
    _line(document.add_paragraph(), "{%p endif %}")
    document.add_paragraph("{{ title }}", style="Title")
    _line(document.add_paragraph(), "{%p if subject %}")
    _line(document.add_paragraph(), "{{ subject }}", bold=True)
    _line(document.add_paragraph(), "{%p endif %}")
    _line(document.add_paragraph(), "-----").paragraph_format.space_after = Pt(12)


def _signatures(document: Any, parts: Parts) -> None:
    document.add_paragraph("{%p if left or right %}" if parts.left else "{%p if right %}")
    _line(document.add_paragraph(), "", size=6)
    table = _beside(document, (Mm(82), Mm(83)))
    left, right = table.rows[0].cells
    if parts.left:
        _next(left).add_run("{%p if left %}")
        _signature(left, "left", beside="right")
        left.add_paragraph("{%p elif recipients %}")
    else:
        _next(left).add_run("{%p if recipients %}")
    _recipients(left)
    left.add_paragraph("{%p endif %}")
    _next(right).add_run("{%p if right %}")
    _signature(right, "right", beside="left" if parts.left else "")
    right.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endif %}")
    if parts.left:
        document.add_paragraph("{%p if left and recipients %}")
        _recipients(document)
        document.add_paragraph("{%p endif %}")
    if parts.seal:
        document.add_paragraph("{%p if seal %}")
        _line(document.add_paragraph(), "{{ qr }}", size=9).alignment = WD_ALIGN_PARAGRAPH.LEFT
        document.add_paragraph("{%p for line in seal.lines %}")
        _line(document.add_paragraph(), "{{ line }}", size=9).alignment = WD_ALIGN_PARAGRAPH.LEFT
        document.add_paragraph("{%p endfor %}")
        document.add_paragraph("{%p endif %}")


def _signature(cell: Any, who: str, *, beside: str) -> None:
    """Put who signs into a cell; the names of two who sign stand on one line."""
    for text, bold in (
        (f"{{%p if {who}.above %}}", False), (f"{{{{ {who}.above }}}}", True), (f"{{{{ {who}.office }}}}", False),
        ("{%p else %}", False), (f"{{{{ {who}.office }}}}", True), ("{%p endif %}", False),
    ):  # fmt: skip
        _line(cell.add_paragraph(), text, bold=bold)
    if beside:
        for text in (f"{{%p if {beside} and {beside}.above and not {who}.above %}}", "", "{%p endif %}"):
            _line(cell.add_paragraph(), text)
    for text in ("", "", ""):
        _line(cell.add_paragraph(), text)
    _line(cell.add_paragraph(), f"{{{{ {who}.name }}}}", bold=True)


def _recipients(parent: Any) -> None:
    title = _line(parent.add_paragraph(), "{{ recipients_title }}", italic=True, underline=True)
    title.alignment = WD_ALIGN_PARAGRAPH.LEFT
    parent.add_paragraph("{%p for line in recipients %}")
    _line(parent.add_paragraph(), "{{ line }}", size=12).alignment = WD_ALIGN_PARAGRAPH.LEFT
    parent.add_paragraph("{%p endfor %}")


def _beside(document: Any, widths: tuple[Any, ...]) -> Any:
    """Add a table of one row without lines, its columns so wide."""
    table = document.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for number, width in enumerate(widths):
        table.columns[number].width = table.rows[0].cells[number].width = width
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return table


def _next(cell: Any) -> Any:
    """Return the first paragraph of a cell while nothing stands in it, else a new one."""
    first = cell.paragraphs[0]
    return first if len(cell.paragraphs) == 1 and not first.text and not first.runs else cell.add_paragraph()


def _line(paragraph: Any, text: str, *, size: int = 14, **marks: bool) -> Any:
    """Write a line of the letterhead's style; an empty one is as high as its size."""
    paragraph.style = "Letterhead"
    run = paragraph.add_run(text)
    if size != 14:
        run.font.size = Pt(size)
        properties = paragraph._p.get_or_add_pPr()
        mark, points = OxmlElement("w:rPr"), OxmlElement("w:sz")
        points.set(qn("w:val"), str(2 * size))
        mark.append(points)
        properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")
    for name, value in marks.items():
        setattr(run, name, value or None)
    return paragraph


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
