"""The minutes of a meeting: text, the draft it was edited from, seal, addenda."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from models.domain.clock import from_text
from models.domain.text import clean_text
from models.domain.textmerge import Chunk, merge
from models.domain.vocabulary import AddendumKind, MinutesState


@dataclass(frozen=True, slots=True)
class AddendumView:
    """A correction beside approved minutes."""

    text: str
    written_at: datetime
    kind: AddendumKind = AddendumKind.CORRECTION


@dataclass(frozen=True, slots=True)
class MinutesView:
    """Minutes that were written. ``derived`` is the draft that ``text`` was edited from.

    ``seal`` (SHA-256) and ``approved_at`` are set once they are approved.
    """

    text: str
    derived: str
    state: MinutesState
    approved_at: datetime | None
    seal: str
    addenda: tuple[AddendumView, ...]

    def lacking(self, draft: str) -> tuple[Chunk, ...]:
        """Return the passages of the present draft (``draft``) that are new since the text was drafted, and missing in
        it.

        Empty if the original draft is unknown: an older program wrote the text.
        """
        if not self.derived:
            return ()
        known, text, now = (clean_text(one).strip() for one in (self.derived, self.text, draft))
        return merge(known, text, now).not_taken_in

    @property
    def is_sealed(self) -> bool:
        """Whether the text is approved and cannot change."""
        return self.state is MinutesState.APPROVED


def find_minutes(connection: sqlite3.Connection, meeting_id: str) -> MinutesView | None:
    """Return the minutes of a meeting; ``None`` while none were written."""
    row = connection.execute(
        "SELECT id, text, derived_text, state, approved_at, seal FROM minutes WHERE deleted = 0 AND meeting_id = ?",
        (meeting_id,),
    ).fetchone()
    if row is None:
        return None
    key, text, derived, state, approved, seal = row
    approved_at = from_text(approved) if approved else None
    return MinutesView(text, derived, MinutesState(state), approved_at, seal, _addenda(connection, key))


def _addenda(connection: sqlite3.Connection, minutes_id: str) -> tuple[AddendumView, ...]:
    rows = connection.execute(
        "SELECT text, written_at, kind FROM addendum WHERE deleted = 0 AND minutes_id = ? ORDER BY written_at, id",
        (minutes_id,),
    )
    return tuple(AddendumView(text, from_text(written), AddendumKind(kind)) for text, written, kind in rows)
