"""Entries of other devices that are not applied: kept whole, with the reason, and tried again when it may be gone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from models.store.entry import Entry, canonical, from_canonical, to_json


class Reason(StrEnum):
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


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against applying an entry; ``told`` names the place (table, field, row), never a content."""

    reason: Reason
    told: dict[str, object] = field(default_factory=dict)


RETRIED = (Reason.NEWER, Reason.WAITING)


def keep(connection: sqlite3.Connection, entry: Entry, digest: str, fault: Fault, received_at: str) -> None:
    """Keep an entry aside; it counts as received, so that those behind it go on."""
    text = canonical(entry).decode("utf-8", "surrogatepass")
    connection.execute(
        "INSERT OR IGNORE INTO set_aside (device, seq, hash, previous_hash, reason, told, entry, received_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(entry.device, entry.seq, digest, entry.previous_hash, fault.reason, to_json(fault.told)),
            *(text, received_at),
        ),
    )


def drop(connection: sqlite3.Connection, entry: Entry) -> None:
    """Forget that an entry was set aside: it is in the journal now."""
    connection.execute("DELETE FROM set_aside WHERE device = ? AND seq = ?", (entry.device, entry.seq))


def to_retry(connection: sqlite3.Connection) -> list[tuple[Entry, str]]:
    """Return the entries whose reason may be gone, with their hashes, each device's in order."""
    marks = ", ".join("?" for _ in RETRIED)
    return list(read(connection, f"reason IN ({marks})", RETRIED))


def read(
    connection: sqlite3.Connection, where: str = "1", parameters: tuple[object, ...] = ()
) -> Iterator[tuple[Entry, str]]:
    """Yield entries that were set aside with their hashes; ``where`` is this program's condition on ``set_aside``."""
    rows = connection.execute(f"SELECT entry, hash FROM set_aside WHERE {where} ORDER BY device, seq", parameters)
    for text, digest in rows.fetchall():
        yield from_canonical(text.encode("utf-8", "surrogatepass")), digest


def faults(connection: sqlite3.Connection) -> dict[tuple[str, int], Fault]:
    """Return what stands against each entry that was set aside."""
    rows = connection.execute("SELECT device, seq, reason, told FROM set_aside")
    return {(device, seq): Fault(Reason(reason), json.loads(told)) for device, seq, reason, told in rows}


def judge_again(connection: sqlite3.Connection, entry: Entry, fault: Fault) -> None:
    """Give an entry that stays aside its new reason."""
    connection.execute(
        "UPDATE set_aside SET reason = ?, told = ? WHERE device = ? AND seq = ?",
        (fault.reason, to_json(fault.told), entry.device, entry.seq),
    )
