"""Applying entries of other devices: in short transactions, in any order, as often as they come.

What is there already is known; what does not continue its device's chain is missing or forked; what cannot be applied
is set aside; the rest goes into the journal, and its rows become what the merge says.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from models.domain.clock import to_text
from models.store import aside
from models.store.aside import Fault
from models.store.checks import fault_of
from models.store.entry import Entry
from models.store.fork import forked_to, under_known_names
from models.store.journal import write_received
from models.store.received import Received
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store

FEWEST, MOST = 16, 512
"""How many changes one transaction takes on: a millisecond of work, for which a screen's act may have to wait; ever
more of them while nobody else writes.
"""
OVER = 2_000
"""After so many changes the log, of some thousand pages then, is taken over into the file."""
NAP = 0.003
"""Seconds between two transactions while somebody else writes."""

Pair = tuple[Entry, str]


@dataclass(frozen=True, slots=True)
class Place:
    """An entry by its device and number."""

    device: str
    seq: int


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of entries: how many were new or known, how many of the new were set aside.

    ``missing`` names the first entry of a device that has to come before those that came, ``forked`` the first that
    differs from the one here (or does not continue it): nothing of that device from there on was taken.
    ``conflicts`` counts those open in the store now.
    """

    new: int = 0
    known: int = 0
    set_aside: int = 0
    missing: tuple[Place, ...] = ()
    forked: tuple[Place, ...] = ()
    conflicts: int = 0


def apply(store: Store, entries: Iterable[Pair], *, hashed: bool = False) -> Applied:
    """Take in entries of other devices with their hashes, durably when this returns.

    Raises :class:`~models.domain.errors.StoreUnusable` when the disk or another program stands in the way; what was
    committed until then stays, and the same entries may be given again. ``hashed`` says that who gives the entries made
    their hashes from their bytes: they are not made again.
    """
    tally, received = _Tally(), Received()
    with store.reading() as connection:
        named = _in_order(under_known_names(entries, partial(forked_to, connection)))

    def alone() -> bool:
        if not store.turns.give_way() and received.is_alone:
            return True
        time.sleep(NAP)
        return False

    since = 0
    for part, is_last in _slices(named, alone):
        checked = [(entry, digest, fault_of(entry, digest, hashed=hashed)) for entry, digest in part]
        with store.exchanging(durable=is_last) as connection:
            _take(connection, received.on(connection), checked, tally, to_text(store.clock()))
        since += _size(part)
        if since >= OVER and not is_last:
            store.take_over()
            since = 0
    _retry(store, received, tally)
    with store.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM field_conflict").fetchone()
    return replace(tally.applied(), conflicts=count)


def _in_order(entries: Iterable[Pair]) -> list[Pair]:
    """Return entries in the order of their times, but each device's in the order of its chain."""
    latest: dict[str, int] = {}
    keyed: list[tuple[int, str, int, int, Pair]] = []
    for entry, digest in sorted(entries, key=lambda pair: (pair[0].device, pair[0].seq)):
        latest[entry.device] = max(latest.get(entry.device, entry.time), entry.time)
        keyed.append((latest[entry.device], entry.device, entry.seq, len(keyed), (entry, digest)))
    return [pair for *_, pair in sorted(keyed, key=lambda one: one[:4])]


def _size(part: Iterable[Pair]) -> int:
    return sum(1 + len(entry.changes) for entry, _ in part)


def _slices(pairs: Sequence[Pair], alone: Callable[[], bool]) -> Iterator[tuple[list[Pair], bool]]:
    """Yield entries in parts, each with whether it is the last; between two of them whoever waits goes first.

    ``alone`` tells whether nobody else writes at this time: then the parts grow.
    """
    part: list[Pair] = []
    size, enough = 0, FEWEST
    for pair in pairs:
        if size >= enough:
            yield part, False
            enough = min(MOST, 2 * enough) if alone() else FEWEST
            part, size = [], 0
        part.append(pair)
        size += _size([pair])
    if part:
        yield part, True


@dataclass(slots=True)
class _Tally:
    new: int = 0
    known: int = 0
    set_aside: int = 0
    missing: dict[str, int] = field(default_factory=dict)
    forked: dict[str, int] = field(default_factory=dict)

    def applied(self) -> Applied:
        return Applied(
            self.new,
            self.known,
            self.set_aside,
            tuple(Place(device, seq) for device, seq in sorted(self.missing.items())),
            tuple(Place(device, seq) for device, seq in sorted(self.forked.items())),
        )


def _take(
    connection: sqlite3.Connection,
    received: Received,
    checked: Sequence[tuple[Entry, str, Fault | None]],
    tally: _Tally,
    now: str,
) -> None:
    accepted: list[Pair] = []
    received.look_up(entry for entry, _, fault in checked if fault is None)
    for entry, digest, fault in checked:
        if not _continues(received, entry, digest, tally):
            continue
        tally.new += 1
        received.advance(entry, digest)
        if standing := fault or received.needs(entry):
            aside.keep(connection, entry, digest, standing, now)
            tally.set_aside += 1
        else:
            received.accept(entry, digest)
            accepted.append((entry, digest))
    write_received(connection, accepted)
    received.write()


def _continues(received: Received, entry: Entry, digest: str, tally: _Tally) -> bool:
    """Return whether an entry is the next of its device; otherwise tell what it is."""
    if entry.device in tally.forked or entry.device in tally.missing:
        return False
    seq, last = received.head(entry.device)
    if entry.seq <= seq:
        if received.has(entry, digest):
            tally.known += 1
        else:
            tally.forked[entry.device] = entry.seq
        return False
    if entry.seq > seq + 1:
        tally.missing[entry.device] = seq + 1
        return False
    if entry.previous_hash != last:
        tally.forked[entry.device] = entry.seq
        return False
    return True


def _retry(store: Store, received: Received, tally: _Tally) -> None:
    """Apply what was set aside for a reason that is gone, until nothing more moves."""
    moved = True
    while moved:
        moved = False
        with store.reading() as connection:
            waiting = [pair for pair in aside.to_retry(connection) if pair[0].schema_version <= SCHEMA_VERSION]
        for part, _is_last in _slices(_in_order(waiting), lambda: not store.turns.give_way()):
            with store.exchanging() as connection:
                moved |= _take_again(connection, received.on(connection), part, tally)


def _take_again(connection: sqlite3.Connection, received: Received, part: list[Pair], tally: _Tally) -> bool:
    accepted: list[Pair] = []
    for entry, digest in part:
        if (fault := fault_of(entry, digest)) and fault.reason not in aside.RETRIED:
            aside.judge_again(connection, entry, fault)
        elif not fault and not received.needs(entry):
            received.accept(entry, digest)
            aside.drop(connection, entry)
            accepted.append((entry, digest))
    write_received(connection, accepted)
    received.write()
    tally.set_aside = max(0, tally.set_aside - len(accepted))
    return bool(accepted)
