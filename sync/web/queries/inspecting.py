"""Facts for an inspection from the server's records: the machines' last contact, earlier inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sync.server.audit import Event
from sync.server.tables import Account, Audit

_ACCOUNT = Account.__table__
_AUDIT = Audit.__table__
_VISITS = 10


@dataclass(frozen=True, slots=True)
class ConnectedMachines:
    """The number of enrolled machines of a cell, and the last contact of any of them."""

    machines: int
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Visit:
    """An inspection of the cell."""

    by: str
    at: datetime


def connected(connection: Connection, cell: str) -> ConnectedMachines:
    """Return the contact of a cell's machines."""
    mine = (_ACCOUNT.c.cell == cell) & _ACCOUNT.c.revoked_at.is_(None)
    row = connection.execute(select(func.count(), func.max(_ACCOUNT.c.last_seen)).where(mine)).one()
    return ConnectedMachines(row[0], row[1])


def visits(connection: Connection, cell: str) -> list[Visit]:
    """Return the latest inspections of a cell."""
    mine = (_AUDIT.c.cell == cell) & (_AUDIT.c.event == Event.INSPECTED.value)
    query = select(_AUDIT.c.actor, _AUDIT.c.at).where(mine).order_by(_AUDIT.c.number.desc()).limit(_VISITS)
    return [Visit(row.actor, row.at) for row in connection.execute(query)]
