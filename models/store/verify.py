"""Checking a store: is every entry as it was written, is the chain whole, do the rows say what the journal says?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.domain.language import N_
from models.store.entry import GENESIS, Entry, entry_hash
from models.store.journal import read_entries
from models.store.triggers import journalled_tables

Rows = dict[tuple[str, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong: a message template with its values, and the entry where it was found."""

    template: str
    values: dict[str, object]
    device: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were read, and what was found first; ``finding`` is ``None`` for a whole store."""

    entries: int
    finding: Finding | None


def verify(connection: sqlite3.Connection) -> Verification:
    """Check the file, every chain, and that replaying the journal gives the rows of the tables.

    The connection must be of the store's own opening; a file that SQLite itself finds damaged is reported as such.
    """
    if (said := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
        return Verification(0, Finding(N_("The file is damaged: {said}."), {"said": said}))
    count, rows = 0, Rows()
    expected = dict[str, tuple[int, str]]()
    for entry, digest in read_entries(connection):
        count += 1
        if finding := _broken(entry, digest, *expected.get(entry.device, (0, GENESIS))):
            return Verification(count, finding)
        expected[entry.device] = (entry.seq, digest)
    for entry in _by_time(connection):
        _replay(rows, entry)
    return Verification(count, _outside(connection) or _differing(connection, rows))


def _broken(entry: Entry, digest: str, last_seq: int, last_hash: str) -> Finding | None:
    place: dict[str, object] = {"seq": entry.seq, "device": entry.device}
    if entry.seq != last_seq + 1:
        return Finding(
            N_("Entry {seq} of device {device} does not follow the one before: entries are missing."),
            place,
            entry.device,
            entry.seq,
        )
    if entry.previous_hash != last_hash:
        return Finding(
            N_("Entry {seq} of device {device} is not chained to the one before: it was exchanged."),
            place,
            entry.device,
            entry.seq,
        )
    if entry_hash(entry) != digest:
        return Finding(
            N_("Entry {seq} of device {device} was changed after it was written."), place, entry.device, entry.seq
        )
    return None


def _by_time(connection: sqlite3.Connection) -> Iterator[Entry]:
    keys = connection.execute("SELECT device, seq FROM journal_entry ORDER BY time, device").fetchall()
    for key in keys:
        yield from (entry for entry, _ in read_entries(connection, "device = ? AND seq = ?", key))


def _replay(rows: Rows, entry: Entry) -> None:
    for change in entry.changes:
        key = (change.table, change.row)
        if change.new is None:
            rows.pop(key, None)
        else:
            rows[key] = rows.get(key, {}) | change.new


def _outside(connection: sqlite3.Connection) -> Finding | None:
    row = connection.execute("SELECT table_name, row_id FROM journal_change WHERE seq IS NULL ORDER BY id").fetchone()
    if row is None:
        return None
    return Finding(
        N_("A row of {table} ({row}) was changed outside chibo, after the last entry."),
        {"table": row[0], "row": row[1]},
    )


def _differing(connection: sqlite3.Connection, rows: Rows) -> Finding | None:
    for table in journalled_tables():
        cursor = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY id')
        names = [column[0] for column in cursor.description]
        for values in cursor:
            found = dict(zip(names, values, strict=True))
            key = (table.name, str(found.pop("id")))
            if rows.pop(key, None) != found:
                return Finding(
                    N_("A row of {table} ({row}) does not say what the journal says."), {"table": key[0], "row": key[1]}
                )
    for table_name, row in sorted(rows):
        return Finding(
            N_("A row of {table} ({row}) is missing; the journal has it."), {"table": table_name, "row": row}
        )
    return None
