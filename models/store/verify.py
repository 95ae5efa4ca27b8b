"""Checking a store: is every entry as it was written, is the chain whole, do the rows say what the journal says?"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from models.domain.language import N_
from models.store.connection import explain, snapshot
from models.store.entry import GENESIS, Entry, entry_hash
from models.store.journal import EntryUnreadable, read_entries
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

    The connection must be of the store's own opening; others may go on writing meanwhile. What a chain cannot show
    is that its newest entries were cut off together with all that they changed.
    """
    try:
        with snapshot(connection):
            if (said := connection.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
                return Verification(0, _damaged(said))
            return _verify(connection)
    except sqlite3.DatabaseError as fault:
        if explain(fault) is None:
            raise
        return Verification(0, _damaged(str(fault)))


def _damaged(said: str) -> Finding:
    return Finding(N_("The file is damaged: {said}."), {"said": said})


def _verify(connection: sqlite3.Connection) -> Verification:
    count, entries = 0, list[Entry]()
    expected = dict[str, tuple[int, str]]()
    try:
        for entry, digest in read_entries(connection):
            count += 1
            if finding := _broken(entry, digest, *expected.get(entry.device, (0, GENESIS))):
                return Verification(count, finding)
            expected[entry.device] = (entry.seq, digest)
            entries.append(entry)
    except EntryUnreadable as entry_key:
        return Verification(count, _finding(_CHANGED, entry_key.device, entry_key.seq))
    rows = Rows()
    for entry in sorted(entries, key=lambda entry: (entry.time, entry.device)):
        _replay(rows, entry)
    return Verification(count, _orphan(connection) or _outside(connection) or _differing(connection, rows))


_CHANGED = N_("Entry {seq} of device {device} was changed after it was written.")


def _finding(template: str, device: str, seq: int) -> Finding:
    return Finding(template, {"seq": seq, "device": device}, device, seq)


def _broken(entry: Entry, digest: str, last_seq: int, last_hash: str) -> Finding | None:
    if entry.seq != last_seq + 1:
        missing = N_("Entry {seq} of device {device} does not follow the one before: entries are missing.")
        return _finding(missing, entry.device, entry.seq)
    if entry.previous_hash != last_hash:
        exchanged = N_("Entry {seq} of device {device} is not chained to the one before: it was exchanged.")
        return _finding(exchanged, entry.device, entry.seq)
    try:
        as_written = entry_hash(entry) == digest
    except UnicodeEncodeError:  # half a surrogate pair, which no act writes
        as_written = False
    return None if as_written else _finding(_CHANGED, entry.device, entry.seq)


def _orphan(connection: sqlite3.Connection) -> Finding | None:
    row = connection.execute(
        "SELECT device, seq FROM journal_change c WHERE seq IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM journal_entry e WHERE e.device = c.device AND e.seq = c.seq) ORDER BY device, seq LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return _finding(N_("Entry {seq} of device {device} is missing: what it changed is there."), row[0], row[1])


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
