"""Drafts: text that is being typed and is not a record yet, stored on this machine only, without a journal entry.

A killed process loses at most what was typed since the last :func:`save_scratch`. The journal gets one entry when the
person pauses or leaves, not one per word. SQLite overwrites deleted text with zeros (``secure_delete``).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.store.store import Store

_PREFIX = "scratch:"
FORM = "form:"
"""What the names of forms' drafts begin with."""

MOST_DRAFTS = 60
"""Drafts of forms that are kept; the oldest goes first. Nobody comes back to so many."""


def save_scratch(store: Store, name: str, text: str) -> None:
    """Keep a text under a name in the place of the one before; an empty text forgets it."""
    with store.unit("scratch") as unit:
        unit.connection.execute("DELETE FROM local_state WHERE key = ?", (_PREFIX + name,))
        if text:
            unit.remember(_PREFIX + name, text)  # a new row: the rows are in the order in which they were kept
            unit.connection.execute(
                "DELETE FROM local_state WHERE key GLOB ? AND rowid NOT IN"
                " (SELECT rowid FROM local_state WHERE key GLOB ? ORDER BY rowid DESC LIMIT ?)",
                (f"{_PREFIX}{FORM}*", f"{_PREFIX}{FORM}*", MOST_DRAFTS),
            )


def load_scratch(connection: sqlite3.Connection, name: str) -> str:
    """Return what is kept under a name; empty if nothing."""
    row = connection.execute("SELECT value FROM local_state WHERE key = ?", (_PREFIX + name,)).fetchone()
    return str(row[0]) if row else ""
