"""The complete state of a store as canonical JSON: equal states give equal bytes."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from models.store.connection import schema_version, snapshot

FORMAT = "chibo-export-1"


def export(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return every row that is not deleted, by table, ordered by key; truth values as 0 and 1.

    The journal and the values of this machine alone are left out: two devices that agree export the same.
    """
    with snapshot(connection):
        return {
            "format": FORMAT,
            "schema": schema_version(connection),
            "tables": {name: _rows(connection, name) for name in _tables(connection)},
        }


def export_text(connection: sqlite3.Connection) -> str:
    """Return :func:`export` as text, one row per line; equal states give equal bytes."""
    state = export(connection)
    lines = [f'{{"format": {json.dumps(state["format"])}, "schema": {state["schema"]}, "tables": {{']
    tables = [
        f"{json.dumps(name)}: [{','.join(chr(10) + _line(row) for row in rows)}\n]"
        for name, rows in state["tables"].items()
    ]
    return "\n".join([*lines, ",\n".join(tables), "}}"]) + "\n"


def _tables(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the journalled tables, in order."""
    every = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1").fetchall()
    return [name for (name,) in every if "deleted" in _columns(connection, name)]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]


def _rows(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    names = [name for name in _columns(connection, table) if name != "deleted"]
    columns = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f'SELECT {columns} FROM "{table}" WHERE deleted = 0 ORDER BY id')
    return [dict(zip(names, row, strict=True)) for row in rows]


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)
