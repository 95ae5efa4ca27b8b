"""A short code of all entries that a store has: two people read it to each other, to see that theirs are the same."""

from __future__ import annotations

import hashlib
import sqlite3

from models.store.entry import IDENTITY, WAS

GROUPS, DIGITS = 6, 5
"""Thirty digits, as one reads them aloud: nobody finds another set of entries with the same ones."""


def records_code(connection: sqlite3.Connection) -> str:
    """Return the code of the set of entries, by their identities: a device may go by another name elsewhere."""
    rows = connection.execute(
        f"SELECT coalesce(json_extract(details, '$.{WAS}'), substr(hash, 1, {IDENTITY})) FROM journal_entry UNION"
        f" SELECT coalesce(CASE WHEN json_valid(entry) THEN json_extract(entry, '$.details.{WAS}') END,"
        f" substr(hash, 1, {IDENTITY})) FROM set_aside ORDER BY 1"
    )
    digest = hashlib.sha256()
    for (identity,) in rows:
        digest.update(f"{identity}\n".encode())
    digits = f"{int(digest.hexdigest(), 16) % 10 ** (GROUPS * DIGITS):0{GROUPS * DIGITS}d}"
    return " ".join(digits[at : at + DIGITS] for at in range(0, len(digits), DIGITS))
