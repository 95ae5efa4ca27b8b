"""The store's side of the exchange between machines: its heads, entries for others, applying theirs.

See docs/sync.md. Every function may be repeated, with entries in any order.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from models.store import quarantine
from models.store.apply import Applied, EntryId, apply
from models.store.connection import snapshot
from models.store.entry import Entry
from models.store.fork import fork, forked_to
from models.store.journal import hash_of, last_received, read_entries

__all__ = ["Applied", "EntryId", "JournalHead", "apply", "entries_between", "fork", "forked_to", "hash_of", "heads"]


@dataclass(frozen=True, slots=True)
class JournalHead:
    """The number and hash of the last entry of a device in this store."""

    seq: int
    hash: str


def heads(connection: sqlite3.Connection) -> dict[str, JournalHead]:
    """Return the last entry of every device, applied or quarantined."""
    with snapshot(connection):
        return {device: JournalHead(*last_received(connection, device)) for device in _devices(connection)}


def entries_between(connection: sqlite3.Connection, device: str, first: int, last: int) -> list[tuple[Entry, str]]:
    """Return a device's entries from ``first`` to ``last`` (both inclusive) with their hashes, quarantined ones too.

    Raises :class:`~models.store.journal.EntryUnreadable` at an entry that was damaged outside chibo.
    """
    where, span = "device = ? AND seq BETWEEN ? AND ?", (device, first, last)
    with snapshot(connection):
        found = [*read_entries(connection, where, span), *quarantine.read(connection, where, span)]
    return sorted(found, key=lambda pair: pair[0].seq)


def _devices(connection: sqlite3.Connection) -> list[str]:
    """Return every device with an entry, by a loose index scan."""
    rows = connection.execute(
        "WITH RECURSIVE next (device) AS (SELECT min(device) FROM journal_entry UNION ALL SELECT"
        " (SELECT min(device) FROM journal_entry e WHERE e.device > next.device) FROM next WHERE device IS NOT NULL)"
        " SELECT device FROM next WHERE device IS NOT NULL UNION SELECT device FROM set_aside ORDER BY device"
    )
    return [str(device) for (device,) in rows]
