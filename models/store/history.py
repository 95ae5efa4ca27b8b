"""The writes of a row according to the journal: its own, and those by which its conflicts were settled."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping

from models.store.entry import IDENTITY, WAS, Entry, identity
from models.store.entry_checks import settled_values
from models.store.fast_json import loaded
from models.store.field_groups import DELETED
from models.store.merge import MergedRow, heads_of, merge_row
from models.store.writes import Write, in_order, settling

Row = tuple[str, str]
"""A table and the key of a row in it."""
Writes = Mapping[Row, list[Write]]
SETTLEMENT = "settlement"
FIRST_EXCHANGED = 2
"""The first schema whose entries name everything that they replaced; before it a device named only its own writes."""


def writes_by_row(entries: Iterable[tuple[Entry, str]]) -> defaultdict[Row, list[Write]]:
    """Return the writes of entries (with their hashes) by the row that they changed; settlements are not spread."""
    found: defaultdict[Row, list[Write]] = defaultdict(list)
    for entry, digest in entries:
        place = (identity(entry.details, digest), entry.device, entry.seq, entry.time)
        linear = entry.schema_version < FIRST_EXCHANGED
        for one in entry.changes:
            found[one.table, one.row].append(Write(*place, one.old, one.new, one.replaced, linear))
    return found


def spread_settlements(writes: defaultdict[Row, list[Write]]) -> None:
    """Add the writes of settlements to the rows that they are about."""
    for (table, _key), made in [item for item in writes.items() if item[0][0] == SETTLEMENT]:
        for row, write in _settled(table, made):
            writes[row].append(write)


def writes_of(connection: sqlite3.Connection, row: Row) -> list[Write]:
    """Return every write of a row, including those of settlements."""
    writes = _recorded(connection, row)
    keys = connection.execute("SELECT id FROM settlement WHERE row_id = ? AND table_name = ?", (row[1], row[0]))
    for (key,) in keys.fetchall():
        made = _recorded(connection, (SETTLEMENT, key))
        writes += [write for about, write in _settled(SETTLEMENT, made) if about == row]
    return writes


def merged_row(connection: sqlite3.Connection, row: Row) -> MergedRow:
    """Return the content of a row according to the journal."""
    return merge_row(row[0], writes_of(connection, row))


def _settled(table: str, made: list[Write]) -> list[tuple[Row, Write]]:
    """Return what a settlement in force wrote, once for each entry that made it."""
    values = merge_row(table, made).values
    if not values or values[DELETED]:
        return []
    by_entry = {write.entry: write for write in in_order(made)}
    living = [by_entry[head.entry] for head in heads_of(table, made)[DELETED] if not head.values[DELETED]]
    row, chosen = (values["table_name"], values["row_id"]), settled_values(values["table_name"], values["value"])
    if chosen is None:  # when several machines changed a settlement, its parts may not fit together
        return []
    return [(row, settling(write, values["heads"], chosen)) for write in living]


def _recorded(connection: sqlite3.Connection, row: Row) -> list[Write]:
    rows = connection.execute(
        "SELECT e.hash, e.details, c.device, c.seq, e.time, c.old IS NULL, c.new, c.replaced, e.schema_version"
        " FROM journal_change c JOIN journal_entry e ON e.device = c.device AND e.seq = c.seq"
        " WHERE c.row_id = ? AND c.table_name = ? ORDER BY c.id",
        (row[1], row[0]),
    )
    return [
        Write(
            *(_identity(details, digest), device, seq, time),
            None if is_first else {},  # merging does not use the old value
            None if new is None else loaded(new),
            loaded(replaced),
            linear=schema < FIRST_EXCHANGED,
        )
        for digest, details, device, seq, time, is_first, new, replaced, schema in rows
    ]


def _identity(details: str, digest: str) -> str:
    return identity(json.loads(details), digest) if WAS in details else digest[:IDENTITY]
