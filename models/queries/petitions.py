"""What is known of a petition beyond its row: whether the superior's answer was taken over, here or elsewhere."""

from __future__ import annotations

import sqlite3
from typing import Final

HEAR: Final = "petition.hear"
"""The act that takes the superior's answer over."""


def heard(connection: sqlite3.Connection, petition_id: str) -> bool:
    """Say whether some laptop took the superior's answer over already; what became of the words since then stands."""
    row = connection.execute(
        "SELECT 1 FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.table_name = 'petition' AND c.row_id = ? AND e.act = ? LIMIT 1",
        (petition_id, HEAR),
    ).fetchone()
    return row is not None


def sent_up(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the petitions that were forwarded and whose answer from above has not been taken over."""
    rows = connection.execute("SELECT id FROM petition WHERE deleted = 0 AND forwarded_to <> ''")
    return frozenset(key for (key,) in rows if not heard(connection, key))
