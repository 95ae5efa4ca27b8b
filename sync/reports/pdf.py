"""Sealed minutes as PDF: what can be read on the pages, compared with the signed minutes that the file carries.

The PDF holds the signed file (``chibo minutes export``) as an attachment. That it is whole says nothing of the pages,
which anybody can draw anew; so their text has to be the signed text, letter for letter but for how lines are broken.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace

from sync.reports.envelope import MINUTES, EnvelopeVerdict, Verified, verify

ATTACHMENT = "minutes.json"
HEAD = b"%PDF-"
_SPACE = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"\A\s*\d{1,4}\s*\n")


def verify_pdf(document: bytes, *keys: bytes) -> Verified:
    """Check minutes as PDF, offline; one without the signed minutes in it is :attr:`Verdict.UNREADABLE`."""
    found = _read(document)
    if found is None:
        return Verified(EnvelopeVerdict.UNREADABLE)
    signed, pages = found
    verified = verify(signed, *keys)
    if verified.verdict is not EnvelopeVerdict.WHOLE or verified.envelope is None:
        return verified
    minutes = verified.envelope.content.get(MINUTES)
    text, seal = (str(minutes.get(name, "")) for name in ("text", "seal")) if isinstance(minutes, dict) else ("", "")
    if text and _squeezed(text) in pages and seal in pages:
        return verified
    return replace(verified, verdict=EnvelopeVerdict.CHANGED, sections=(MINUTES,), paragraphs=_missing(text, pages))


def _read(document: bytes) -> tuple[bytes, str] | None:
    """Return the signed minutes that a PDF carries, and the text of its pages without space."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(document))
        attached = reader.attachments.get(ATTACHMENT, [])
        pages = [_PAGE_NUMBER.sub("", page.extract_text()) for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None  # whatever pypdf makes of a file that is no good PDF
    return (attached[0], _squeezed("".join(pages))) if len(attached) == 1 else None


def _missing(text: str, pages: str) -> tuple[int, ...]:
    """Return the lines of the signed text that do not stand on the pages."""
    lines = enumerate(text.split("\n"), 1)
    return tuple(number for number, line in lines if _squeezed(line) not in pages)


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)
