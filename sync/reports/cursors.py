"""Cursors: the time of the last item imported from the superior, by server and kind; stored on this machine only."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from models.domain.clock import from_text, to_text
from models.store.store import Store


def last_cursor(connection: sqlite3.Connection, kind: str, server: str) -> datetime | None:
    """Return the time of the last imported item of a kind from a server, if there is one."""
    sql = "SELECT value FROM local_state WHERE key = ?"
    row = connection.execute(sql, (_key(kind, server),)).fetchone()
    return from_text(row[0]) if row and row[0] else None


def save_cursor(store: Store, kind: str, server: str, latest: datetime) -> None:
    """Store the time of the last imported item."""
    key = _key(kind, server)
    with store.exchanging() as connection:
        connection.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES (?, '')", (key,))
        connection.execute("UPDATE local_state SET value = ? WHERE key = ?", (to_text(latest), key))


def _key(kind: str, server: str) -> str:
    return f"{kind}:{server}"
