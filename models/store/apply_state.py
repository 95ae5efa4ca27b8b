"""The importer's cache of the store: heads, existing rows, rows to merge."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from models.domain.limits import LATEST, STEP
from models.store.entry import Entry, RowChange
from models.store.entry_checks import settled_values
from models.store.history import SETTLEMENT, Row, writes_by_row, writes_of
from models.store.journal import last_received, last_time
from models.store.merge import merge_row
from models.store.quarantine import EntryFault, QuarantineReason
from models.store.rows import settled_row, write_rows
from models.store.triggers import journalled_tables
from models.store.writes import Write

AT_ONCE = 500
"""Keys per query: SQLite accepts some thousands."""


class ApplyState:
    """Kept between transactions; dropped when another connection has committed."""

    def __init__(self) -> None:
        self._version = -1
        self.no_concurrent_commit = True
        """Whether no other connection committed between the last two transactions."""
        self._rows: set[Row] = set()
        self._absent: set[Row] = set()
        self._writes: dict[Row, list[Write]] = {}
        self._heads: dict[str, tuple[int, str]] = {}
        self._touched: set[Row] = set()
        self._latest: int | None = None

    def begin(self, connection: sqlite3.Connection) -> ApplyState:
        """Begin a transaction."""
        self.connection = connection
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        self.no_concurrent_commit = version == self._version
        if not self.no_concurrent_commit:
            self._writes.clear()
            self._rows.clear()
            self._absent.clear()
        self._version = version
        self._heads.clear()
        self._touched.clear()
        self._latest = None
        return self

    def forget(self) -> None:
        """Drop everything: a transaction was rolled back."""
        self._version = -1
        self._heads.clear()
        self._touched.clear()

    def head(self, device: str) -> tuple[int, str]:
        """Return the number and hash of a device's last entry, applied or quarantined."""
        if device not in self._heads:
            self._heads[device] = last_received(self.connection, device)
        return self._heads[device]

    def advance(self, entry: Entry, digest: str) -> None:
        """Record that an entry is now the last of its device."""
        self._heads[entry.device] = (entry.seq, digest)

    def has(self, entry: Entry, digest: str) -> bool:
        """Return whether exactly this entry is stored, not another with its number."""
        key = (entry.device, entry.seq, digest)
        for table in ("journal_entry", "set_aside"):
            sql = f"SELECT 1 FROM {table} WHERE device = ? AND seq = ? AND hash = ?"
            if self.connection.execute(sql, key).fetchone():
                return True
        return False

    def look_up(self, entries: Iterable[Entry]) -> None:
        """Find out which of the changed rows do not exist, with few queries instead of one per row."""
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for change in (change for entry in entries for change in entry.changes):
            if (change.table, change.row) not in self._rows:
                wanted[change.table].add(change.row)
        for table, keys in wanted.items():
            self._absent.update((table, key) for key in keys - self._found(table, sorted(keys)))

    def _found(self, table: str, keys: Sequence[str]) -> set[str]:
        found: set[str] = set()
        for begin in range(0, len(keys), AT_ONCE):
            some = keys[begin : begin + AT_ONCE]
            marks = ", ".join("?" * len(some))
            for sql in (
                f'SELECT id FROM "{table}" WHERE id IN ({marks})',
                f"SELECT row_id FROM journal_change WHERE row_id IN ({marks})",
            ):
                found.update(key for (key,) in self.connection.execute(sql, some))
        return found

    def needs(self, entries: Sequence[Entry]) -> EntryFault | None:
        """Return the fault of entries that need something that has not arrived; ``None`` when they can be applied
        together.
        """
        changes = [change for entry in entries for change in entry.changes]
        made = {(change.table, change.row) for change in changes if change.old is None}
        for row in (row for change in changes for row in _needed(change)):
            if row not in made and not self._there(row):
                return EntryFault(QuarantineReason.WAITING, {"table": row[0], "row": row[1]})
        latest = max((entry.time for entry in entries), default=0)
        if latest > LATEST + STEP and latest > self._time() + STEP:
            return EntryFault(QuarantineReason.AHEAD, {"time": latest})
        return None

    def _time(self) -> int:
        """Return the latest time of all stored entries."""
        if self._latest is None:
            self._latest = last_time(self.connection)
        return self._latest

    def accept(self, entry: Entry, digest: str) -> None:
        """Record what an entry changes; the caller writes it into the journal in this transaction."""
        if self._latest is not None:
            self._latest = max(self._latest, entry.time)
        for row, writes in writes_by_row([(entry, digest)]).items():
            self._touched.add(row)
            if row in self._writes:
                self._writes[row] += writes
            elif not self._there(row):
                self._writes[row] = list(writes)
            self._rows.add(row)
            self._absent.discard(row)

    def merge_again(self, entry: Entry) -> None:
        """Merge the rows of an entry again, because their history in the journal changed."""
        self._touched.update((change.table, change.row) for change in entry.changes)

    def write(self) -> None:
        """Set every affected row to the result of the merge."""
        self._write(self._touched)
        about = {settled_row(self.connection, key) for table, key in self._touched if table == SETTLEMENT}
        rows = {row for row in about if row}
        for row in rows:
            self._writes.pop(row, None)
        self._write(rows)

    def _write(self, rows: set[Row]) -> None:
        write_rows(self.connection, {row: merge_row(row[0], self._writes_of(row)) for row in sorted(rows)})

    def _writes_of(self, row: Row) -> list[Write]:
        if row not in self._writes:
            self._writes[row] = writes_of(self.connection, row)
        return self._writes[row]

    def _there(self, row: Row) -> bool:
        """Return whether a row exists; one that was deleted outside chibo is created again, marked as deleted."""
        if row in self._rows:
            return True
        if row in self._absent:
            return False
        if self.connection.execute(f'SELECT 1 FROM "{row[0]}" WHERE id = ?', (row[1],)).fetchone():
            self._rows.add(row)
            return True
        sql = "SELECT 1 FROM journal_change WHERE row_id = ? AND table_name = ? AND seq IS NOT NULL LIMIT 1"
        if self.connection.execute(sql, (row[1], row[0])).fetchone():
            self._touched.add(row)
            self._rows.add(row)
            return True
        return False


def _needed(change: RowChange) -> Iterator[Row]:
    new = change.new or {}
    if change.old is not None:
        yield change.table, change.row
    elif change.table == SETTLEMENT:
        yield new["table_name"], new["row_id"]
        yield from _referred(new["table_name"], settled_values(new["table_name"], new["value"]) or {})
    yield from _referred(change.table, new)


def _referred(table: str, new: Mapping[str, Any]) -> Iterator[Row]:
    for name, referred in references(table).items():
        if new.get(name) is not None:
            yield referred, new[name]


@cache
def references(table: str) -> Mapping[str, str]:
    """Return the columns of a table that refer to rows of others, with the tables that they refer to."""
    found = next(one for one in journalled_tables() if one.name == table)
    return {
        column.name: next(iter(column.foreign_keys)).column.table.name
        for column in found.columns
        if column.foreign_keys
    }
