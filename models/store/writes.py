"""The writes of a row: the entries' changes, and those by which settlements choose a value."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from models.store.entry import IDENTITY, to_json

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


CLAIM = "~"
"""Precedes the hash of the content in the name of a write whose identity others claim too."""


def settling(write: Write, heads: str, value: Fields) -> Write:
    """Return the write of a settlement in the row it is about: the chosen value in place of all heads."""
    return replace(write, old=None, new=dict(value), replaced=dict.fromkeys([*value, SETTLING], heads))


def in_order(writes: Iterable[Write]) -> list[Write]:
    """Return each write once, by device and number: a fork may have brought it under two names.

    Different writes that claim one identity get names of their own (:func:`apart`).
    """
    ordered = apart(sorted(writes, key=lambda write: (write.device, write.seq)))
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


def apart(ordered: list[Write]) -> list[Write]:
    """Give writes that claim one identity with different contents names of their own.

    Whoever has the keys can write an entry that claims another's identity, as entries under a device's new name do.
    It takes no other's place: it is a concurrent write, so that both values are kept as a conflict. A link with the
    bare identity means all that claim it, so that what replaced the one replaced the other. Neither the order of the
    writes nor the names of their devices decide anything.
    """
    places = {write.entry: (write.device, write.seq) for write in ordered}
    is_claimed = any(places[write.entry] != (write.device, write.seq) for write in ordered)
    if not is_claimed and not any(CLAIM in named for write in ordered for named in write.replaced.values()):
        return ordered
    return _Claims(ordered).apart()


def bare(named: str) -> str:
    """Return links with the identities alone."""
    return " ".join(sorted({name.partition(CLAIM)[0] for name in named.split()}))


class _Claims:
    """The contents that claim each identity; an entry and a settlement by it are held apart."""

    def __init__(self, ordered: list[Write]) -> None:
        self.ordered = ordered
        self.places: defaultdict[tuple[str, bool], defaultdict[tuple[str, int], list[object]]]
        self.places = defaultdict(lambda: defaultdict(list))
        for write in ordered:
            said = [write.time, write.old is None, write.new]
            self.places[write.entry, is_settling(write)][write.device, write.seq].append(said)
        self.marks: dict[tuple[str, bool], dict[tuple[str, int], str]] = {}
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        for claimed, by_place in self.places.items():
            marks = {place: _mark(said) for place, said in by_place.items()}
            self.marks[claimed] = marks
            several = len(set(marks.values())) > 1
            self.names[claimed[0]] |= {claimed[0] + mark for mark in marks.values()} if several else {claimed[0]}

    def apart(self) -> list[Write]:
        """Return the writes under their names, with links to these."""
        return [
            replace(
                write,
                entry=self._name(write),
                replaced={field: self._linked(write.entry, named) for field, named in write.replaced.items()},
            )
            for write in self.ordered
        ]

    def _name(self, write: Write) -> str:
        marks = self.marks[write.entry, is_settling(write)]
        return write.entry + (marks[write.device, write.seq] if len(set(marks.values())) > 1 else "")

    def _linked(self, own: str, named: str) -> str:
        names = named.split()
        found = {one for name in names for one in self._meant(name) if name.partition(CLAIM)[0] != own}
        return " ".join(sorted(found))

    def _meant(self, name: str) -> Iterable[str]:
        identity, _, mark = name.partition(CLAIM)
        known = self.names.get(identity, {identity})
        if not mark or name in known:
            return {name} if mark else known
        marks = {one for settles in (False, True) for one in self.marks.get((identity, settles), {}).values()}
        return {identity} & known if CLAIM + mark in marks else ()


def _mark(said: list[object]) -> str:
    return CLAIM + hashlib.sha256("\n".join(sorted(map(to_json, said))).encode()).hexdigest()[:IDENTITY]
