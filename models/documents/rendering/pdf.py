"""PDF by typst: no network, no package, no program beside, and no typeface but the shipped one.

Liberation Serif has the measures of Times New Roman. The same document gives the same bytes on every machine.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from models.documents.paper import Paper, changed_texts
from models.documents.rendering.letters import FONTS, printable
from models.documents.rendering.qr_code import qr_svg
from models.domain.errors import DataFileWrong
from models.domain.language import N_

TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.typ"
FAMILY = "Liberation Serif"

_NO_FONT = N_("The typeface Liberation Serif, which chibo brings, is missing; install chibo again.")
_BROKEN = N_("The template {path} cannot be used: {detail}")


def to_pdf(paper: Paper, signed: bytes = b"") -> bytes:
    """Return the document as PDF. Raises :class:`DataFileWrong` without a font, or for a damaged template.

    ``signed`` is what is attached to it: the signed minutes, by which ``chibo verify`` checks the pages.
    """
    fonts = _fonts()
    inputs = {"paper": json.dumps(changed_texts(paper.to_json(), printable), ensure_ascii=False)}
    if paper.seal is not None:
        inputs["qr"] = qr_svg(paper.seal.digest)
    if signed:
        inputs["signed"] = signed.decode()
    try:
        return typst.compile(TEMPLATE.read_bytes(), format="pdf", font_paths=fonts, sys_inputs=inputs, timestamp=0)
    except typst.TypstError as fault:
        raise DataFileWrong(_BROKEN, path=TEMPLATE, detail=str(fault).partition("\n")[0]) from None


@cache
def _fonts() -> typst.Fonts:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    if FAMILY not in fonts.families():
        raise DataFileWrong(_NO_FONT)
    return fonts
