"""Quarantine for entries of other devices that cannot be applied.

Each is stored whole with the reason, and retried when the reason may no longer hold.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.store.entry import Entry, canonical, from_canonical, to_json, unreadable_entry
from models.store.schema import SCHEMA_VERSION


class QuarantineReason(StrEnum):
    """Why an entry is in quarantine."""

    NEWER = "newer"
    """Written under a newer schema; applied after the upgrade."""
    HASH = "hash"
    """The content does not match the hash."""
    UNKNOWN = "unknown"
    """It names an unknown table or field."""
    VALUE = "value"
    """A value is not valid for its field."""
    WAITING = "waiting"
    """It refers to a record that has not arrived yet; applied when that record arrives."""
    PART = "part"
    """It is part of a larger act; applied when the other parts have arrived."""
    AHEAD = "ahead"
    """Its time is far later than all known times; applied when entries in between have arrived."""
    BROKEN = "broken"
    """It is not a valid entry, or applying it raises an unexpected exception; retried by another version of the
    program.
    """


@dataclass(frozen=True, slots=True)
class EntryFault:
    """Why an entry cannot be applied; ``told`` contains the place (table, field, row), never the content."""

    reason: QuarantineReason
    told: dict[str, object] = field(default_factory=dict)


_FREED = (
    f"reason = '{QuarantineReason.WAITING}' AND EXISTS (SELECT 1 FROM journal_change c"
    " WHERE c.row_id = json_extract(told, '$.row') AND c.table_name = json_extract(told, '$.table'))"
    f" OR reason = '{QuarantineReason.PART}' AND device IN (SELECT value FROM json_each(?))"
    f" OR reason = '{QuarantineReason.AHEAD}' AND coalesce(json_extract(told, '$.time'), 0) <= ?"
    f" OR reason = '{QuarantineReason.NEWER}' AND coalesce(json_extract(told, '$.schema'), 0) <= ?"
)
"""Condition on quarantined entries whose reason may be gone.

Only these are read again when other entries arrive, because there may be very many. The others wait for another version
of the program (:func:`to_reconsider`).
"""


def quarantine(connection: sqlite3.Connection, entry: Entry, digest: str, fault: EntryFault, received_at: str) -> None:
    """Store an entry in quarantine. It counts as received, so later entries of its device continue after it."""
    connection.execute(
        "INSERT OR IGNORE INTO set_aside (device, seq, hash, previous_hash, reason, told, entry, received_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.device, entry.seq, digest, entry.previous_hash, fault.reason, to_json(fault.told)),
            *(_kept(entry), received_at),
        ),
    )


def _kept(entry: Entry) -> str | bytes:
    """Return the stored form of an entry: its canonical text, or raw bytes where it is not a valid entry."""
    try:
        return entry.raw or canonical(entry).decode()
    except (TypeError, ValueError, RecursionError):
        return repr(entry).encode("utf-8", "backslashreplace")  # cannot come from a parcel


def release(connection: sqlite3.Connection, entry: Entry) -> None:
    """Remove an entry from quarantine: it is in the journal now."""
    connection.execute("DELETE FROM set_aside WHERE device = ? AND seq = ?", (entry.device, entry.seq))


def to_retry(connection: sqlite3.Connection, devices: Iterable[str], latest: int) -> list[tuple[Entry, str]]:
    """Return the entries whose reason may be gone, with their hashes, each device's in order.

    ``devices`` are the devices of newly arrived entries, ``latest`` is the limit for the time of an entry.
    """
    return list(read(connection, _FREED, (json.dumps(sorted(devices)), latest, SCHEMA_VERSION)))


def to_reconsider(connection: sqlite3.Connection) -> list[tuple[Entry, str]]:
    """Return the entries that another version of the program may judge differently: all but those with a wrong hash."""
    return list(read(connection, "reason <> ?", (QuarantineReason.HASH,)))


def read(
    connection: sqlite3.Connection, where: str = "1", parameters: tuple[object, ...] = ()
) -> Iterator[tuple[Entry, str]]:
    """Yield quarantined entries with their hashes; ``where`` is a trusted SQL condition on ``set_aside``."""
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
    """Return the fault of each quarantined entry."""
    rows = connection.execute("SELECT device, seq, reason, told FROM set_aside")
    return {(device, seq): EntryFault(QuarantineReason(reason), json.loads(told)) for device, seq, reason, told in rows}


def is_quarantined(connection: sqlite3.Connection, entry: Entry) -> bool:
    """Tell whether an entry is still in quarantine."""
    sql = "SELECT 1 FROM set_aside WHERE device = ? AND seq = ?"
    return connection.execute(sql, (entry.device, entry.seq)).fetchone() is not None


def update_fault(connection: sqlite3.Connection, entry: Entry, fault: EntryFault) -> None:
    """Replace the recorded fault of a quarantined entry."""
    told = to_json(fault.told)
    connection.execute(
        "UPDATE set_aside SET reason = ?, told = ? WHERE device = ? AND seq = ? AND (reason <> ? OR told <> ?)",
        (fault.reason, told, entry.device, entry.seq, fault.reason, told),
    )
