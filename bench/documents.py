"""What a document costs, warm, as a ratio to a bare file of the same text: the last meeting of a cell of 50 members.

The yardstick is the same library doing the least for the same text: typst setting it line by line in the same typeface,
python-docx writing a paragraph a line. What is above it is reading the records, the layout, and the template.
``python -m bench.documents HOME`` measures this group alone.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import typst
from docx import Document

from bench.report import Figure, ratio
from models.documents.catalogue import ABOUT_A_MOTION, DocumentFormat, DocumentKind, DocumentRequest, make, render
from models.documents.paper import Paper
from models.documents.rendering.plain import to_text
from models.documents.rendering.typeface import FONTS
from models.domain.errors import Refused
from models.queries.meetings import meetings
from models.store.opening import open_reader

TIMES = 5
MOST_MS = 500
NOW = datetime(2027, 1, 4, tzinfo=UTC)
_BARE = b"""
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm))
#set text(font: "Liberation Serif", size: 14pt, lang: "vi")
#for line in json(bytes(sys.inputs.lines)) [#line #parbreak()]
"""


def document_figures(home: Path) -> Iterator[Figure]:
    """Yield the figures of each kind and format beside the yardstick; a kind of which there is none is left out."""
    with closing(open_reader(home)) as reader:
        held = [one for one in meetings(reader) if one.closed_at][-1].id
    for kind in DocumentKind:
        wish = DocumentRequest(kind, held, 1 if kind in ABOUT_A_MOTION else None)
        try:
            lines = to_text(_paper(home, wish)).splitlines()
        except Refused:
            continue
        for wished, bare in ((DocumentFormat.PDF, _bare_pdf), (DocumentFormat.DOCX, _bare_docx)):
            found = _times(partial(_document, home, wish, wished))
            yield ratio(f"{kind} as {wished.value.upper()}, 50 members", found, _times(partial(bare, lines)),
                        most_ms=MOST_MS)  # fmt: skip


def _paper(home: Path, wish: DocumentRequest) -> Paper:
    with closing(open_reader(home)) as reader:
        return make((reader, home, NOW), wish)


def _document(home: Path, wish: DocumentRequest, wished: DocumentFormat) -> bytes:
    return render(_paper(home, wish), wished, wish.kind, home)


def _bare_pdf(lines: list[str]) -> object:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.compile(_BARE, font_paths=fonts, sys_inputs={"lines": json.dumps(lines)}, format="pdf")


def _bare_docx(lines: list[str]) -> object:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(out := io.BytesIO())
    return out


def _times(job: Callable[[], object]) -> list[float]:
    """Return what a job takes once it has run, the quickest time first."""
    job()
    found = []
    for _time in range(TIMES):
        began = time.perf_counter()
        job()
        found.append(time.perf_counter() - began)
    return sorted(found)


if __name__ == "__main__":
    for figure in document_figures(Path(sys.argv[1])):
        print(figure, flush=True)
