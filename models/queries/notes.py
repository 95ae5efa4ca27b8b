"""Notes of a meeting; confidential ones only if the caller requests their visibility."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import from_text
from models.domain.vocabulary import NoteKind, Visibility
from models.queries.meetings import GuestView, guests
from models.queries.names import shown_names


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note: whom it is about and who said it (empty if unknown), and who may see it.

    ``guest`` is the guest who said it, with role, if it was not a member.
    """

    id: str
    item_id: str | None
    kind: NoteKind
    about: str
    by: str
    text: str
    visibility: Visibility
    written_at: datetime
    guest: GuestView | None = None


def notes(
    connection: sqlite3.Connection, meeting_id: str, visibilities: Collection[Visibility] = (Visibility.MINUTES,)
) -> tuple[NoteView, ...]:
    """Return the public notes of a meeting, or those of the given visibilities."""
    names, visitors = shown_names(connection), {one.id: one for one in guests(connection, meeting_id)}
    rows = connection.execute(
        "SELECT n.id, n.item_id, n.kind, n.member_id, n.author_id, n.text, n.visibility, n.written_at, n.guest_id"
        " FROM note n"
        f" WHERE n.deleted = 0 AND n.meeting_id = ? AND n.visibility IN ({', '.join('?' * len(visibilities))})"
        " ORDER BY n.written_at, n.id",
        (meeting_id, *visibilities),
    )
    return tuple(
        NoteView(
            key,
            item,
            NoteKind(kind),
            names.get(about, ""),
            visitors[guest].full_name if guest in visitors else names.get(by, ""),
            text,
            Visibility(visibility),
            from_text(written),
            visitors.get(guest),
        )
        for key, item, kind, about, by, text, visibility, written, guest in rows
    )
