"""The store as the replica of an exchange."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store import exchange
from models.store.entry import to_json
from models.store.journal import EntryUnreadable
from models.store.store import Store
from sync.exchange.interfaces import Pair, Refusal
from sync.exchange.state import DeclinedEntries, KnownHeads, RefusedParcels
from sync.protocol.fields import Malformed
from sync.protocol.parcels import read_heads, write_heads

_CELL = "cell"

_GIVEN = "given"

RESERVE, SHARE = 256 << 20, 20
"""Bytes of the disk that are reserved for this machine's own acts; on a small disk its twentieth part."""
_NO_ROOM = N_(
    "The disk of this machine has {free} MB left. What others wrote is not taken in, so that there is room for what is"
    " written here. Free some space: the rest comes by itself."
)


class StoreReplica:
    """A machine's store, with one connection for reading; no transaction stays open between two calls."""

    def __init__(self, store: Store, connection: sqlite3.Connection) -> None:
        self._store = store
        self._connection = connection

    @property
    def device(self) -> str:
        """The name under which this machine writes."""
        row = self._connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()
        return str(row[0])

    @property
    def cell(self) -> str:
        """The cell of the central server to which the records belong; empty while unknown."""
        return self._state(_CELL)

    def heads(self) -> Mapping[str, exchange.JournalHead]:
        """Return sequence number and hash of every device's last entry."""
        return exchange.heads(self._connection)

    def entries(self, device: str, first: int, last: int) -> Sequence[Pair]:
        """Return a device's entries, both ends inclusive, up to the first unreadable one."""
        try:
            return exchange.entries_between(self._connection, device, first, last)
        except EntryUnreadable as fault:
            return exchange.entries_between(self._connection, device, first, fault.seq - 1)

    def hash_of(self, device: str, seq: int) -> str | None:
        """Return the hash of an entry, ``None`` where there is none."""
        return exchange.hash_of(self._connection, device, seq)

    def apply(self, entries: Sequence[Pair]) -> exchange.Applied:
        """Store entries, whose hashes the codec computed from their bytes; they are durable when this returns.

        Raises :class:`StoreUnusable` if the disk has only the space reserved for this machine's own acts.
        """
        check_room(self._store.home)
        return exchange.apply(self._store, entries, hashed=True)

    def fork(self, first: int, device: str) -> None:
        """Rename a device's entries from ``first`` on."""
        exchange.fork(self._store, first, device)

    def known(self, carrier: str) -> KnownHeads:
        """Return the histories of a carrier that have another name here.

        Stored in the database, so that a restored one has none.
        """
        try:
            return read_heads(self._state(_key(carrier)))
        except Malformed:
            return {}

    def refused(self, carrier: str, mark: str) -> RefusedParcels:
        """Return the parcels refused in the carrier's state ``mark``, which includes the keys at that time."""
        try:
            found = json.loads(self._state(_refused_key(carrier)))
            if not mark or found["mark"] != mark:
                return {}
            return {name: Refusal(name, int(first), str(why)) for name, (first, why) in found["devices"].items()}
        except (ValueError, TypeError, LookupError, AttributeError):
            return {}

    def declined(self, carrier: str) -> DeclinedEntries:
        """Return, by device, the entries that a carrier never accepts."""
        try:
            found = json.loads(self._state(_declined_key(carrier)))
            return {str(device): (int(seq), str(digest)) for device, (seq, digest) in found.items()}
        except (ValueError, TypeError, LookupError, AttributeError):
            return {}

    def given(self) -> dict[str, int] | None:
        """Return, by device, the last entry that may be stored elsewhere; ``None`` if this was not recorded."""
        try:
            found = json.loads(self._state(_GIVEN))
            return {str(device): int(seq) for device, seq in found.items()}
        except (ValueError, TypeError, AttributeError):
            return None

    def _state(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM local_state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""


def check_room(home: Path) -> None:
    """Raise :class:`StoreUnusable` if the disk is nearly full."""
    found = disk_usage(home)
    if found.free < min(RESERVE, found.total // SHARE):
        raise StoreUnusable(_NO_ROOM, free=found.free >> 20)


@contextmanager
def replica_of(store: Store) -> Iterator[StoreReplica]:
    """Open the store as a replica."""
    with store.reading() as connection:
        yield StoreReplica(store, connection)


def save_known(store: Store, carrier: str, known: KnownHeads) -> None:
    """Store which histories of a carrier have another name here."""
    _save(store, _key(carrier), write_heads(known))


def save_refused(store: Store, carrier: str, mark: str, refused: RefusedParcels) -> None:
    """Store which parcels of a carrier were refused, so that they are not fetched again in the same state."""
    devices = {device: [refusal.first, refusal.reason] for device, refusal in refused.items()}
    _save(store, _refused_key(carrier), to_json({"mark": mark, "devices": devices}))


def save_declined(store: Store, carrier: str, declined: DeclinedEntries) -> None:
    """Store which entries a carrier never accepts, so that they are not sent again."""
    _save(store, _declined_key(carrier), to_json({device: list(one) for device, one in declined.items()}))


def save_cell(store: Store, cell: str) -> None:
    """Store to which cell of the central server the records belong. It is in the database, which may be replaced."""
    _save(store, _CELL, cell)


def save_given(store: Store, given: Mapping[str, int]) -> None:
    """Store, by device, the last entry that may be stored elsewhere. Not durable after a power failure."""
    _save(store, _GIVEN, to_json(given), durable=False)


def _save(store: Store, key: str, value: str, *, durable: bool = True) -> None:
    with store.exchanging(durable=durable) as connection:
        connection.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES (?, '')", (key,))
        connection.execute("UPDATE local_state SET value = ? WHERE key = ?", (value, key))


def _key(carrier: str) -> str:
    return f"carrier:{carrier}"


def _refused_key(carrier: str) -> str:
    return f"refused:{carrier}"


def _declined_key(carrier: str) -> str:
    return f"declined:{carrier}"
