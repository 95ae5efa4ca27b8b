"""Writing the result of a merge into the tables and the list of conflicts."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from models.store.entry import Entry, RowChange, to_json
from models.store.field_groups import DELETED
from models.store.history import SETTLEMENT, Row, merged_row
from models.store.merge import MergedRow, ValueConflict
from models.store.triggers import journalled_tables


def write_rows(connection: sqlite3.Connection, merged: Mapping[Row, MergedRow]) -> None:
    """Write merged rows and their conflicts; the journal's triggers must be off."""
    by_table: defaultdict[str, list[tuple[object, ...]]] = defaultdict(list)
    for (table, key), row in merged.items():
        if row.values:
            by_table[table].append((key, *[row.values.get(name, default) for name, default in _columns(table)]))
    for table, rows in sorted(by_table.items()):
        connection.executemany(_upsert(table), rows)
    refresh_conflicts(connection, merged)


def refresh_conflicts(connection: sqlite3.Connection, merged: Mapping[Row, MergedRow]) -> None:
    """Update the list of conflicts from the merge of these rows."""
    listed = set(connection.execute("SELECT DISTINCT table_name, row_id FROM field_conflict").fetchall())
    for row, result in merged.items():
        if row in listed:
            connection.execute("DELETE FROM field_conflict WHERE table_name = ? AND row_id = ?", row)
        for contest in result.conflicts:
            if contest.is_open:
                connection.execute("INSERT INTO field_conflict VALUES (?, ?, ?, ?, ?)", (*row, *_as_kept(contest)))


def refresh_after(connection: sqlite3.Connection, entry: Entry) -> None:
    """Update the list of conflicts after an act of this machine; only an undo can open one."""
    listed = set(connection.execute("SELECT DISTINCT table_name, row_id FROM field_conflict").fetchall())
    rows = {row for change in entry.changes for row in _concerned(connection, change, listed)}
    if rows:
        refresh_conflicts(connection, {row: merged_row(connection, row) for row in rows})


def set_values(connection: sqlite3.Connection, table: str, key: str, values: Mapping[str, Any]) -> None:
    """Write stored values into a row of a journalled table; unknown column names are ignored."""
    known = {name: value for name, value in values.items() if name in defaults(table)}
    if not known:
        return
    assignments = ", ".join(f'"{name}" = ?' for name in known)
    connection.execute(f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*known.values(), key))


def settled_row(connection: sqlite3.Connection, settlement: str) -> Row | None:
    """Return the row that a settlement is about."""
    found = connection.execute("SELECT table_name, row_id FROM settlement WHERE id = ?", (settlement,)).fetchone()
    return (found[0], found[1]) if found else None


def whole(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row's values for every column; columns that its entries did not name have their default."""
    return {name: values.get(name, default) for name, default in defaults(table).items()}


@cache
def defaults(table: str) -> Mapping[str, Any]:
    """Return the default of each column of a table, except the key."""
    columns = next(one for one in journalled_tables() if one.name == table).columns
    return {column.name: _stored(column.default) for column in columns if column.name != "id"}


def _concerned(connection: sqlite3.Connection, change: RowChange, listed: set[Row]) -> Iterable[Row]:
    row = (change.table, change.row)
    if row in listed or (change.old is not None and DELETED in change.old):
        yield row
    if change.table == SETTLEMENT and (about := settled_row(connection, change.row)):
        yield about


@cache
def _columns(table: str) -> tuple[tuple[str, Any], ...]:
    return tuple(defaults(table).items())


def _stored(default: Any) -> Any:
    value = getattr(default, "arg", None)
    return int(value) if isinstance(value, bool) else value


def _as_kept(contest: ValueConflict) -> tuple[str, str, str]:
    heads = [[head.entry, head.place, dict(head.values)] for head in contest.heads]
    return contest.unit, to_json(heads), to_json(contest.base)


@cache
def _upsert(table: str) -> str:
    names = [f'"{name}"' for name in defaults(table)]
    columns = ", ".join(["id", *names])
    marks = ", ".join("?" for _ in range(len(names) + 1))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names)
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}'
