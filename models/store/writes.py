"""The writes of a row: the entries' changes, and those by which settlements choose a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.store.entry import to_json

Fields = Mapping[str, Any]
SEEN = "*"
"""The pseudo-field for entries that a change had seen in the row beyond those whose fields it changed."""
SETTLING = "="
"""The pseudo-field whose links mark a write as a settlement."""


@dataclass(frozen=True, slots=True)
class Write:
    """One entry's change of one row. ``new`` is ``None`` if the row was removed outside chibo.

    ``old`` is ``None`` if the entry made the row; its values are not used. ``entry`` is the entry's identity (see
    :func:`models.store.entry.identity`), the same under every name of its device. ``linear`` marks a write of a schema
    without links: it replaced all earlier writes of its device.
    """

    entry: str
    device: str
    seq: int
    time: int
    old: Fields | None
    new: Fields | None
    replaced: Mapping[str, str] = field(default_factory=dict)
    linear: bool = False


def settling(write: Write, heads: str, value: Fields) -> Write:
    """Return the write of a settlement in the row it is about: the chosen value in place of all heads."""
    return replace(write, old=None, new=dict(value), replaced=dict.fromkeys([*value, SETTLING], heads))


def in_order(writes: Iterable[Write]) -> list[Write]:
    """Return each write once, by device and number: a fork may have brought it under two names.

    The choice between two different writes with the same identity (somebody may have constructed them) depends neither
    on their order nor on the names of their devices, which may differ elsewhere.
    """
    ordered = sorted(writes, key=lambda write: (write.device, write.seq))
    once: dict[tuple[object, ...], Write] = {}
    for write in ordered:
        key = (write.entry, is_settling(write), tuple(write.new or ()))
        once[key] = max(once[key], write, key=content_key) if key in once else write
    return sorted(once.values(), key=lambda write: (write.device, write.seq)) if len(once) < len(ordered) else ordered


def content_key(write: Write) -> tuple[bool, bool, str]:
    """Return the content of a write, independent of its device's name; settlements are last."""
    said = [write.time, write.old is None, write.new, dict(write.replaced)]
    return (is_settling(write), not write.linear, to_json(said))


def is_settling(write: Write) -> bool:
    return SETTLING in write.replaced
