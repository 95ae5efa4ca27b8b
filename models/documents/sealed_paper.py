"""Sealed minutes as printed, as one value: attached to their PDF, hashed, and drawn again to verify it.

The SHA-256 of the minutes' text does not cover letterhead, number, day, signatures and addenda. The digest of the whole
paper does; it is printed under the signatures and in the QR code.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from models.documents.kinds import minutes as written_minutes
from models.documents.paper import DocumentHeading, Paper, Paragraph, texts_of
from models.documents.record import meeting_record
from models.domain.language import LANGUAGES
from models.queries.minutes import find_minutes
from models.queries.rules import rules_of_meeting
from models.queries.sealed import as_sealed
from models.store.entry import to_json

SECTION = "paper"
"""The section of the attached content that contains the whole paper."""
LONGEST = 2_000_000
"""Maximum number of characters of a paper that is drawn to be verified: more than any meeting needs."""


def sealed_whole(paper: Paper) -> Paper:
    """Return sealed minutes with the digest of the whole paper in their seal; another paper unchanged."""
    if paper.seal is None:
        return paper
    return replace(paper, seal=replace(paper.seal, whole=whole_digest(paper)))


def whole_digest(paper: Paper) -> str:
    """Return the SHA-256 of the whole content of a sealed paper, without this digest itself."""
    seal = replace(paper.seal, whole="") if paper.seal else None
    return hashlib.sha256(to_json(asdict(replace(paper, seal=seal))).encode()).hexdigest()


def paper_section(paper: Paper) -> dict[str, Any]:
    """Return a paper as the JSON that is attached to its PDF."""
    section: dict[str, Any] = json.loads(to_json(asdict(paper)))
    return section


def read_paper(section: object) -> Paper | None:
    """Return the paper in an attached section; ``None`` if it is no minutes, or of another version."""
    from pydantic import ValidationError

    try:
        found: Paper = _reader().validate_json(to_json(section), strict=True)
    except (ValidationError, ValueError, TypeError, RecursionError):
        return None
    plain = all(isinstance(block, DocumentHeading | Paragraph) for block in found.body)
    return found if plain and sum(map(len, texts_of(found))) <= LONGEST else None


@cache
def _reader() -> Any:
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid"))(Paper))


def own_papers(
    connection: sqlite3.Connection, home: Path, meeting_id: str, now: datetime
) -> Iterator[tuple[Paper, int]]:
    """Yield a meeting's sealed minutes as the records print them, with the number of later addenda: as they are now,
    then as they were before each addendum; in every language of the program.
    """
    written = find_minutes(connection, meeting_id)
    if written is None or not written.is_sealed:
        return
    with as_sealed(connection, meeting_id) as read:
        record = meeting_record(read, meeting_id, rules_of_meeting(read, home, meeting_id), home, now)
        for language in LANGUAGES:
            for count in range(len(written.addenda), -1, -1):
                before = replace(written, addenda=written.addenda[:count])
                yield sealed_whole(written_minutes.minutes(record, before, language)), len(written.addenda) - count


def find_by_digest(connection: sqlite3.Connection, home: Path, digest: str, now: datetime) -> tuple[str, Paper] | None:
    """Return the sealed minutes with this printed digest (of the whole paper, or of the text), and their text."""
    rows = connection.execute(
        "SELECT meeting_id, text FROM minutes WHERE deleted = 0 AND state = 'approved' ORDER BY seal <> ?", (digest,)
    ).fetchall()
    for meeting_id, text in rows:
        for paper, _later in own_papers(connection, home, meeting_id, now):
            if paper.seal is not None and digest in {paper.seal.digest, paper.seal.whole}:
                return text, paper
    return None


def differing_fields(one: Paper, other: Paper) -> tuple[str, ...]:
    """Return the names of the fields in which two papers differ, without the digests, which depend on the others."""
    first, second = (_comparable(paper) for paper in (one, other))
    return tuple(name for name in first if first[name] != second[name])


def _comparable(paper: Paper) -> Mapping[str, Any]:
    seal = replace(paper.seal, whole="") if paper.seal else None
    return asdict(replace(paper, seal=seal))
