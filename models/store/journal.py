"""The journal: one entry per act, made at its commit from the changes that the triggers recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from models.domain.limits import END
from models.store.entry import GENESIS, Entry, RowChange, entry_hash, to_json
from models.store.fast_json import dumped, loaded


class EntryUnreadable(ValueError):
    """The text of an entry is not what the journal writes: it was changed outside chibo."""

    def __init__(self, device: str, seq: int) -> None:
        super().__init__(f"{device}/{seq}")
        self.device = device
        self.seq = seq


def pending_changes(connection: sqlite3.Connection) -> list[tuple[int, RowChange]]:
    """Return the changes recorded since the last entry, with their row numbers, in order."""
    rows = connection.execute(
        "SELECT id, table_name, row_id, old, new FROM journal_change WHERE seq IS NULL ORDER BY id"
    )
    return [(number, RowChange(table, row, _load(old), _load(new))) for number, table, row, old, new in rows]


def last_entry(connection: sqlite3.Connection, device: str) -> tuple[int, str]:
    """Return the sequence number and hash of a device's last entry; (0, GENESIS) before its first."""
    row = connection.execute(
        "SELECT seq, hash FROM journal_entry WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    return (row[0], row[1]) if row else (0, GENESIS)


def last_received(connection: sqlite3.Connection, device: str) -> tuple[int, str]:
    """Return the number and hash of a device's last entry, applied or quarantined; (0, GENESIS) before its first."""
    applied = last_entry(connection, device)
    row = connection.execute(
        "SELECT seq, hash FROM set_aside WHERE device = ? ORDER BY seq DESC LIMIT 1", (device,)
    ).fetchone()
    return max(applied, (row[0], row[1])) if row else applied


def hash_of(connection: sqlite3.Connection, device: str, seq: int) -> str | None:
    """Return the hash of one entry, applied or quarantined; ``None`` when there is none."""
    for table in ("journal_entry", "set_aside"):
        row = connection.execute(f"SELECT hash FROM {table} WHERE device = ? AND seq = ?", (device, seq)).fetchone()
        if row:
            return str(row[0])
    return None


def last_time(connection: sqlite3.Connection) -> int:
    """Return the latest hybrid logical time in the journal, ignoring times that no clock can reach; 0 if it
    is empty.
    """
    sql = "SELECT coalesce(max(time), 0) FROM journal_entry WHERE time < ?"
    return int(connection.execute(sql, (END,)).fetchone()[0])


_ENTRY_COLUMNS = (
    "device, seq, time, actor, act, meeting_id, details, undoes_device, undoes_seq, schema_version, previous_hash, hash"
)
_INSERT_ENTRY = f"INSERT INTO journal_entry ({_ENTRY_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def write_entry(connection: sqlite3.Connection, entry: Entry, numbered: list[tuple[int, RowChange]]) -> str:
    """Write an entry, assign the recorded changes to it, and return its hash.

    ``numbered`` are the changes as stored; those that consolidation changed are written again.
    """
    digest = entry_hash(entry)
    connection.execute(_INSERT_ENTRY, _entry_row(entry, digest))
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


def write_received(connection: sqlite3.Connection, entries: Sequence[tuple[Entry, str]]) -> None:
    """Write entries of other devices, with their changes, unchanged."""
    connection.executemany(_INSERT_ENTRY, [_entry_row(entry, digest) for entry, digest in entries])
    connection.executemany(
        "INSERT INTO journal_change (device, seq, table_name, row_id, old, new, replaced) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [_change_row(entry, change) for entry, _ in entries for change in entry.changes],
    )


def _change_row(entry: Entry, change: RowChange) -> tuple[object, ...]:
    replaced = dumped(change.replaced) if change.replaced else "{}"
    return (entry.device, entry.seq, change.table, change.row, _dump(change.old), _dump(change.new), replaced)


def _entry_row(entry: Entry, digest: str) -> tuple[object, ...]:
    details, undoes = dumped(entry.details), entry.undoes or (None, None)
    return (
        *(entry.device, entry.seq, entry.time, entry.actor, entry.act, entry.meeting_id, details, *undoes),
        *(entry.schema_version, entry.previous_hash, digest),
    )


def _write_changes(connection: sqlite3.Connection, changes: Iterable[RowChange]) -> list[tuple[int, RowChange]]:
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

    ``where`` is a trusted SQL condition on ``journal_entry`` with its parameters. Raises :class:`EntryUnreadable` at an
    entry that cannot be read.
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
        *(device, seq, time, actor, act, meeting, loaded(details)),
        changes=tuple(RowChange(t, r, _load(o), _load(n), loaded(b)) for t, r, o, n, b in changes),
        undoes=(undoes_device, undoes_seq) if undoes_device else None,
        schema_version=version,
        previous_hash=previous,
    )


def _load(text: str | None) -> dict[str, Any] | None:
    return None if text is None else loaded(text)


def _dump(fields: dict[str, Any] | None) -> str | None:
    return None if fields is None else dumped(fields)
