"""Notes of a meeting; confidential ones only for who asks for them by name."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import from_text
from models.domain.vocabulary import NoteKind, Visibility


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: about whom and by whom, where that was said (else empty), and who may see it."""

    id: str
    item_id: str | None
    kind: NoteKind
    about: str
    by: str
    text: str
    visibility: Visibility
    written_at: datetime


def notes(
    connection: sqlite3.Connection, meeting_id: str, visibilities: Collection[Visibility] = (Visibility.MINUTES,)
) -> tuple[NoteView, ...]:
    """Return the notes of a meeting that may be seen by everybody, or those of the visibilities asked for."""
    rows = connection.execute(
        "SELECT n.id, n.item_id, n.kind, coalesce(m.full_name, ''), coalesce(a.full_name, ''), n.text, n.visibility,"
        " n.written_at FROM note n LEFT JOIN member m ON m.id = n.member_id LEFT JOIN member a ON a.id = n.author_id"
        f" WHERE n.deleted = 0 AND n.meeting_id = ? AND n.visibility IN ({', '.join('?' * len(visibilities))})"
        " ORDER BY n.written_at, n.id",
        (meeting_id, *visibilities),
    )
    return tuple(
        NoteView(key, item, NoteKind(kind), about, by, text, Visibility(visibility), from_text(written))
        for key, item, kind, about, by, text, visibility, written in rows
    )
