"""PDF by typst: no network, no package, no program beside; the fonts are Times New Roman's measures at least."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from models.documents.paper import Paper
from models.documents.rendering.marks import qr_svg
from models.domain.errors import DataFileWrong
from models.domain.language import N_

TEMPLATE = Path(__file__).parent.parent / "templates" / "paper.typ"
FONTS = Path(__file__).parent.parent / "fonts"
FAMILIES = ("Times New Roman", "Liberation Serif")

_NO_FONT = N_("Neither Times New Roman nor Liberation Serif is installed; install chibo again, it brings one of them.")
_BROKEN = N_("The template {path} cannot be used: {detail}")


def to_pdf(paper: Paper, signed: bytes = b"") -> bytes:
    """Return the document as PDF. Raises :class:`DataFileWrong` without a font, or for a damaged template.

    ``signed`` is what is attached to it: the signed minutes, by which ``chibo verify`` checks the pages.
    """
    fonts = _fonts()
    inputs = {"paper": json.dumps(paper.to_json(), ensure_ascii=False)}
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
    fonts = typst.Fonts(font_paths=[FONTS])
    if not set(FAMILIES) & set(fonts.families()):
        raise DataFileWrong(_NO_FONT)
    return fonts
