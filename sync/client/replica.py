"""The store as the exchange sees it."""

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
"""Bytes of the disk that are left for the acts of this machine, or of a small one its twentieth part."""
_NO_ROOM = N_(
    "The disk of this machine has {free} MB left. What others wrote is not taken in, so that there is room for what is"
    " written here. Free some space: the rest comes by itself."
)


class StoreReplica:
    """A machine's store, and one connection to read it by; no transaction stays open between two calls."""

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
        """The cell of the central server to which the records here were found to belong; empty before that."""
        return self._state(_CELL)

    def heads(self) -> Mapping[str, exchange.JournalHead]:
        """Return number and hash of every device's last entry."""
        return exchange.heads(self._connection)

    def entries(self, device: str, first: int, last: int) -> Sequence[Pair]:
        """Return a device's entries, both ends inclusive, up to one that somebody made unreadable."""
        try:
            return exchange.entries_between(self._connection, device, first, last)
        except EntryUnreadable as fault:
            return exchange.entries_between(self._connection, device, first, fault.seq - 1)

    def hash_of(self, device: str, seq: int) -> str | None:
        """Return the hash of an entry, ``None`` where there is none."""
        return exchange.hash_of(self._connection, device, seq)

    def apply(self, entries: Sequence[Pair]) -> exchange.Applied:
        """Take in entries, whose hashes the codec made from their bytes; durably when it returns.

        Raises :class:`StoreUnusable` where the disk has no more room than this machine's own acts may need.
        """
        check_room(self._store.home)
        return exchange.apply(self._store, entries, hashed=True)

    def fork(self, first: int, device: str) -> None:
        """Give a device's entries from ``first`` on a name of their own."""
        exchange.fork(self._store, first, device)

    def known(self, carrier: str) -> KnownHeads:
        """Return what is known of a carrier: it is the store's, lest a restored one believe it."""
        try:
            return read_heads(self._state(_key(carrier)))
        except Malformed:
            return {}

    def refused(self, carrier: str, mark: str) -> RefusedParcels:
        """Return what was refused of a carrier while it was as it is now: ``mark`` names how it and the keys were."""
        try:
            found = json.loads(self._state(_refused_key(carrier)))
            if not mark or found["mark"] != mark:
                return {}
            return {name: Refusal(name, int(first), str(why)) for name, (first, why) in found["devices"].items()}
        except (ValueError, TypeError, LookupError, AttributeError):
            return {}

    def declined(self, carrier: str) -> DeclinedEntries:
        """Return which entries a carrier never takes, by device."""
        try:
            found = json.loads(self._state(_declined_key(carrier)))
            return {str(device): (int(seq), str(digest)) for device, (seq, digest) in found.items()}
        except (ValueError, TypeError, LookupError, AttributeError):
            return {}

    def given(self) -> dict[str, int] | None:
        """Return up to which entry each device's history may be elsewhere; ``None`` where that was not kept."""
        try:
            found = json.loads(self._state(_GIVEN))
            return {str(device): int(seq) for device, seq in found.items()}
        except (ValueError, TypeError, AttributeError):
            return None

    def _state(self, key: str) -> str:
        row = self._connection.execute("SELECT value FROM local_state WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else ""


def check_room(home: Path) -> None:
    """Raise :class:`StoreUnusable` where the disk is nearly full."""
    found = disk_usage(home)
    if found.free < min(RESERVE, found.total // SHARE):
        raise StoreUnusable(_NO_ROOM, free=found.free >> 20)


@contextmanager
def replica_of(store: Store) -> Iterator[StoreReplica]:
    """Open the store as a replica."""
    with store.reading() as connection:
        yield StoreReplica(store, connection)


def save_known(store: Store, carrier: str, known: KnownHeads) -> None:
    """Keep what is known of a carrier."""
    _save(store, _key(carrier), write_heads(known))


def save_refused(store: Store, carrier: str, mark: str, refused: RefusedParcels) -> None:
    """Keep what was refused of a carrier, so that it is not fetched again while nothing is another."""
    devices = {device: [refusal.first, refusal.reason] for device, refusal in refused.items()}
    _save(store, _refused_key(carrier), to_json({"mark": mark, "devices": devices}))


def save_declined(store: Store, carrier: str, declined: DeclinedEntries) -> None:
    """Keep which entries a carrier never takes, so that they are not sent again and again."""
    _save(store, _declined_key(carrier), to_json({device: list(one) for device, one in declined.items()}))


def save_cell(store: Store, cell: str) -> None:
    """Keep to which cell of the central server the records belong. It is the store's: another may take its place."""
    _save(store, _CELL, cell)


def save_given(store: Store, given: Mapping[str, int]) -> None:
    """Keep up to which entry each device's history may be elsewhere. It may be lost with the power."""
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
