"""Causal links: the entries that a change replaced. By them merging tells a successor from a concurrent write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from models.domain import limits
from models.store.entry import RowChange
from models.store.field_groups import DELETED, unit_of
from models.store.history import writes_of
from models.store.merge import ValueHead, heads_of
from models.store.writes import SEEN, Write, bare


def with_replaced(connection: sqlite3.Connection, change: RowChange) -> RowChange:
    """Return a change of the current act with the entries whose values it replaced."""
    return linked(change, writes_of(connection, (change.table, change.row)))


def linked(change: RowChange, writes: Sequence[Write]) -> RowChange:
    """Return a change made after these writes of its row, with the entries whose values it replaced.

    It replaces the value in force, under every name of that value; a concurrent value stays a conflict until a person
    settles it. A deletion, and every write into a deleted row, names all earlier writes of the row.
    """
    if not writes:
        return change
    heads = heads_of(change.table, writes)
    written = {DELETED: 1} if change.new is None else change.new
    links = {name: _holding(heads.get(unit_of(change.table, name), ())) for name in sorted(written)}
    links[SEEN] = _seen(heads, written)
    if sum(map(len, links.values())) > limits.LINKS:  # names of claimed identities are longer
        links = {name: bare(named) for name, named in links.items()}
    return replace(change, replaced={name: named for name, named in links.items() if named})


def _holding(heads: tuple[ValueHead, ...]) -> str:
    return _named((head for head in heads if head.values == heads[0].values), limits.NAMED)


def _seen(heads: Mapping[str, tuple[ValueHead, ...]], written: Mapping[str, Any]) -> str:
    if written.get(DELETED):
        return _named((head for tips in heads.values() for head in tips), limits.NAMED_BY_REMOVAL)
    removed = heads.get(DELETED, ())
    if DELETED not in written and removed and removed[0].values[DELETED]:
        return _named(removed, limits.NAMED)
    return ""


def _named(heads: Iterable[ValueHead], most: int) -> str:
    return " ".join(sorted({head.entry for head in islice(heads, most)}))
