"""The writes of a row: the entries' changes, and those by which settlements choose a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.store.entry import to_json

Fields = Mapping[str, Any]
SEEN = "*"
"""Among the replaced of a change: entries that it had seen in the row beyond those whose fields it changed."""
SETTLING = "="
"""The pseudo-field whose links mark a write as a settlement."""


@dataclass(frozen=True, slots=True)
class Write:
    """One entry's change of one row. ``new`` is ``None`` where the row was removed outside chibo.

    Of ``old`` only counts whether it is ``None``: then the entry made the row.
    ``entry`` is the entry's identity (see :func:`models.store.entry.identity`), the same under every name of its
    device. ``linear`` marks a write from before there was sync: it replaced whatever its device had written before.
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
    """Return the write that a settlement makes in the row it is about: the chosen value in place of all heads."""
    return replace(write, old=None, new=dict(value), replaced=dict.fromkeys([*value, SETTLING], heads))


def in_order(writes: Iterable[Write]) -> list[Write]:
    """Return each write once, by device and number: a fork may have brought it under two names.

    Which of two that call themselves one is taken must hang neither on which came first nor on the names of their
    devices, which may be others elsewhere: somebody may have written two that differ.
    """
    ordered = sorted(writes, key=lambda write: (write.device, write.seq))
    once: dict[tuple[object, ...], Write] = {}
    for write in ordered:
        key = (write.entry, is_settling(write), tuple(write.new or ()))
        once[key] = max(once[key], write, key=content_key) if key in once else write
    return sorted(once.values(), key=lambda write: (write.device, write.seq)) if len(once) < len(ordered) else ordered


def content_key(write: Write) -> tuple[bool, bool, str]:
    """Return what a write says, under whatever name of its device; what settles comes last."""
    said = [write.time, write.old is None, write.new, dict(write.replaced)]
    return (is_settling(write), not write.linear, to_json(said))


def is_settling(write: Write) -> bool:
    return SETTLING in write.replaced
