"""Taking back an entry: which one is next, what stands against it, and the inverse changes.

An undo is itself an entry whose ``undoes`` names what it takes back; a redo undoes the undo. Which entries are in
force follows from the journal alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from models.store.entry import Change, Entry
from models.store.journal import read_entries
from models.store.triggers import journalled_tables


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an entry cannot be taken back: a later act, by its name and details, changed or uses the same row."""

    act: str
    details: dict[str, object]


def next_to_undo(connection: sqlite3.Connection, device: str) -> tuple[str, int] | None:
    """Return the device's newest act that is in force, or ``None``."""
    for key, undoes in _in_force(connection, device):
        if undoes is None:
            return key
    return None


def next_to_redo(connection: sqlite3.Connection, device: str) -> tuple[str, int] | None:
    """Return the device's newest undo in force that no new act came after, or ``None``."""
    for key, undoes in _in_force(connection, device):
        if undoes is None:
            return None
        if _undoes(connection, undoes) is None:
            return key
    return None


def is_in_force(connection: sqlite3.Connection, device: str, entry: tuple[str, int]) -> bool:
    """Return whether an entry has not been taken back."""
    return any(key == entry for key, _ in _in_force(connection, device))


def load_entry(connection: sqlite3.Connection, key: tuple[str, int]) -> Entry | None:
    """Return an entry by (device, seq), or ``None``."""
    return next((entry for entry, _ in read_entries(connection, "device = ? AND seq = ?", key)), None)


def obstacle(connection: sqlite3.Connection, entry: Entry) -> Obstacle | None:
    """Return what stands against taking the entry back: each field must still hold what the entry gave it."""
    own = {change.row for change in entry.changes}
    for change in entry.changes:
        if not _still_holds(connection, change):
            return _culprit(connection, entry, change.row)
        if change.old is None and (user := _user_of(connection, change, own)):
            return _culprit(connection, entry, user)
    return None


def apply_inverse(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write the inverse of every change of the entry; a row that the entry added is marked as deleted."""
    for change in reversed(entry.changes):
        values = {"deleted": True} if change.old is None else change.old
        columns = _columns(change.table)
        assignments = ", ".join(f'"{name}" = ?' for name in values if name in columns)
        connection.execute(
            f'UPDATE "{change.table}" SET {assignments} WHERE id = ?',
            (*(value for name, value in values.items() if name in columns), change.row),
        )


def _in_force(connection: sqlite3.Connection, device: str) -> Iterator[tuple[tuple[str, int], tuple[str, int] | None]]:
    """Yield the device's entries that are in force, newest first, each with what it undoes."""
    taken_back: set[tuple[str, int]] = set()
    rows = connection.execute(
        "SELECT seq, undoes_device, undoes_seq FROM journal_entry WHERE device = ? ORDER BY seq DESC", (device,)
    )
    for seq, undone_device, undone_seq in rows:
        key = (device, seq)
        if key in taken_back:
            continue
        undoes = (undone_device, undone_seq) if undone_device else None
        if undoes:
            taken_back.add(undoes)
        yield key, undoes


def _undoes(connection: sqlite3.Connection, key: tuple[str, int]) -> tuple[str, int] | None:
    row = connection.execute(
        "SELECT undoes_device, undoes_seq FROM journal_entry WHERE device = ? AND seq = ?", key
    ).fetchone()
    return (row[0], row[1]) if row and row[0] else None


def _columns(table: str) -> frozenset[str]:
    """Return the columns of a journalled table; an unknown table raises ``KeyError``."""
    return {known.name: frozenset(column.name for column in known.columns) for known in journalled_tables()}[table]


def _still_holds(connection: sqlite3.Connection, change: Change) -> bool:
    expected = {name: value for name, value in (change.new or {}).items() if name in _columns(change.table)}
    names = ", ".join(f'"{name}"' for name in expected)
    row = connection.execute(f'SELECT {names} FROM "{change.table}" WHERE id = ?', (change.row,)).fetchone()
    return row is not None and list(row) == list(expected.values())


def _user_of(connection: sqlite3.Connection, change: Change, own: set[str]) -> str | None:
    """Return a living row, made by another entry, that refers to the row which the change added."""
    for table in journalled_tables():
        for column in table.columns:
            if any(key.column.table.name == change.table for key in column.foreign_keys):
                rows = connection.execute(
                    f'SELECT id FROM "{table.name}" WHERE "{column.name}" = ? AND deleted = 0', (change.row,)
                )
                if found := next((row[0] for row in rows if row[0] not in own), None):
                    return str(found)
    return None


def _culprit(connection: sqlite3.Connection, entry: Entry, row: str) -> Obstacle:
    """Return the newest other entry in force that touched the row."""
    rows = connection.execute(
        "SELECT DISTINCT e.device, e.seq FROM journal_change c JOIN journal_entry e USING (device, seq)"
        " WHERE c.row_id = ? AND e.time > ? ORDER BY e.time DESC",
        (row, entry.time),
    ).fetchall()
    for device, seq in rows:
        if is_in_force(connection, device, (device, seq)) and (found := load_entry(connection, (device, seq))):
            return Obstacle(found.act, dict(found.details))
    return Obstacle("", {})
