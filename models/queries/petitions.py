"""The superior's answers to petitions: whether they were taken over, here or on another laptop."""

from __future__ import annotations

import sqlite3
from typing import Final

IMPORT_ANSWER: Final = "petition.hear"
"""The name of the act that takes over the superior's answer."""


def is_answer_imported(connection: sqlite3.Connection, petition_id: str) -> bool:
    """Return whether the superior's answer was already taken over on any laptop; later changes of its words
    are kept.
    """
    row = connection.execute(
        "SELECT 1 FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.table_name = 'petition' AND c.row_id = ? AND e.act = ? LIMIT 1",
        (petition_id, IMPORT_ANSWER),
    ).fetchone()
    return row is not None


def sent_up(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the forwarded petitions whose answer from the superior has not been taken over."""
    rows = connection.execute("SELECT id FROM petition WHERE deleted = 0 AND forwarded_to <> ''")
    return frozenset(key for (key,) in rows if not is_answer_imported(connection, key))
