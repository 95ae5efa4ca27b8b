"""Entries of other devices that are not applied: kept whole, with the reason, and tried again when it may be gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.store.entry import Entry, canonical, from_canonical, to_json, unreadable_entry


class QuarantineReason(StrEnum):
    """Why an entry was set aside."""

    NEWER = "newer"
    """It was written under a newer schema; it is applied after the upgrade."""
    HASH = "hash"
    """Its content is not what its hash says."""
    UNKNOWN = "unknown"
    """It names a table or a field that is none."""
    VALUE = "value"
    """A value is none that its field can hold."""
    WAITING = "waiting"
    """It needs a record that has not come yet; it is applied as soon as that is there."""
    PART = "part"
    """It is part of a larger act; it is applied as soon as the other parts are there."""
    AHEAD = "ahead"
    """Its time lies far beyond that of all that is here; it is applied as soon as what lies between is there."""
    BROKEN = "broken"
    """It is no entry at all, or this program fails at it; a later version tries again."""


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What stands against applying an entry; ``told`` names the place (table, field, row), never a content."""

    reason: QuarantineReason
    told: dict[str, object] = field(default_factory=dict)


RETRIED = (QuarantineReason.NEWER, QuarantineReason.WAITING, QuarantineReason.PART, QuarantineReason.AHEAD)
"""Tried again with whatever else comes; the others by another version of the program (:func:`to_reconsider`)."""


def quarantine(connection: sqlite3.Connection, entry: Entry, digest: str, fault: EntryFault, received_at: str) -> None:
    """Keep an entry aside; it counts as received, so that those behind it go on."""
    connection.execute(
        "INSERT OR IGNORE INTO set_aside (device, seq, hash, previous_hash, reason, told, entry, received_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.device, entry.seq, digest, entry.previous_hash, fault.reason, to_json(fault.told)),
            *(_kept(entry), received_at),
        ),
    )


def _kept(entry: Entry) -> str | bytes:
    """Return an entry as it is kept: its canonical text; as bytes what is no text of an entry."""
    try:
        return entry.raw or canonical(entry).decode()
    except (TypeError, ValueError, RecursionError):
        return repr(entry).encode("utf-8", "backslashreplace")  # nothing that came in a parcel


def release(connection: sqlite3.Connection, entry: Entry) -> None:
    """Forget that an entry was set aside: it is in the journal now."""
    connection.execute("DELETE FROM set_aside WHERE device = ? AND seq = ?", (entry.device, entry.seq))


def to_retry(connection: sqlite3.Connection) -> list[tuple[Entry, str]]:
    """Return the entries whose reason may be gone, with their hashes, each device's in order."""
    marks = ", ".join("?" for _ in RETRIED)
    return list(read(connection, f"reason IN ({marks})", RETRIED))


def to_reconsider(connection: sqlite3.Connection) -> list[tuple[Entry, str]]:
    """Return every entry that another version of the program may see otherwise: all but those that belie their hash."""
    return list(read(connection, "reason <> ?", (QuarantineReason.HASH,)))


def read(
    connection: sqlite3.Connection, where: str = "1", parameters: tuple[object, ...] = ()
) -> Iterator[tuple[Entry, str]]:
    """Yield entries that were set aside with their hashes; ``where`` is this program's condition on ``set_aside``."""
    columns = "device, seq, previous_hash, entry, hash"
    rows = connection.execute(f"SELECT {columns} FROM set_aside WHERE {where} ORDER BY device, seq", parameters)
    for device, seq, previous, kept, digest in rows.fetchall():
        raw = kept if isinstance(kept, bytes) else kept.encode()
        try:
            entry = from_canonical(raw)
        except ValueError:
            entry = unreadable_entry(device, seq, previous, raw)
        yield entry, digest


def faults(connection: sqlite3.Connection) -> dict[tuple[str, int], EntryFault]:
    """Return what stands against each entry that was set aside."""
    rows = connection.execute("SELECT device, seq, reason, told FROM set_aside")
    return {(device, seq): EntryFault(QuarantineReason(reason), json.loads(told)) for device, seq, reason, told in rows}


def is_quarantined(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Tell whether an entry is still aside."""
    sql = "SELECT 1 FROM set_aside WHERE device = ? AND seq = ?"
    return connection.execute(sql, (entry.device, entry.seq)).fetchone() is not None


def update_fault(connection: sqlite3.Connection, entry: Entry, fault: EntryFault) -> None:
    """Let an entry stay aside, for this reason."""
    told = to_json(fault.told)
    connection.execute(
        "UPDATE set_aside SET reason = ?, told = ? WHERE device = ? AND seq = ? AND (reason <> ? OR told <> ?)",
        (fault.reason, told, entry.device, entry.seq, fault.reason, told),
    )
