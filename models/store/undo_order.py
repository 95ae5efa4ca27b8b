"""Which entries are in force, and which one is next to undo or redo, derived from the journal alone.

An undo is itself an entry whose ``undoes`` names what it undoes; a redo undoes the undo. Entries without a person are
never undone, and do not end a redo. Plain SQL without the tables, because the first screen needs it at start-up.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from models.store.entry import OUTSIDE

Key = tuple[str, int]
WITHOUT_PERSON = (OUTSIDE, "report.mark")
"""Acts without a person: undo skips them and takes the person's own last act."""


def next_to_undo(connection: sqlite3.Connection, device: str) -> Key | None:
    """Return the device's newest act that is in force, or ``None``."""
    for key, undoes in _acts_in_force(connection, device):
        if undoes is None:
            return key
    return None


def next_to_redo(connection: sqlite3.Connection, device: str) -> Key | None:
    """Return the device's newest undo in force that no new act followed, or ``None``."""
    for key, undoes in _acts_in_force(connection, device):
        if undoes is None:
            return None
        if _is_act_or_redo(connection, undoes):
            return key
    return None


def is_in_force(connection: sqlite3.Connection, entry: Key) -> bool:
    """Return whether an act, of any device, has not been undone."""
    return any(key == entry for key, _ in _acts_in_force(connection, entry[0]))


def undone_entries(connection: sqlite3.Connection) -> set[Key]:
    """Return the entries that are not in force: undone on some device, and not redone since."""
    out: set[Key] = set()
    rows = connection.execute(
        "SELECT device, seq, undoes_device, undoes_seq FROM journal_entry"
        " WHERE undoes_seq IS NOT NULL ORDER BY time DESC"
    )
    for device, seq, undoes_device, undoes_seq in rows:
        if (device, seq) not in out:
            out.add((undoes_device, undoes_seq))
    return out


def _acts_in_force(connection: sqlite3.Connection, device: str) -> Iterator[tuple[Key, Key | None]]:
    """Yield the device's acts that are in force, newest first, each with what it undoes."""
    out = undone_entries(connection)
    rows = connection.execute(
        "SELECT seq, undoes_device, undoes_seq FROM journal_entry WHERE device = ? AND act NOT IN (?, ?)"
        " ORDER BY seq DESC",
        (device, *WITHOUT_PERSON),
    )
    for seq, undone_device, undone_seq in rows:
        if (device, seq) not in out:
            yield (device, seq), (undone_device, undone_seq) if undone_device else None


def _is_act_or_redo(connection: sqlite3.Connection, key: Key) -> bool:
    """Return whether an entry did something (an act, or the undo of an undo), so that reversing it is an undo."""
    does, seen = True, {key}
    while (undone := _undoes(connection, key)) and undone not in seen:  # foreign entries may form a cycle
        seen.add(undone)
        key, does = undone, not does
    return does


def _undoes(connection: sqlite3.Connection, key: Key) -> Key | None:
    row = connection.execute(
        "SELECT undoes_device, undoes_seq FROM journal_entry WHERE device = ? AND seq = ?", key
    ).fetchone()
    return (row[0], row[1]) if row and row[0] else None
