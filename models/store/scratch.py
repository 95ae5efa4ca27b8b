"""What is being typed and is no record yet: kept on this machine alone, durably, without a journal entry.

A killed process loses at most what came after the last :func:`keep`; the journal gets one entry when the person pauses
or leaves, not one for each word. SQLite overwrites with zeros what is forgotten (``secure_delete``).
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


def keep(store: Store, name: str, text: str) -> None:
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


def kept(connection: sqlite3.Connection, name: str) -> str:
    """Return what is kept under a name; empty if nothing."""
    row = connection.execute("SELECT value FROM local_state WHERE key = ?", (_PREFIX + name,)).fetchone()
    return str(row[0]) if row else ""
