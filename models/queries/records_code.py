"""A short code over all entries of a store: two people compare it aloud to check that their stores are equal."""

from __future__ import annotations

import hashlib
import sqlite3

from models.store.entry import IDENTITY, WAS

GROUPS, DIGITS = 6, 5
"""Thirty digits: too many to construct another set of entries with the same code."""


def records_code(connection: sqlite3.Connection) -> str:
    """Return the code of the set of entries.

    It uses their identities, because a device may have other names elsewhere.
    """
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
