"""What a PDF holds, read by pypdf: its text, its typefaces."""

from __future__ import annotations

import io
import re

from pypdf import PdfReader

_SUBSET = re.compile(r"/[A-Z]{6}\+")


def text_of(pdf: bytes) -> str:
    """Return the text of every page."""
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def families_of(pdf: bytes) -> set[str]:
    """Return the families of the typefaces on the pages: ``LiberationSerif`` of ``/ABCDEF+LiberationSerif-Bold``."""
    fonts = [font for page in PdfReader(io.BytesIO(pdf)).pages for font in page["/Resources"].get("/Font", {}).values()]
    return {_SUBSET.sub("", str(font.get_object()["/BaseFont"])).partition("-")[0] for font in fonts}
