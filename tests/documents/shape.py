"""How a document is built, in lines that can be compared: its pages, and the paragraphs and tables of its Word file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from docx import Document
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

_LONGEST = 40


def shape_of(pages: Sequence[str], docx: bytes) -> str:
    """Return the shape of a PDF, by the texts of its pages, and of a DOCX: a change of it is to be looked at."""
    return "\n".join(["PDF", *_pages(pages), "", "DOCX", *_word(docx)]) + "\n"


def _pages(pages: Sequence[str]) -> Iterator[str]:
    for number, text in enumerate(pages, 1):
        lines = [line for line in text.splitlines() if line.strip()]
        yield f"page {number}: {len(lines)} lines, from “{_short(lines[0])}” to “{_short(lines[-1])}”"


def _word(content: bytes) -> Iterator[str]:
    document = Document(io.BytesIO(content))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    numbers = any(run.text or len(run._r) for one in section.header.paragraphs for run in one.runs)
    yield f"margins {' '.join(str(round(side.mm)) for side in sides)}, numbers {'from page 2' if numbers else 'none'}"
    for block in document.iter_inner_content():
        yield from _paragraph(block) if isinstance(block, WordParagraph) else _table(block)


def _table(found: WordTable) -> Iterator[str]:
    if found.style is None or found.style.name != "Table Grid":
        for cell in found.rows[0].cells:
            yield "beside:"
            for paragraph in cell.paragraphs:
                yield from (f"  {line}" for line in _paragraph(paragraph))
        return
    widths = " ".join(str(round(column.width.mm)) for column in found.columns if column.width is not None)
    head = ", head on every page" if "w:tblHeader" in found.rows[0]._tr.xml else ""
    yield f"table of {len(found.rows)} rows, {len(found.columns)} columns of {widths} mm{head}"
    yield f"  {' | '.join(_short(cell.text) for cell in found.rows[0].cells)}"


def _paragraph(found: WordParagraph) -> Iterator[str]:
    runs = [run for run in found.runs if run.text.strip()]
    if not runs:
        return
    marks: list[Any] = [str(found.alignment).lower().partition(" ")[0] if found.alignment is not None else "left"]
    marks += [round(runs[0].font.size.pt)] if runs[0].font.size else []
    marks += [name for name in ("bold", "italic", "underline") if getattr(runs[0], name)]
    marks += ["kept with the next"] if found.paragraph_format.keep_with_next else []
    yield f"{' '.join(map(str, marks))}: {_short(found.text)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
