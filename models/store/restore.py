"""Inserting the rows of a complete export; the journal's triggers record each of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from models.store.triggers import journalled_tables


def has_records(connection: sqlite3.Connection) -> bool:
    """Tell whether the store holds anything that an export would contain."""
    tables = (table.name for table in journalled_tables())
    return any(connection.execute(f'SELECT 1 FROM "{name}" WHERE deleted = 0 LIMIT 1').fetchone() for name in tables)


def insert_rows(connection: sqlite3.Connection, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, which may refer to each other. Raises :class:`sqlite3.IntegrityError` for an invalid row."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for row in rows:
        names = ", ".join(f'"{name}"' for name in (*row, "deleted"))
        marks = ", ".join("?" * (len(row) + 1))
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', (*row.values(), 0))


def has_loose_ends(connection: sqlite3.Connection) -> bool:
    """Tell whether a row refers to one that does not exist."""
    return connection.execute("PRAGMA foreign_key_check").fetchone() is not None
