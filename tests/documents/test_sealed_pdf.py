"""Sealed minutes as PDF: the pages are what was signed, or the change is named."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome
from models.documents.catalogue import DocumentRequest, make
from models.documents.minutes_text import draft_minutes
from models.documents.names import DocumentKind
from models.documents.paper import Paper, Paragraph
from models.documents.record import MeetingRecord
from models.documents.rendering.pdf import to_pdf
from models.queries.report import minutes_content
from models.store.opening import open_reader
from sync.protocol.envelope import EnvelopeKind
from sync.reports.envelope import EnvelopeVerdict, public_key, sign
from sync.reports.files import verify_file

SEED = os.urandom(32)


@pytest.fixture
def minutes(
    held: Path, meeting: str, record: MeetingRecord, do: Callable[..., ActOutcome]
) -> tuple[Paper, bytes, list[str]]:
    """Approved minutes of several pages as a document, the signed file, and the lines of their text."""
    text = draft_minutes(record) + "".join(f"- Ý kiến bổ sung số {number} của chi bộ.\n" for number in range(60))
    do("minutes.write", text=text, meeting=meeting)
    do("minutes.approve", meeting=meeting)
    reader = open_reader(held)
    paper = make((reader, held, datetime(2026, 12, 5, tzinfo=UTC)), DocumentRequest(DocumentKind.MINUTES, meeting))
    signed = sign(minutes_content(reader, meeting), EnvelopeKind.MINUTES, "key-1", SEED)
    reader.close()
    return paper, signed, text.split("\n")


def written(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "minutes.pdf"
    path.write_bytes(content)
    return path


def test_minutes_as_they_were_sealed_are_whole(minutes: tuple[Paper, bytes, list[str]], tmp_path: Path) -> None:
    paper, signed, _ = minutes
    path = written(tmp_path, to_pdf(paper, signed))
    assert verify_file(path, public_key(SEED)).verdict is EnvelopeVerdict.WHOLE
    assert verify_file(path, public_key(os.urandom(32))).verdict is EnvelopeVerdict.OTHER_KEY


def test_a_page_that_says_something_else_is_found_and_its_line_named(
    minutes: tuple[Paper, bytes, list[str]], tmp_path: Path
) -> None:
    paper, signed, lines = minutes
    at = next(n for n, block in enumerate(paper.body) if isinstance(block, Paragraph) and "số 30" in block.text)
    forged = replace(paper, body=(*paper.body[:at], Paragraph("- Một câu khác hẳn."), *paper.body[at + 1 :]))
    found = verify_file(written(tmp_path, to_pdf(forged, signed)))
    assert found.verdict is EnvelopeVerdict.CHANGED
    (line,) = found.paragraphs
    assert "số 30" in lines[line - 1]


def test_a_sentence_that_was_put_in_is_found(minutes: tuple[Paper, bytes, list[str]], tmp_path: Path) -> None:
    paper, signed, _ = minutes
    forged = replace(paper, body=(*paper.body[:9], Paragraph("- Thêm vào."), *paper.body[9:]))
    assert verify_file(written(tmp_path, to_pdf(forged, signed))).verdict is EnvelopeVerdict.CHANGED


def test_a_pdf_without_its_signed_minutes_cannot_be_checked(
    minutes: tuple[Paper, bytes, list[str]], tmp_path: Path
) -> None:
    paper, signed, _ = minutes
    for content in (to_pdf(paper), b"%PDF-1.7 nothing", to_pdf(paper, signed)[:4000]):
        assert verify_file(written(tmp_path, content)).verdict is EnvelopeVerdict.UNREADABLE
