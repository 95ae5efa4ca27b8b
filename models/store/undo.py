"""Undo: obstacles to it, and the inverse changes of an entry.

Entries that no person made here (a change outside chibo, a report's state from the server) are not undone, but an act
whose fields they changed cannot be undone any more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from models.store.entry import OUTSIDE, Entry, RowChange
from models.store.journal import read_entries
from models.store.rows import set_values
from models.store.triggers import journalled_tables
from models.store.undo_order import Key


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an entry cannot be undone: a later act, by its name and details, changed or uses the same row."""

    act: str
    details: dict[str, object]


def load_entry(connection: sqlite3.Connection, key: Key) -> Entry | None:
    """Return an entry by (device, seq), or ``None``."""
    return next((entry for entry, _ in read_entries(connection, "device = ? AND seq = ?", key)), None)


def obstacle(connection: sqlite3.Connection, entry: Entry) -> Obstacle | None:
    """Return the newest act that depends on the entry, or ``None`` when the entry can be undone.

    An act depends on the entry when it changed a field that the entry changed, refers to a row that the entry added, or
    removed one to which the undo would refer again. Where a row differs from the journal, the obstacle is a change
    outside chibo.
    """
    for later in _effective_since(connection, entry):
        if _same_field(later, entry) or _refers(connection, later, entry) or _removed(connection, later, entry):
            return Obstacle(later.act, dict(later.details))
    if not all(_still_holds(connection, change) for change in entry.changes):
        return Obstacle(OUTSIDE, {})
    return None


def apply_inverse(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write the inverse of every change of the entry; a row that the entry added is marked as deleted."""
    for change in reversed(entry.changes):
        values = {"deleted": True} if change.old is None else change.old
        set_values(connection, change.table, change.row, values)


def _effective_since(connection: sqlite3.Connection, entry: Entry) -> Iterator[Entry]:
    """Yield, newest first, the later entries that are in force: pairs of an act and its undo are left out."""
    rows = connection.execute(
        "SELECT device, seq, undoes_device, undoes_seq FROM journal_entry WHERE time > ? ORDER BY time DESC, device",
        (entry.time,),
    ).fetchall()
    since = {(device, seq) for device, seq, *_ in rows}
    skipped: set[Key] = set()
    for device, seq, undone_device, undone_seq in rows:
        key, undone = (device, seq), (undone_device, undone_seq)
        if key in skipped:
            continue
        skipped.add(undone)
        if undone not in since and (found := load_entry(connection, key)):
            yield found


def _same_field(later: Entry, entry: Entry) -> bool:
    return not _fields(later).isdisjoint(_fields(entry))


def _fields(entry: Entry) -> set[tuple[str, str, str]]:
    return {(change.table, change.row, name) for change in entry.changes for name in change.new or change.old or {}}


def _refers(connection: sqlite3.Connection, later: Entry, entry: Entry) -> bool:
    """Return whether an undeleted row that the later entry wrote refers to a row that the entry added."""
    brought = {change.row for change in entry.changes if _appears(change)}
    for change in later.changes if brought else ():
        names = _references(change.table)
        wanted = names if _appears(change) else [name for name in names if name in (change.new or {})]
        values = _values(connection, change, ["deleted", *wanted])
        if values and not values[0] and brought.intersection(values[1:]):
            return True
    return False


def _removed(connection: sqlite3.Connection, later: Entry, entry: Entry) -> bool:
    """Return whether the later entry removed a row to which the undo would refer again."""
    removed = {change.row for change in later.changes if _vanishes(change)}
    for change in entry.changes if removed else ():
        names = _references(change.table)
        again = {(change.old or {}).get(name) for name in names}
        if _vanishes(change):
            again.update(_values(connection, change, names))
        if again & removed:
            return True
    return False


def _appears(change: RowChange) -> bool:
    was_away = change.old is None or bool(change.old.get("deleted"))
    return was_away and change.new is not None and not change.new["deleted"]


def _vanishes(change: RowChange) -> bool:
    return change.new is None or bool(change.new.get("deleted"))


def _still_holds(connection: sqlite3.Connection, change: RowChange) -> bool:
    expected = change.new or {}
    return bool(expected) and _values(connection, change, list(expected)) == tuple(expected.values())


def _values(connection: sqlite3.Connection, change: RowChange, names: list[str]) -> tuple[object, ...]:
    """Return the current values of the change's row in these columns; empty when the row does not exist."""
    columns = ", ".join(f'"{name}"' for name in ["id", *names])
    row = connection.execute(f'SELECT {columns} FROM "{change.table}" WHERE id = ?', (change.row,)).fetchone()
    return tuple(row[1:]) if row else ()


def _references(table: str) -> list[str]:
    """Return the columns of a table that refer to rows of others."""
    return _all_references().get(table, [])


@cache
def _all_references() -> dict[str, list[str]]:
    return {
        table.name: [column.name for column in table.columns if column.foreign_keys] for table in journalled_tables()
    }
