"""PDF by typst: without network, packages, other programs or any typeface but the shipped one.

Liberation Serif has the metrics of Times New Roman. The same document gives the same bytes on every machine with the
same versions (:func:`rendering`); sealed minutes are verified by that. The files are PDF/A-3a: archivable, with
headings and reading order for screen readers.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from models.documents.paper import Paper, changed_texts
from models.documents.rendering.qr_code import qr_svg
from models.documents.rendering.typeface import FONTS, printable
from models.domain.clock import VIETNAM
from models.domain.errors import DataFileWrong
from models.domain.language import N_

TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.typ"
FAMILY = "Liberation Serif"
STANDARDS: list[typst.PDFStandard] = ["a-3a"]
EPOCH = datetime(2000, 1, 1, tzinfo=VIETNAM)
YEARS = range(1900, 9999)
"""The years that a PDF can have as its creation year; a wrong clock may say another one."""

_NO_FONT = N_("The typeface Liberation Serif, which chibo brings, is missing; install chibo again.")
_BROKEN = N_("The template {path} cannot be used: {detail}")
_DRAWN_BY = (
    *(Path(__file__).parent / name for name in ("pdf.py", "typeface.py", "qr_code.py")),
    Path(__file__).parents[1] / "paper.py",
    Path(__file__).parents[2] / "domain" / "formats.py",
    TEMPLATE,
)
"""The source files that determine how a document is drawn."""


def to_pdf(paper: Paper, sealed: bytes = b"") -> bytes:
    """Return the document as PDF. Raises :class:`DataFileWrong` without a font, or for a damaged template.

    ``sealed`` is attached to it: the content of sealed minutes, from which ``chibo verify`` draws them again.
    """
    created = datetime.fromisoformat(paper.created) if paper.created else EPOCH
    if created.year not in YEARS:
        created = EPOCH
    content: bytes = _compiled(paper, sealed, format="pdf", timestamp=created, pdf_standards=STANDARDS)
    return content


def _compiled(paper: Paper, sealed: bytes, **options: Any) -> Any:
    fonts = _fonts()
    inputs = {
        "paper": json.dumps(changed_texts(paper.to_json(), printable), ensure_ascii=False),
        "rendering": rendering(),
    }
    if paper.seal is not None:
        inputs["qr"] = qr_svg(paper.seal.in_qr)
    if sealed and paper.seal is not None:  # a report without minutes has no sealed content
        inputs["sealed"] = sealed.decode()
    try:
        return typst.compile(TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs=inputs, **options)
    except typst.TypstError as fault:
        raise DataFileWrong(_BROKEN, path=TEMPLATE, detail=str(fault).partition("\n")[0]) from None


@cache
def rendering() -> str:
    """Return the versions by which documents are drawn here; equal versions give equal bytes."""
    digest = hashlib.sha256()
    for path in _DRAWN_BY:
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    for path in sorted(FONTS.glob("*.ttf")):
        digest.update(path.read_bytes())
    versions = [f"{name} {version(name)}" for name in ("chibo", "typst", "segno")]
    return " ".join([*versions, digest.hexdigest()[:16]])


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    if FAMILY not in fonts.families():
        raise DataFileWrong(_NO_FONT)
    return fonts
