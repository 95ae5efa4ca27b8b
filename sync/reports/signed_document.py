"""Making a document's file, for the command line and the screen alike; sealed minutes carry their signature."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.documents.catalogue import DocumentFormat, DocumentRequest, make, render
from models.documents.names import DocumentKind, file_stem
from models.documents.notices import notices
from models.domain.warnings import RuleWarning
from models.queries.meetings import meeting


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document's file: its content, its name without the ending, and what is to be told of it."""

    content: bytes
    stem: str
    notices: tuple[RuleWarning, ...] = ()


def made(
    home: Path, connection: sqlite3.Connection, wish: DocumentRequest, wished: DocumentFormat, now: datetime
) -> MadeDocument:
    """Return a document's file.

    Raises :class:`Refused` when the records do not hold it, and :class:`DataFileWrong` for a template or a font.
    """
    paper = make((connection, home, now), wish)
    signed = _signed(home, connection, wish) if paper.seal and wished is DocumentFormat.PDF else b""
    day = meeting(connection, wish.meeting_id).day.isoformat()
    number = f"-{wish.motion}" if wish.motion else ""
    content = render(paper, wished, wish.kind, home, signed)
    return MadeDocument(content, f"{file_stem(wish.kind)}-{day}{number}", notices(paper, wished))


def _signed(home: Path, connection: sqlite3.Connection, wish: DocumentRequest) -> bytes:
    """Return the signed minutes to go into their PDF; nothing where this machine has no key to sign with."""
    from models.queries.report import minutes_content
    from sync.client.account import load_account
    from sync.protocol.envelope import EnvelopeKind
    from sync.reports.envelope import sign

    account = load_account(home)
    if account is None or wish.kind is not DocumentKind.MINUTES:
        return b""
    return sign(minutes_content(connection, wish.meeting_id), EnvelopeKind.MINUTES, *account.ring.signer())
