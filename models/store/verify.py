"""Verifying a store: every entry against its hash, the chains, and the rows against the journal."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

from models.domain.language import N_
from models.store import quarantine
from models.store.connection import snapshot
from models.store.entry import GENESIS, Entry, entry_hash
from models.store.faults import explain
from models.store.history import Row, spread_settlements, writes_by_row
from models.store.journal import EntryUnreadable, read_entries
from models.store.merge import MergedRow, merge_row
from models.store.quarantine import QuarantineReason
from models.store.rows import whole
from models.store.triggers import journalled_tables


@dataclass(frozen=True, slots=True)
class JournalFault:
    """The first fault found: a message template with its values, and the entry where it was found."""

    template: str
    values: dict[str, object]
    device: str = ""
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Verification:
    """How many entries were read, and the first fault; ``finding`` is ``None`` for an intact store."""

    entries: int
    finding: JournalFault | None


def verify(connection: sqlite3.Connection) -> Verification:
    """Check the file, every chain, and that replaying the journal gives the rows of the tables.

    The connection must come from the store's own opening; other connections may write meanwhile. The removal of the
    newest entries together with all their changes cannot be detected.
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


def _damaged(said: str) -> JournalFault:
    return JournalFault(N_("The file is damaged: {said}."), {"said": said})


def _verify(connection: sqlite3.Connection) -> Verification:
    count, entries = 0, list[tuple[Entry, str]]()
    expected = dict[str, tuple[int, str]]()
    try:
        asides = quarantine.faults(connection)
        for entry, digest in _every_entry(connection):
            count += 1
            fault = asides.get((entry.device, entry.seq))
            trusted = fault is not None and fault.reason is QuarantineReason.HASH
            if finding := _broken(entry, digest, *expected.get(entry.device, (0, GENESIS)), trusted=trusted):
                return Verification(count, finding)
            expected[entry.device] = (entry.seq, digest)
            if fault is None:
                entries.append((entry, digest))
    except EntryUnreadable as entry_key:
        return Verification(count, _finding(_CHANGED, entry_key.device, entry_key.seq))
    return Verification(count, _orphan(connection) or _outside(connection) or _differing(connection, _replay(entries)))


def _every_entry(connection: sqlite3.Connection) -> Iterator[tuple[Entry, str]]:
    """Yield the entries, applied or quarantined, each device's in order."""
    key = lambda pair: (pair[0].device, pair[0].seq)  # noqa: E731 - of two sorted runs
    return merge(read_entries(connection), quarantine.read(connection), key=key)


_CHANGED = N_("Entry {seq} of device {device} was changed after it was written.")


def _finding(template: str, device: str, seq: int) -> JournalFault:
    return JournalFault(template, {"seq": seq, "device": device}, device, seq)


def _broken(entry: Entry, digest: str, last_seq: int, last_hash: str, *, trusted: bool) -> JournalFault | None:
    if entry.seq != last_seq + 1:
        missing = N_("Entry {seq} of device {device} does not follow the one before: entries are missing.")
        return _finding(missing, entry.device, entry.seq)
    if entry.previous_hash != last_hash:
        exchanged = N_("Entry {seq} of device {device} is not chained to the one before: it was exchanged.")
        return _finding(exchanged, entry.device, entry.seq)
    if trusted:  # quarantined because its content does not match this hash
        return None
    try:
        as_written = entry_hash(entry) == digest
    except UnicodeEncodeError:  # an incomplete surrogate pair, which no act writes
        as_written = False
    return None if as_written else _finding(_CHANGED, entry.device, entry.seq)


def _orphan(connection: sqlite3.Connection) -> JournalFault | None:
    row = connection.execute(
        "SELECT device, seq FROM journal_change c WHERE seq IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM journal_entry e WHERE e.device = c.device AND e.seq = c.seq) ORDER BY device, seq LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    return _finding(N_("Entry {seq} of device {device} is missing: what it changed is there."), row[0], row[1])


def _replay(entries: list[tuple[Entry, str]]) -> dict[Row, MergedRow]:
    writes = writes_by_row(entries)
    spread_settlements(writes)
    return {row: merged for row, made in writes.items() if (merged := merge_row(row[0], made)).values}


def _outside(connection: sqlite3.Connection) -> JournalFault | None:
    row = connection.execute("SELECT table_name, row_id FROM journal_change WHERE seq IS NULL ORDER BY id").fetchone()
    if row is None:
        return None
    return JournalFault(
        N_("A row of {table} ({row}) was changed outside chibo, after the last entry."),
        {"table": row[0], "row": row[1]},
    )


def _differing(connection: sqlite3.Connection, rows: dict[Row, MergedRow]) -> JournalFault | None:
    for table in journalled_tables():
        cursor = connection.execute(f'SELECT * FROM "{table.name}" ORDER BY id')
        names = [column[0] for column in cursor.description]
        for values in cursor:
            found = dict(zip(names, values, strict=True))
            key = (table.name, str(found.pop("id")))
            merged = rows.pop(key, None)
            if merged is None or found != whole(table.name, merged.values):
                return JournalFault(
                    N_("A row of {table} ({row}) does not say what the journal says."), {"table": key[0], "row": key[1]}
                )
    for table_name, row in sorted(key for key, merged in rows.items() if not merged.gone):
        return JournalFault(
            N_("A row of {table} ({row}) is missing; the journal has it."), {"table": table_name, "row": row}
        )
    return None
