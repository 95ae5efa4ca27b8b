"""What applying knows of the store while it goes through entries: heads, which rows there are, which have changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache

from models.store.aside import Fault, Reason
from models.store.entry import Change, Entry
from models.store.history import SETTLEMENT, Row, writes_by_row, writes_of
from models.store.journal import last_received
from models.store.merge import Write, merge_row
from models.store.rows import settled_row, write_rows
from models.store.triggers import journalled_tables


class Received:
    """Kept from one transaction to the next; what another connection may have changed meanwhile is forgotten."""

    def __init__(self) -> None:
        self._version = -1
        self._rows: set[Row] = set()
        self._writes: dict[Row, list[Write]] = {}
        self._heads: dict[str, tuple[int, str]] = {}
        self._touched: set[Row] = set()

    def on(self, connection: sqlite3.Connection) -> Received:
        """Begin a transaction."""
        self.connection = connection
        version = connection.execute("PRAGMA data_version").fetchone()[0]
        if version != self._version:
            self._writes.clear()
            self._rows.clear()
        self._version = version
        self._heads.clear()
        self._touched.clear()
        return self

    def head(self, device: str) -> tuple[int, str]:
        """Return the number and hash of a device's last entry, applied or set aside."""
        if device not in self._heads:
            self._heads[device] = last_received(self.connection, device)
        return self._heads[device]

    def advance(self, entry: Entry, digest: str) -> None:
        """Note that an entry is its device's last now."""
        self._heads[entry.device] = (entry.seq, digest)

    def has(self, entry: Entry, digest: str) -> bool:
        """Return whether this entry, and not another of its number, is there."""
        key = (entry.device, entry.seq, digest)
        for table in ("journal_entry", "set_aside"):
            sql = f"SELECT 1 FROM {table} WHERE device = ? AND seq = ? AND hash = ?"
            if self.connection.execute(sql, key).fetchone():
                return True
        return False

    def needs(self, entry: Entry) -> Fault | None:
        """Return which record an entry needs that is not there yet; ``None`` when it can be applied."""
        made = {(change.table, change.row) for change in entry.changes if change.old is None}
        for row in _needed(entry):
            if row not in made and not self._there(row):
                return Fault(Reason.WAITING, {"table": row[0], "row": row[1]})
        return None

    def accept(self, entry: Entry, digest: str) -> None:
        """Note what an entry changes; it is going to be written into the journal in this transaction."""
        for row, writes in writes_by_row([(entry, digest)]).items():
            self._touched.add(row)
            if row in self._writes:
                self._writes[row] += writes
            elif not self._there(row):
                self._writes[row] = list(writes)
            self._rows.add(row)

    def touch(self, entry: Entry) -> None:
        """Let the rows of an entry be merged again, because the journal about them is another."""
        self._touched.update((change.table, change.row) for change in entry.changes)

    def write(self) -> None:
        """Make every row that was touched what the merge of the journal says."""
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
        """Return whether a row is known; one that was removed outside chibo is made again, marked as deleted."""
        if row in self._rows:
            return True
        if self.connection.execute(f'SELECT 1 FROM "{row[0]}" WHERE id = ?', (row[1],)).fetchone():
            self._rows.add(row)
            return True
        sql = "SELECT 1 FROM journal_change WHERE row_id = ? AND table_name = ? AND seq IS NOT NULL LIMIT 1"
        if self.connection.execute(sql, (row[1], row[0])).fetchone():
            self._touched.add(row)
            self._rows.add(row)
            return True
        return False


def _needed(entry: Entry) -> Iterator[Row]:
    for change in entry.changes:
        if change.old is not None:
            yield change.table, change.row
        yield from _referred(change)


def _referred(change: Change) -> Iterator[Row]:
    new = change.new or {}
    for name, table in references(change.table).items():
        if new.get(name) is not None:
            yield table, new[name]


@cache
def references(table: str) -> Mapping[str, str]:
    """Return the columns of a table that refer to rows of others, with the tables that they refer to."""
    found = next(one for one in journalled_tables() if one.name == table)
    return {
        column.name: next(iter(column.foreign_keys)).column.table.name
        for column in found.columns
        if column.foreign_keys
    }
