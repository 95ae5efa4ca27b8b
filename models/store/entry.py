"""An entry: one act in the journal, with its values, canonical bytes, hash and time.

An entry is hashed as canonical JSON (sorted keys, no spaces, UTF-8), so every machine computes the same hash. The chain
runs per device: entry ``seq`` carries the hash of the device's entry ``seq - 1``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from models.domain.limits import LATEST
from models.store.schema import SCHEMA_VERSION

COUNTER_BITS = 16
IDENTITY = 16  # hexadecimal digits
GENESIS = ""
"""The previous hash of a device's first entry."""
OUTSIDE = "journal.outside"
"""The act of changes that were made in the file without chibo."""
WAS = "was"
"""The detail with the identity of an entry that was written again under another device's name."""
CLOCK = "clock"
"""The detail with the machine's own time where the entry needed a later one."""
PART = "part"
"""The detail of an entry that is one part of a larger act: its number and the count; the parts are applied as one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class RowChange:
    """The fields of one row that an entry changed; ``old`` is ``None`` for a new row, ``new`` for a removed one.

    ``replaced`` maps a field to the identities, separated by spaces, of the entries whose value the change replaced.
    """

    table: str
    row: str
    old: dict[str, Any] | None
    new: dict[str, Any] | None
    replaced: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """One act in the journal. ``undoes`` is (device, seq) of the entry that it takes back.

    ``raw`` are the bytes of an entry of another device that cannot be read: they are stored and forwarded unchanged.
    """

    device: str
    seq: int
    time: int
    actor: str
    act: str
    meeting_id: str | None
    details: dict[str, Any]
    changes: tuple[RowChange, ...]
    undoes: tuple[str, int] | None = None
    schema_version: int = SCHEMA_VERSION
    previous_hash: str = GENESIS
    raw: bytes = b""


def canonical(entry: Entry) -> bytes:
    """Return the bytes that are hashed and transferred."""
    if entry.raw:
        return entry.raw
    content = {
        "device": entry.device,
        "seq": entry.seq,
        "time": entry.time,
        "actor": entry.actor,
        "act": entry.act,
        "meeting": entry.meeting_id,
        "details": entry.details,
        "undoes": list(entry.undoes) if entry.undoes else None,
        "schema": entry.schema_version,
        "previous": entry.previous_hash,
        "changes": [[c.table, c.row, c.old, c.new, c.replaced] for c in entry.changes],
    }
    return to_json(content).encode()


def from_canonical(text: bytes) -> Entry:
    """Read what :func:`canonical` wrote. Raises ``ValueError`` for anything else, however small the difference."""
    try:
        entry = entry_of(json.loads(text))
        same = is_whole(entry) and canonical(entry) == text
    except (TypeError, LookupError, AttributeError, RecursionError) as fault:
        raise ValueError("no entry") from fault
    if not same:
        raise ValueError("not in canonical form")
    return entry


def unreadable_entry(device: str, seq: int, previous: str, raw: bytes) -> Entry:
    """Return a placeholder for an entry that cannot be read, with its original bytes."""
    return Entry(device, seq, 0, "", "", None, {}, (), previous_hash=previous, raw=raw)


def entry_of(found: Any) -> Entry:
    """Return the entry of parsed canonical text, without any check."""
    return Entry(
        *(found["device"], found["seq"], found["time"], found["actor"], found["act"], found["meeting"]),
        details=found["details"],
        changes=tuple(RowChange(*change) for change in found["changes"]),
        undoes=(found["undoes"][0], found["undoes"][1]) if found["undoes"] else None,
        schema_version=found["schema"],
        previous_hash=found["previous"],
    )


def is_whole(entry: Entry) -> bool:
    """Return whether every value of a parsed entry has the type that its class declares.

    All code that handles entries relies on this check: foreign bytes become an entry only through it.
    """
    texts, numbers = (entry.device, entry.actor, entry.act, entry.previous_hash), (entry.seq, entry.time)
    undoes = entry.undoes
    return (
        all(type(text) is str for text in texts)
        and all(type(number) is int for number in (*numbers, entry.schema_version))
        and (entry.meeting_id is None or type(entry.meeting_id) is str)
        and type(entry.details) is dict
        and (undoes is None or (type(undoes[0]) is str and type(undoes[1]) is int))
        and all(map(_is_whole_change, entry.changes))
    )


def _is_whole_change(change: RowChange) -> bool:
    return (
        type(change.table) is type(change.row) is str
        and (change.old is None or type(change.old) is dict)
        and (change.new is None or type(change.new) is dict)
        and type(change.replaced) is dict
        and all(type(named) is str for named in change.replaced.values())
    )


def to_json(value: object) -> str:
    """Return the canonical JSON text of a value."""
    return _ENCODER.encode(value)


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 of the entry, in hexadecimal."""
    return hashlib.sha256(canonical(entry)).hexdigest()


def identity(details: dict[str, Any], digest: str) -> str:
    """Return the name by which other entries refer to this one: the start of its hash, or of its hash
    before a rename.
    """
    return str(details.get(WAS) or digest[:IDENTITY])


def to_milliseconds(moment: datetime) -> int:
    """Return an aware time as whole milliseconds since 1970 UTC."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def next_time(last: int, milliseconds: int) -> int:
    """Return the hybrid logical time of a new act: later than every earlier one, whatever the machine's clock says.

    Kulkarni et al., "Logical Physical Clocks", 2014; here the counter takes the low 16 bits. A clock beyond all bounds
    is ignored: time then continues from the last act (:mod:`models.domain.limits`).
    """
    return max(last + 1, min(milliseconds << COUNTER_BITS, LATEST))


def consolidate(changes: Iterable[RowChange]) -> list[RowChange]:
    """Merge several changes of one row into one, and drop those without an effect."""
    merged: dict[tuple[str, str], RowChange] = {}
    for change in changes:
        key = (change.table, change.row)
        merged[key] = _after(merged[key], change) if key in merged else change
    return [change for change in merged.values() if change.old != change.new]


def _after(first: RowChange, second: RowChange) -> RowChange:
    old = None if first.old is None else (second.old or {}) | first.old
    new = None if second.new is None else (first.new or {}) | second.new
    if old is None or new is None:
        return RowChange(first.table, first.row, old, new)
    differing = [name for name in new if old[name] != new[name]]
    return RowChange(first.table, first.row, {k: old[k] for k in differing}, {k: new[k] for k in differing})
