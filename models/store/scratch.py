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
"""The prefix of the names of forms' drafts."""

MOST_DRAFTS = 60
"""Maximum number of drafts of forms; the oldest is deleted first."""


def save_scratch(store: Store, name: str, text: str) -> None:
    """Store a text under a name, replacing the one before; an empty text deletes it."""
    with store.unit("scratch") as unit:
        unit.connection.execute("DELETE FROM local_state WHERE key = ?", (_PREFIX + name,))
        if text:
            unit.remember(_PREFIX + name, text)  # a new row, so that the order of rows is the order of saving
            unit.connection.execute(
                "DELETE FROM local_state WHERE key GLOB ? AND rowid NOT IN"
                " (SELECT rowid FROM local_state WHERE key GLOB ? ORDER BY rowid DESC LIMIT ?)",
                (f"{_PREFIX}{FORM}*", f"{_PREFIX}{FORM}*", MOST_DRAFTS),
            )


def load_scratch(connection: sqlite3.Connection, name: str) -> str:
    """Return the text stored under a name; empty if there is none."""
    row = connection.execute("SELECT value FROM local_state WHERE key = ?", (_PREFIX + name,)).fetchone()
    return str(row[0]) if row else ""
