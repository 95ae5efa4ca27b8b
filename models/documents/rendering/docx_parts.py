"""Shared by the writers of a Word file: text in a style, row properties, cell margins."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from models.domain.formats import units_bound

EDGE = Mm(1)
"""The cell margin of the PDF: with it a day fits on one line of its column."""


def say(paragraph: Any, text: str, style: Any) -> Any:
    """Write a text into a paragraph with line breaks, and without breaks between numbers and units."""
    if style is not None:
        paragraph._p.style = style.style_id  # by id: python-docx would search all styles for each paragraph
    paragraph.add_run(units_bound(text))
    return paragraph


def mark(row: Any, name: str) -> None:
    """Add a property without a value to a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def set_edges(table: Any, beside: Length = EDGE, above: Length | None = None) -> None:
    """Set the margins of each cell: left and right, and above and below."""
    edges = OxmlElement("w:tblCellMar")
    for side, width in (("w:top", above), ("w:left", beside), ("w:bottom", above), ("w:right", beside)):
        if width is None:
            continue
        edge = OxmlElement(side)
        edge.set(qn("w:w"), str(round(width.pt * 20)))  # twentieths of a point
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    properties = table._tbl.tblPr
    for old in properties.findall(qn("w:tblCellMar")):
        properties.remove(old)
    look = properties.find(qn("w:tblLook"))  # the schema requires it to be the last element
    properties.append(edges) if look is None else look.addprevious(edges)


def frame(cell: Any) -> None:
    """Draw a dotted line around a cell."""
    borders = OxmlElement("w:tcBorders")
    for side in ("w:top", "w:left", "w:bottom", "w:right"):
        border = OxmlElement(side)
        for name, value in (("w:val", "dotted"), ("w:sz", "4"), ("w:space", "0"), ("w:color", "auto")):
            border.set(qn(name), value)
        borders.append(border)
    cell._tc.get_or_add_tcPr().append(borders)
