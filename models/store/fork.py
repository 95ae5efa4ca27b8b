"""Forks: two histories under one device's name (a restored backup, a cloned disk); one of them gets a new name.

The entries after the fork are written again under the new name: the same acts, changes and times, in a new chain. The
name is derived from the history itself, so every machine that does this produces identical entries.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby

from models.store import quarantine
from models.store.apply_state import ApplyState
from models.store.entry import GENESIS, WAS, Entry, entry_hash, identity
from models.store.history import FIRST_EXCHANGED, Row, writes_by_row
from models.store.ids import natural_id, new_id
from models.store.journal import hash_of, read_entries, write_received
from models.store.merge import explicit
from models.store.transactions import TransactionSource

Pair = tuple[Entry, str]


def fork(store: TransactionSource, first: int, device: str | None = None) -> str:
    """Continue a device's history under another name from the entry ``first`` on; return that name. No record changes.

    ``device`` is by default this machine's own, which then continues under the new name; if no entry follows the fork,
    the name is a fresh one.
    """
    with store.exchanging() as connection:
        own = _own(connection)
        old = device or own
        entries = list(read_entries(connection, "device = ? AND seq >= ?", (old, first)))
        kept = list(quarantine.read(connection, "device = ? AND seq >= ?", (old, first)))
        new = _renamed(connection, old, first, entries, kept) if entries or kept else new_id()
        if old == own:
            connection.execute("UPDATE local_state SET value = ? WHERE key = 'device'", (new,))
    return new


def forked_to(connection: sqlite3.Connection, device: str, first: int, digest: str) -> str | None:
    """Return the name of the history whose entry ``first`` has this hash; ``None`` if it has no other name."""
    row = connection.execute(
        "SELECT new_device FROM device_fork WHERE device = ? AND first = ? AND hash = ?", (device, first, digest)
    ).fetchone()
    return str(row[0]) if row else None


def _own(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()[0])


def _renamed(connection: sqlite3.Connection, old: str, first: int, entries: list[Pair], kept: list[Pair]) -> str:
    faults = quarantine.faults(connection)
    run = sorted([*_linked(connection, entries), *kept], key=lambda one: one[0].seq)
    for table in ("journal_change", "journal_entry", "set_aside"):
        connection.execute(f"DELETE FROM {table} WHERE device = ? AND seq >= ?", (old, first))
    new, added = beside(run, partial(hash_of, connection), partial(_note, connection))
    received, accepted = ApplyState().begin(connection), list[Pair]()
    for (entry, _digest), again in zip(run[len(run) - len(added) :], added, strict=True):
        if fault := faults.get((old, entry.seq)):
            quarantine.quarantine(connection, *again, fault, "")
        else:
            received.accept(*again)
            accepted.append(again)
    write_received(connection, accepted)
    for entry, _digest in entries:
        received.merge_again(entry)
    received.write()
    return new


def _note(connection: sqlite3.Connection, device: str, first: int, digest: str, new: str) -> None:
    connection.execute("INSERT OR IGNORE INTO device_fork VALUES (?, ?, ?, ?)", (device, first, digest, new))


def beside(
    run: Sequence[Pair],
    hash_at: Callable[[str, int], str | None],
    note: Callable[[str, int, str, str], None],
) -> tuple[str, list[Pair]]:
    """Return the new name of a run of one device, and those of its entries that are new under that name.

    ``hash_at`` returns the hash stored under a name; if it differs, the rest gets a further name. ``note`` is called
    with every name that was given.
    """
    first, digest = run[0][0], run[0][1]
    new = name_of_fork(first.device, first.seq, digest)
    note(first.device, first.seq, digest, new)
    again = [(entry, found) for _, entry, found in renamed(run, new)]
    for at, (entry, found) in enumerate(again):
        here = hash_at(new, entry.seq)
        if here is None:
            return new, again[at:]
        if here != found:
            return beside(again[at:], hash_at, note)
    return new, []


def name_of_fork(device: str, first: int, digest: str) -> str:
    """Return the name for the history of a device that has this hash at the fork."""
    return natural_id("fork", device, str(first), digest)


def renamed(entries: Sequence[Pair], new: str) -> Iterator[tuple[Entry, Entry, str]]:
    """Yield a run of one device's entries, each with its renamed copy, numbered from 1, and the copy's hash."""
    previous = GENESIS
    for entry, digest in entries:
        again = _again(entry, digest, entries[0][0].seq, new, previous)
        previous = entry_hash(again)
        yield entry, again, previous


def under_known_names(entries: Iterable[Pair], known: Callable[[str, int, str], str | None]) -> list[Pair]:
    """Return entries, each device's in order, with those of a renamed history under its new name.

    ``known`` returns the new name of a history that has a hash at a number, if it has one.
    """
    result: list[Pair] = []
    by_device = groupby(sorted(entries, key=lambda one: (one[0].device, one[0].seq)), key=lambda one: one[0].device)
    for device, chain in by_device:
        run = list({digest: (entry, digest) for entry, digest in chain}.values())
        at = next((i for i, (entry, digest) in enumerate(run) if known(device, entry.seq, digest)), len(run))
        result += run[:at]
        if at < len(run):
            new = known(device, run[at][0].seq, run[at][1]) or device
            again = [(entry, digest) for _, entry, digest in renamed(_unbroken(run[at:]), new)]
            result += under_known_names(again, known)  # that history may have forked again
    return result


def _unbroken(run: Sequence[Pair]) -> list[Pair]:
    """Return the entries from the first on up to the first gap."""
    first = run[0][0].seq
    return [pair for number, pair in enumerate(run, first) if pair[0].seq == number]


def _linked(connection: sqlite3.Connection, entries: list[Pair]) -> list[Pair]:
    """Return entries with explicit links; entries from before there was sync have them only by their order."""
    if not entries or entries[0][0].schema_version >= FIRST_EXCHANGED:
        return entries
    first = entries[0][0]
    before = read_entries(connection, "device = ? AND seq < ?", (first.device, first.seq))
    links = {
        (row, write.entry): {name: named for name, named in write.replaced.items() if named}
        for row, writes in writes_by_row([*before, *entries]).items()
        for write in explicit(row[0], writes)
    }
    return [(_with_links(*pair, links), pair[1]) for pair in entries]


def _with_links(entry: Entry, digest: str, links: Mapping[tuple[Row, str], dict[str, str]]) -> Entry:
    if entry.schema_version >= FIRST_EXCHANGED:
        return entry
    name = identity(entry.details, digest)
    changes = (replace(one, replaced=links[(one.table, one.row), name]) for one in entry.changes)
    return replace(entry, changes=tuple(changes), schema_version=FIRST_EXCHANGED)


def _again(entry: Entry, digest: str, first: int, new: str, previous: str) -> Entry:
    if entry.raw:  # cannot be written again: its bytes are kept, and chained by their position
        return replace(entry, device=new, seq=entry.seq - first + 1, previous_hash=previous)
    undoes = entry.undoes
    if undoes and undoes[0] == entry.device and type(undoes[1]) is int and undoes[1] >= first:
        undoes = (new, undoes[1] - first + 1)
    details = entry.details | {WAS: identity(entry.details, digest)}
    return replace(entry, device=new, seq=entry.seq - first + 1, undoes=undoes, details=details, previous_hash=previous)
