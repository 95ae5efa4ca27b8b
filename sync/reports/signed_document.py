"""Makes a document's file for the command line and the screen; sealed minutes get their signature."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from pathlib import Path

from models.documents.catalogue import DocumentFormat, DocumentRequest, make, render
from models.documents.made import MadeDocument
from models.documents.names import file_stem
from models.documents.notices import notices
from models.documents.paper import Paper
from models.documents.sealed_paper import SECTION, paper_section
from models.queries.meetings import meeting


def made(
    home: Path, connection: sqlite3.Connection, wish: DocumentRequest, wished: DocumentFormat, now: datetime
) -> MadeDocument:
    """Return a document's file.

    Raises :class:`Refused` when the records do not hold it, and :class:`DataFileWrong` for a template or a font.
    """
    paper = make((connection, home, now), wish)
    sealed = _sealed(home, connection, wish, paper) if paper.seal and wished is DocumentFormat.PDF else b""
    day = meeting(connection, wish.meeting_id).day.isoformat()
    number = f"-{wish.motion}" if wish.motion else ""
    content = render(paper, wished, wish.kind, home, sealed)
    return MadeDocument(content, f"{file_stem(wish.kind)}-{day}{number}", notices(paper, wished))


def _sealed(home: Path, connection: sqlite3.Connection, wish: DocumentRequest, paper: Paper) -> bytes:
    """Return the attachment of sealed minutes for their PDF; signed if this machine has a key."""
    from models.queries.report import minutes_content
    from models.store.entry import to_json
    from sync.client.account import load_account
    from sync.protocol.envelope import EnvelopeKind
    from sync.reports.envelope import sign

    content = minutes_content(connection, wish.meeting_id) | {SECTION: paper_section(paper)}
    account = load_account(home)
    if account is not None:
        return sign(content, EnvelopeKind.MINUTES, *account.ring.signer())
    return to_json({"format": "chibo-paper/1", "kind": EnvelopeKind.MINUTES.value, "content": content}).encode()
