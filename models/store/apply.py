"""Applies entries of other devices: in short transactions, in any order, repeatable.

A stored entry is known; one that does not continue its device's chain is missing or forked; one that cannot be applied
is quarantined, also if applying it raises an exception. All others are written into the journal, and the changed rows
are set to the result of the merge.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from models.domain.clock import to_text
from models.domain.errors import ChiboError
from models.domain.limits import STEP
from models.store import quarantine
from models.store.apply_batches import slices
from models.store.apply_state import ApplyState
from models.store.entry import Entry
from models.store.entry_checks import fault_of, part_of
from models.store.fork import forked_to, under_known_names
from models.store.journal import last_time, write_received
from models.store.quarantine import EntryFault, QuarantineReason
from models.store.transactions import TransactionSource

OVER = 2_000
"""Number of changes after which the write-ahead log (then some thousand pages) is checkpointed."""
PAUSE_SECONDS = 0.003
"""Seconds between two transactions while another connection writes."""

T = TypeVar("T")
Pair = tuple[Entry, str]
Checked = tuple[Entry, str, EntryFault | None]
"""An entry, its hash, and the fault found in the entry alone."""
Waiting = tuple[list[Pair], EntryFault | None]
"""The quarantined entries of one act, and the fault of the last attempt."""


@dataclass(frozen=True, slots=True)
class EntryId:
    """Identifies an entry by its device and number."""

    device: str
    seq: int


@dataclass(frozen=True, slots=True)
class Applied:
    """The result of applying entries: how many were new or known, how many of the new were quarantined.

    ``missing`` is, by device, the first entry that has to precede the given ones; ``forked`` the first that differs
    from the stored one or does not continue it: nothing of that device from there on was applied. ``conflicts`` is the
    number of open conflicts in the store.
    """

    new: int = 0
    known: int = 0
    set_aside: int = 0
    missing: tuple[EntryId, ...] = ()
    forked: tuple[EntryId, ...] = ()
    conflicts: int = 0


def apply(store: TransactionSource, entries: Iterable[Pair], *, hashed: bool = False) -> Applied:
    """Apply entries of other devices with their hashes; they are durable when this returns.

    Raises :class:`~models.domain.errors.StoreUnusable` for errors of the disk or a lock held by another program; what
    was committed before stays, and the same entries may be applied again. ``hashed``: the caller computed the hashes
    from the bytes, so they need no check.
    """
    received = ApplyState()
    with store.reading() as connection:
        named = _in_order(under_known_names(entries, partial(forked_to, connection)))

    def alone() -> bool:
        if not store.priority.yield_to_acts() and received.no_concurrent_commit:
            return True
        time.sleep(PAUSE_SECONDS)
        return False

    importer, since = _Importer(store, received), 0
    for part, is_last in slices(named, _entry_size, alone):
        importer.take([(entry, digest, fault_of(entry, digest, hashed=hashed)) for entry, digest in part], is_last)
        since += sum(map(_entry_size, part))
        if since >= OVER and not is_last:
            store.checkpoint()
            since = 0
    devices = {entry.device for entry, _ in named}

    def freed(connection: sqlite3.Connection) -> list[Pair]:
        return quarantine.to_retry(connection, devices, last_time(connection) + STEP)

    importer.retry(freed)
    return _counted(store, importer.counts)


def reapply_quarantined(store: TransactionSource) -> Applied:
    """Apply the quarantined entries that this version of the program can apply."""
    importer = _Importer(store, ApplyState())
    importer.retry(quarantine.to_reconsider)
    return _counted(store, importer.counts)


def _counted(store: TransactionSource, counts: _Counts) -> Applied:
    with store.reading() as connection:
        (count,) = connection.execute("SELECT count(*) FROM field_conflict").fetchone()
    return replace(counts.applied(), conflicts=count)


def _in_order(entries: Iterable[Pair]) -> list[Pair]:
    """Return entries ordered by time, with each device's entries in the order of its chain."""
    latest: dict[str, int] = {}
    keyed: list[tuple[int, str, int, int, Pair]] = []
    for entry, digest in sorted(entries, key=lambda pair: (pair[0].device, pair[0].seq)):
        latest[entry.device] = max(latest.get(entry.device, entry.time), entry.time)
        keyed.append((latest[entry.device], entry.device, entry.seq, len(keyed), (entry, digest)))
    return [pair for *_, pair in sorted(keyed, key=lambda one: one[:4])]


def _acts(pairs: Iterable[Pair]) -> list[list[Pair]]:
    """Group entries by act: a large act is cut into several entries."""
    found: dict[tuple[str, int, int], list[Pair]] = {}
    for entry, digest in _in_order(pairs):
        number, of = part_of(entry)
        found.setdefault((entry.device, entry.seq - number, of), []).append((entry, digest))
    return list(found.values())


def _entry_size(pair: Pair) -> int:
    return 1 + len(pair[0].changes)


def _act_size(act: Sequence[Pair]) -> int:
    return sum(map(_entry_size, act))


@dataclass(slots=True)
class _Counts:
    new: int = 0
    known: int = 0
    set_aside: int = 0
    again: int = 0
    """Entries that left quarantine."""
    missing: dict[str, int] = field(default_factory=dict)
    forked: dict[str, int] = field(default_factory=dict)

    def applied(self) -> Applied:
        return Applied(
            self.new,
            self.known,
            max(0, self.set_aside - self.again),
            tuple(EntryId(device, seq) for device, seq in sorted(self.missing.items())),
            tuple(EntryId(device, seq) for device, seq in sorted(self.forked.items())),
        )


class _Importer:
    """Applies entries in short transactions; an entry that makes its transaction fail is quarantined alone."""

    def __init__(self, store: TransactionSource, received: ApplyState) -> None:
        self._store, self._received = store, received
        self.counts = _Counts()

    def take(self, checked: Sequence[Checked], is_last: bool) -> None:
        """Apply entries that continue their devices' chains."""
        self._each(checked, self._take, lambda one, fault: (one[0], one[1], fault), durable=is_last)

    def retry(self, waiting: Callable[[sqlite3.Connection], list[Pair]]) -> None:
        """Apply quarantined entries whose reason no longer holds, until no more can be applied."""
        before = -1
        while self.counts.again > before:
            before = self.counts.again
            with self._store.reading() as connection:
                acts: list[Waiting] = [(act, None) for act in _acts(waiting(connection))]
            for part, _is_last in slices(
                acts, lambda one: _act_size(one[0]), lambda: not self._store.priority.yield_to_acts()
            ):
                self._each(part, self._take_again, lambda one, fault: (one[0], fault), durable=True)

    def _each(
        self,
        items: Sequence[T],
        job: Callable[[sqlite3.Connection, Sequence[T]], None],
        failed: Callable[[T, EntryFault], T],
        *,
        durable: bool,
    ) -> None:
        """Run a job on all items in one transaction; if it fails, on halves, until the failing item is found.

        ``failed`` returns an item with its fault, so that the job quarantines it.
        """
        before = deepcopy(self.counts)
        try:
            with self._store.exchanging(durable=durable) as connection:
                job(connection, items)
        except ChiboError:  # an error of the disk, or a lock held by another program
            raise
        except Exception as why:  # noqa: BLE001 - whatever it is, it costs one entry, and no exchange
            self._received.forget()
            self.counts = before
            if len(items) == 1:
                fault = EntryFault(QuarantineReason.BROKEN, {"kind": type(why).__name__})
                with self._store.exchanging(durable=durable) as connection:
                    job(connection, [failed(items[0], fault)])
                return
            half = len(items) // 2
            self._each(items[:half], job, failed, durable=False)
            self._each(items[half:], job, failed, durable=durable)

    def _take(self, connection: sqlite3.Connection, checked: Sequence[Checked]) -> None:
        received, accepted = self._received.begin(connection), list[Pair]()
        received.look_up(entry for entry, _, fault in checked if fault is None)
        now = to_text(self._store.clock())
        for entry, digest, fault in checked:
            if not _continues(received, entry, digest, self.counts):
                continue
            self.counts.new += 1
            received.advance(entry, digest)
            if standing := fault or _standing_alone(entry) or received.needs([entry]):
                quarantine.quarantine(connection, entry, digest, standing, now)
                self.counts.set_aside += 1
            else:
                received.accept(entry, digest)
                accepted.append((entry, digest))
        write_received(connection, accepted)
        received.write()

    def _take_again(self, connection: sqlite3.Connection, acts: Sequence[Waiting]) -> None:
        received, accepted = self._received.begin(connection), list[Pair]()
        for act, failure in acts:
            if not all(quarantine.is_quarantined(connection, entry) for entry, _ in act):
                continue  # another process released it first
            entries = [entry for entry, _ in act]
            if standing := failure or _standing(act) or received.needs(entries):
                for entry in entries:
                    quarantine.update_fault(connection, entry, standing)
                continue
            for entry, digest in act:
                received.accept(entry, digest)
                quarantine.release(connection, entry)
            accepted += act
        write_received(connection, accepted)
        received.write()
        self.counts.again += len(accepted)


def _standing_alone(entry: Entry) -> EntryFault | None:
    return EntryFault(QuarantineReason.PART) if part_of(entry)[1] > 1 else None


def _standing(act: Sequence[Pair]) -> EntryFault | None:
    """Return the fault found in the entries of an act alone."""
    if fault := next(filter(None, (fault_of(entry, digest) for entry, digest in act)), None):
        return fault
    return EntryFault(QuarantineReason.PART) if len(act) < part_of(act[0][0])[1] else None


def _continues(received: ApplyState, entry: Entry, digest: str, counts: _Counts) -> bool:
    """Return whether an entry is the next of its device; otherwise count it as known, missing or forked."""
    if entry.device in counts.forked or entry.device in counts.missing:
        return False
    seq, last = received.head(entry.device)
    if entry.seq <= seq:
        if received.has(entry, digest):
            counts.known += 1
        else:
            counts.forked[entry.device] = entry.seq
        return False
    if entry.seq > seq + 1:
        counts.missing[entry.device] = seq + 1
        return False
    if entry.previous_hash != last:
        counts.forked[entry.device] = entry.seq
        return False
    return True
