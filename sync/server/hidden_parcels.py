"""Parcels that a member had removed: hidden for a time, so that an administrator can bring them back.

No laptop may have them any more: whoever removed them may have been a thief, and a cell may have lost its machines. An
administrator's own removals are not kept.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, insert, literal, select, update
from sqlalchemy.engine import Connection

from models.domain import limits
from sync.protocol.parcels import TaggedHead
from sync.server import ledger
from sync.server.tables import HiddenParcel, Ledger, StoredHead, StoredParcel

KEPT = timedelta(days=limits.HIDDEN_DAYS)
MOST = 4 << 30
"""Bytes that are kept of a cell; beyond it the device that was hidden first is forgotten."""

_HIDDEN = HiddenParcel.__table__
_PARCEL = StoredParcel.__table__
_HEAD = StoredHead.__table__
_LEDGER = Ledger.__table__
_NAMES = [column.name for column in _PARCEL.columns]


def hide(connection: Connection, now: datetime, cell: str, device: str, first: int, most: int = MOST) -> None:
    """Keep a device's parcels from the one on that contains an entry, before they are removed."""
    behind = (_PARCEL.c.cell == cell) & (_PARCEL.c.device == device) & (_PARCEL.c.last >= first)
    again = exists().where(behind & (_PARCEL.c.last == _HIDDEN.c.last))
    connection.execute(delete(_HIDDEN).where(_of(cell, device) & again))
    at = literal(now, type_=_HIDDEN.c.hidden_at.type)
    rows = select(*(_PARCEL.c[name] for name in _NAMES), at).where(behind)
    connection.execute(insert(_HIDDEN).from_select([*_NAMES, "hidden_at"], rows))
    expire(connection, now)
    while _octets(connection, cell) > most:
        oldest = select(_HIDDEN.c.device).where(_HIDDEN.c.cell == cell).order_by(_HIDDEN.c.hidden_at, _HIDDEN.c.device)
        forget(connection, cell, connection.execute(oldest.limit(1)).scalar_one())


def bring_back(connection: Connection, cell: str, device: str) -> int:
    """Put a device's hidden parcels back, as far as they continue what is there; return how many."""
    rows = connection.execute(select(_HIDDEN).where(_of(cell, device)).order_by(_HIDDEN.c.first)).all()
    head = before = ledger.heads(connection, cell).get(device)
    back = []
    for row in rows:
        if ledger.continues(head, parcel := ledger.parcel_of(row)):
            head = TaggedHead(parcel.last, parcel.head_tag)
            back.append({name: row._mapping[name] for name in _NAMES})
    if head is not None and back:
        connection.execute(insert(_PARCEL), back)
        ledger.write_heads(
            connection, cell, str(back[0]["account"]), {device: before} if before else {}, {device: head}
        )
        octets = sum(len(row["box"]) for row in back)
        mine = update(_LEDGER).where(_LEDGER.c.cell == cell)
        connection.execute(mine.values(octets=_LEDGER.c.octets + octets))
    forget(connection, cell, device)
    return len(back)


def forget(connection: Connection, cell: str, device: str, first: int = 1) -> None:
    """Delete a device's hidden parcels from an entry on."""
    connection.execute(delete(_HIDDEN).where(_of(cell, device) & (_HIDDEN.c.last >= first)))


def expire(connection: Connection, now: datetime) -> None:
    """Delete what was hidden long ago."""
    connection.execute(delete(_HIDDEN).where(_HIDDEN.c.hidden_at < now - KEPT))


def _octets(connection: Connection, cell: str) -> int:
    query = select(func.coalesce(func.sum(func.length(_HIDDEN.c.box)), 0)).where(_HIDDEN.c.cell == cell)
    return int(connection.execute(query).scalar_one())


def _of(cell: str, device: str) -> ColumnElement[bool]:
    return (_HIDDEN.c.cell == cell) & (_HIDDEN.c.device == device)
