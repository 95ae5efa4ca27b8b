"""Up to when the superior's words were heard, by server and kind, in what stays on this machine."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from models.domain.clock import from_text, to_text
from models.store.store import Store


def last_cursor(connection: sqlite3.Connection, kind: str, server: str) -> datetime | None:
    """Return the time of the last word of a kind that was heard from a server, if any was."""
    sql = "SELECT value FROM local_state WHERE key = ?"
    row = connection.execute(sql, (_key(kind, server),)).fetchone()
    return from_text(row[0]) if row and row[0] else None


def save_cursor(store: Store, kind: str, server: str, latest: datetime) -> None:
    """Write down the time of the last word that was heard."""
    key = _key(kind, server)
    with store.exchanging() as connection:
        connection.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES (?, '')", (key,))
        connection.execute("UPDATE local_state SET value = ? WHERE key = ?", (to_text(latest), key))


def _key(kind: str, server: str) -> str:
    return f"{kind}:{server}"
