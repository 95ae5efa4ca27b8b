"""Sealed minutes as PDF: the pages are drawn again from the content attached to the file, and compared byte for byte.

Anybody can draw pages, and a true text can be hidden in white on a forged page. So the pages are not examined: the
whole file has to equal what this program makes of the attached content (letterhead, number, day, text, addenda,
signatures). The cell's signature, its own records, or a printed digest tell whose content it is. All of it works
offline. If the file was made by another version, whose pages cannot be drawn here, the result says so and contains the
sealed text for reading; such a file is never reported as intact.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from models.documents.paper import Paper
from models.documents.rendering.pdf_comparison import Difference, Found, differences
from models.documents.sealed_paper import SECTION, differing_fields, own_papers, read_paper, whole_digest
from models.domain.clock import system_clock
from models.domain.errors import ChiboError
from models.domain.seal import seal_of
from models.store.opening import open_reader
from sync.protocol.envelope import Envelope, EnvelopeKind
from sync.protocol.fields import Malformed
from sync.protocol.message import Message
from sync.reports.envelope import Confirmation, EnvelopeVerdict, Trust, Verified, verify
from sync.reports.report_paper import paper_of_report, text_of

ATTACHMENT = "minutes.json"
HEAD = b"%PDF-"


class UnsignedPaper(Message):
    """The attachment of a PDF from a machine without a key: the same content, unsigned."""

    format: Literal["chibo-paper/1"]
    kind: Literal["minutes"]
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Attached:
    """The attachment of a PDF: its bytes, and the versions that drew it according to the file."""

    content: bytes
    rendering: str


def verify_pdf(document: bytes, trust: Trust) -> Verified:
    """Check minutes as PDF, offline; one without sealed content in it is :attr:`EnvelopeVerdict.UNREADABLE`."""
    attached = _attached(document)
    if attached is None:
        return Verified(EnvelopeVerdict.UNREADABLE)
    verified = _content_of(attached, trust)
    if verified.verdict is not EnvelopeVerdict.WHOLE or verified.content is None:
        return verified
    paper = _paper_of(verified)
    found = replace(verified, digest=whole_digest(paper) if paper else "", text=text_of(verified.content))
    if paper is None or _rendering() != attached.rendering:
        return replace(found, verdict=EnvelopeVerdict.NOT_REPEATED, rendering=attached.rendering)
    if not _is_consistent(paper, found):
        return replace(found, verdict=EnvelopeVerdict.CHANGED, sections=(SECTION,))
    if differing := _drawn_otherwise(document, paper, attached.content):
        return replace(found, verdict=EnvelopeVerdict.CHANGED, differences=differing)
    return _trusted(found, paper, trust)


def _attached(document: bytes) -> _Attached | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(document))
        attached = reader.attachments.get(ATTACHMENT, [])
        keywords = reader.metadata.get("/Keywords", "") if reader.metadata else ""
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError):
        return None  # pypdf may raise anything for a damaged file
    return _Attached(bytes(attached[0]), str(keywords)) if attached else None


def _content_of(attached: _Attached, trust: Trust) -> Verified:
    """Check the attached content alone: its form, its hashes, its signature."""
    try:
        unsigned = UnsignedPaper.read(attached.content)
    except Malformed:
        return verify(attached.content, *trust.keys)
    return Verified(EnvelopeVerdict.WHOLE, content=unsigned.content)


def _paper_of(found: Verified) -> Paper | None:
    """Return the paper of the attached content, or for a report the one that the superior's pages draw."""
    content: Mapping[str, Any] = found.content or {}
    if SECTION in content:
        return read_paper(content[SECTION])
    is_report = isinstance(found.envelope, Envelope) and found.envelope.kind is EnvelopeKind.REPORT
    return paper_of_report(content) if is_report else None


def _is_consistent(paper: Paper, found: Verified) -> bool:
    """Tell whether the digests on a paper match its content and the text beside it."""
    return paper.seal is None or (paper.seal.whole == found.digest and paper.seal.digest == seal_of(found.text))


def _drawn_otherwise(document: bytes, paper: Paper, content: bytes) -> tuple[Found, ...]:
    from models.documents.rendering.pdf import to_pdf

    try:
        drawn = to_pdf(paper, content)
    except (ChiboError, ValueError, TypeError):
        return (Found(Difference.DAMAGED),)
    return differences(document, drawn)


def _rendering() -> str:
    from models.documents.rendering.pdf import rendering

    return rendering()


def _trusted(found: Verified, paper: Paper, trust: Trust) -> Verified:
    """Return the evidence that the content is the cell's, if there is any."""
    if trust.printed and trust.printed not in {found.digest, paper.seal.digest if paper.seal else ""}:
        return replace(found, verdict=EnvelopeVerdict.OTHER_DIGEST)
    if found.envelope is not None and trust.keys:
        return replace(found, confirmed=Confirmation.KEY)
    if trust.printed == found.digest:
        return replace(found, confirmed=Confirmation.DIGEST)
    return _by_records(found, paper, trust.home)


def _by_records(found: Verified, paper: Paper, home: Path | None) -> Verified:
    meeting = (found.content or {}).get("meeting")
    key = str(meeting.get("id", "")) if isinstance(meeting, dict) else ""
    own = _own_papers(home, key) if home and SECTION in (found.content or {}) else ()
    if not own:
        return replace(found, verdict=EnvelopeVerdict.UNCONFIRMED)
    for one, later in own:
        if paper == one:
            return replace(found, confirmed=Confirmation.RECORDS, later_addenda=later)
    nearest = min((differing_fields(paper, one) for one, _later in own), key=len)
    return replace(found, verdict=EnvelopeVerdict.OTHER_RECORDS, fields=nearest)


def _own_papers(home: Path, meeting_id: str) -> tuple[tuple[Paper, int], ...]:
    try:
        with closing(open_reader(home)) as connection:
            return tuple(own_papers(connection, home, meeting_id, system_clock()()))
    except ChiboError:  # a folder without a store
        return ()
