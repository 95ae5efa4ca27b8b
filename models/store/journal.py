"""The journal: each act one entry, gathered at its commit from what the triggers saw."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from models.store.entry import GENESIS, Change, Entry, entry_hash, to_json


class EntryUnreadable(ValueError):
    """An entry's text is not what the journal writes: somebody changed it."""

    def __init__(self, device: str, seq: int) -> None:
        super().__init__(f"{device}/{seq}")
        self.device = device
        self.seq = seq


def pending_changes(connection: sqlite3.Connection) -> list[tuple[int, Change]]:
    """Return what the triggers saw since the last entry, with the rows' numbers, in order."""
    rows = connection.execute(
        "SELECT id, table_name, row_id, old, new FROM journal_change WHERE seq IS NULL ORDER BY id"
    )
    return [(number, Change(table, row, _load(old), _load(new))) for number, table, row, old, new in rows]


def with_replaced(connection: sqlite3.Connection, change: Change, before: int) -> Change:
    """Return the change with the entries whose values it replaced; ``before`` is the first number not looked at."""
    if change.old is None:
        return change
    wanted, replaced = set(change.old), dict[str, str]()
    rows = connection.execute(
        "SELECT device, seq, new FROM journal_change"
        " WHERE row_id = ? AND table_name = ? AND id < ? AND seq IS NOT NULL ORDER BY id DESC",
        (change.row, change.table, before),
    )
    for device, seq, new in rows:
        found = wanted & (_load(new) or {}).keys()
        replaced |= dict.fromkeys(sorted(found), f"{device}/{seq}")
        wanted -= found
        if not wanted:
            break
    return Change(change.table, change.row, change.old, change.new, replaced)


def last_entry(connection: sqlite3.Connection, device: str) -> tuple[int, str]:
    """Return the sequence number and hash of a device's last entry; (0, GENESIS) before its first."""
    row = connection.execute(
        "SELECT seq, hash FROM journal_entry WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def last_time(connection: sqlite3.Connection) -> int:
    """Return the latest hybrid logical time in the journal; 0 in an empty one."""
    return int(connection.execute("SELECT coalesce(max(time), 0) FROM journal_entry").fetchone()[0])


_ENTRY_COLUMNS = (
    "device, seq, time, actor, act, meeting_id, details, undoes_device, undoes_seq, schema_version, previous_hash, hash"
)


def write_entry(connection: sqlite3.Connection, entry: Entry, numbered: list[tuple[int, Change]]) -> str:
    """Write an entry and give it the changes that the triggers saw; return its hash.

    ``numbered`` are the changes as they stand in the store; where consolidation made others of them they are
    written anew.
    """
    digest = entry_hash(entry)
    connection.execute(
        f"INSERT INTO journal_entry ({_ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(
                entry.device,
                entry.seq,
                entry.time,
                entry.actor,
                entry.act,
                entry.meeting_id,
                to_json(entry.details),
            ),
            *(entry.undoes or (None, None)),
            *(entry.schema_version, entry.previous_hash, digest),
        ),
    )
    if [(c.table, c.row, c.old, c.new) for _, c in numbered] != [(c.table, c.row, c.old, c.new) for c in entry.changes]:
        connection.execute("DELETE FROM journal_change WHERE seq IS NULL")
        numbered = _write_changes(connection, entry.changes)
    for (number, _), change in zip(numbered, entry.changes, strict=True):
        if change.replaced:
            connection.execute(
                "UPDATE journal_change SET replaced = ? WHERE id = ?", (to_json(change.replaced), number)
            )
    connection.execute("UPDATE journal_change SET device = ?, seq = ? WHERE seq IS NULL", (entry.device, entry.seq))
    return digest


def _write_changes(connection: sqlite3.Connection, changes: Iterable[Change]) -> list[tuple[int, Change]]:
    numbered = []
    for change in changes:
        cursor = connection.execute(
            "INSERT INTO journal_change (table_name, row_id, old, new, replaced) VALUES (?, ?, ?, ?, '{}')",
            (change.table, change.row, _dump(change.old), _dump(change.new)),
        )
        numbered.append((cursor.lastrowid or 0, change))
    return numbered


def read_entries(
    connection: sqlite3.Connection, where: str = "", parameters: tuple[object, ...] = ()
) -> Iterator[tuple[Entry, str]]:
    """Yield entries with their stored hashes in the order of each device's chain.

    ``where`` is an SQL condition on ``journal_entry`` written by this program, with its parameters beside it.
    Raises :class:`EntryUnreadable` at an entry that cannot be read.
    """
    order = f"SELECT {_ENTRY_COLUMNS} FROM journal_entry {where and 'WHERE ' + where} ORDER BY device, seq"
    for row in connection.execute(order, parameters):
        changes = connection.execute(
            "SELECT table_name, row_id, old, new, replaced FROM journal_change"
            " WHERE device = ? AND seq = ? ORDER BY id",
            row[:2],
        ).fetchall()
        try:
            entry = _entry(row, changes)
        except (ValueError, RecursionError):
            raise EntryUnreadable(row[0], row[1]) from None
        yield entry, row[-1]


def _entry(row: tuple[Any, ...], changes: Iterable[tuple[Any, ...]]) -> Entry:
    device, seq, time, actor, act, meeting, details, undoes_device, undoes_seq, version, previous, _digest = row
    return Entry(
        *(device, seq, time, actor, act, meeting, json.loads(details)),
        changes=tuple(Change(t, r, _load(o), _load(n), json.loads(b)) for t, r, o, n, b in changes),
        undoes=(undoes_device, undoes_seq) if undoes_device else None,
        schema_version=version,
        previous_hash=previous,
    )


def _load(text: str | None) -> dict[str, Any] | None:
    return None if text is None else json.loads(text)


def _dump(fields: dict[str, Any] | None) -> str | None:
    return None if fields is None else to_json(fields)
