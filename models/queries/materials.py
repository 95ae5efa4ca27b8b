"""The documents of a meeting's items: names, sizes, and digests, which are their file names beside the store."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MaterialView:
    """A document: ``size`` in bytes, ``sha256`` in hexadecimal, which is also its file's name in ``HOME/materials``."""

    id: str
    item_id: str
    name: str
    sha256: str
    size: int


def every_material(connection: sqlite3.Connection) -> tuple[MaterialView, ...]:
    """Return every document, also of meetings and items that were removed: an export holds their rows too."""
    rows = connection.execute(
        "SELECT id, item_id, name, sha256, size FROM material WHERE deleted = 0 ORDER BY name, id"
    )
    return tuple(MaterialView(*row) for row in rows)


def materials(connection: sqlite3.Connection, meeting_id: str) -> dict[str, tuple[MaterialView, ...]]:
    """Return the documents of a meeting by the key of their item, sorted by name."""
    rows = connection.execute(
        "SELECT m.id, m.item_id, m.name, m.sha256, m.size FROM material m JOIN agenda_item i ON i.id = m.item_id"
        " WHERE m.deleted = 0 AND i.deleted = 0 AND i.meeting_id = ? ORDER BY m.name, m.id",
        (meeting_id,),
    )
    found: defaultdict[str, list[MaterialView]] = defaultdict(list)
    for row in rows:
        found[row[1]].append(MaterialView(*row))
    return {item: tuple(listed) for item, listed in found.items()}
