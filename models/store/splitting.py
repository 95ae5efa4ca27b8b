"""Splitting an act that is larger than a parcel into several entries, which are applied as one.

An entry is transferred whole, and a server limits the size of a box. A larger import or restore is therefore written as
consecutive entries (``part`` in their details); no machine applies one of them before it has all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.limits import CHANGES, MADE, PARTS
from models.store.entry import RowChange, to_json

_PERHAPS = MADE // 8
"""Characters of changed text from which the exact size is measured: JSON, UTF-8 and links increase it."""

_TOO_LARGE = N_(
    "This act holds more than can be carried to the cell's other machines: nothing was saved."
    " Do it in several smaller ones, with shorter texts."
)


def is_perhaps_large(connection: sqlite3.Connection) -> bool:
    """Tell whether the changes since the last entry are large enough to measure."""
    sql = "SELECT coalesce(sum(length(old)), 0) + coalesce(sum(length(new)), 0) FROM journal_change WHERE seq IS NULL"
    return bool(connection.execute(sql).fetchone()[0] > _PERHAPS)


def cut(changes: Sequence[RowChange], *, whole: bool) -> list[tuple[RowChange, ...]]:
    """Return changes in the parts in which they are written, usually one.

    Raises :class:`Refused` if a single row is larger than a parcel, or there would be too many parts, and changes that
    cannot be transferred ``whole`` must not be written.
    """
    parts: list[list[RowChange]] = [[]]
    size = 0
    for change in changes:
        more = len(to_json([change.table, change.row, change.old, change.new, change.replaced]).encode())
        if more > MADE and whole:
            raise Refused(_TOO_LARGE)
        if parts[-1] and (size + more > MADE or len(parts[-1]) == CHANGES):
            parts.append([])
            size = 0
        parts[-1].append(change)
        size += more
    if len(parts) > PARTS and whole:
        raise Refused(_TOO_LARGE)
    return [tuple(part) for part in parts]
