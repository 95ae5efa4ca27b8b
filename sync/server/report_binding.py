"""Binds reports to cells: a report's id is its meeting's; records and signing keys belong to the cell of first use."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from models.store.ids import natural_id
from sync.protocol.envelope import Envelope
from sync.server import ledger, membership
from sync.server.audit import ADMIN, Event, record
from sync.server.problems import FOREIGN_REPORT, OTHER_MEETING, Problem
from sync.server.tables import KeyBox, Ledger, ReportKey

_LEDGER = Ledger.__table__
_KEY = ReportKey.__table__
_BOX = KeyBox.__table__


def bind(connection: Connection, now: datetime, cell: str, report: str, envelope: Envelope) -> None:
    """Check that a report is the cell's own, and bind records and key at the first one. The calling account sent it.

    Raises :class:`Problem` for an id that is not its meeting's, and for records or a key that belong to another cell or
    are not those of this one.
    """
    if report != natural_id("report", envelope.content["meeting"]["id"]):
        raise Problem(OTHER_MEETING)
    ledger.lock(connection, cell)
    _bind_records(connection, cell, envelope.content["cell"]["id"])
    _bind_key(connection, now, cell, envelope)


def unbind(connection: Connection, now: datetime, cell: str, *, by: str = ADMIN) -> None:
    """Remove the binding of a cell's reports; the next report binds again."""
    ledger.lock(connection, cell)
    connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(records=None))
    connection.execute(delete(_KEY).where(_KEY.c.cell == cell))
    record(connection, now, by, Event.REPORTS_UNBOUND, cell=cell)


def _bind_records(connection: Connection, cell: str, records: str) -> None:
    bound = connection.execute(select(_LEDGER.c.records).where(_LEDGER.c.cell == cell)).scalar_one()
    if bound == records:
        return
    taken = connection.execute(select(_LEDGER.c.cell).where(_LEDGER.c.records == records)).first()
    if bound is not None or taken is not None:
        raise Problem(FOREIGN_REPORT)
    connection.execute(update(_LEDGER).where(_LEDGER.c.cell == cell).values(records=records))


def _bind_key(connection: Connection, now: datetime, cell: str, envelope: Envelope) -> None:
    query = select(_KEY.c.public_key).where((_KEY.c.cell == cell) & (_KEY.c.key_id == envelope.key_id))
    bound = connection.execute(query).scalar()
    if bound is not None and bytes(bound) == envelope.key:
        return
    others = (_KEY.c.public_key == envelope.key) & (_KEY.c.cell != cell)
    is_taken = connection.execute(select(_KEY.c.cell).where(others)).first() is not None
    if bound is not None or is_taken or not _may_be_new(connection, cell):
        raise Problem(FOREIGN_REPORT)
    values = {"cell": cell, "key_id": envelope.key_id, "public_key": envelope.key, "bound_at": now}
    connection.execute(insert(_KEY).values(values))


def _may_be_new(connection: Connection, cell: str) -> bool:
    """Tell whether a cell may use an unknown key: its first one; one sent by a machine with a proof of membership; or,
    in a cell of version 1, one after its keys were changed.
    """
    last = connection.execute(select(func.max(_KEY.c.bound_at)).where(_KEY.c.cell == cell)).scalar()
    if last is None or membership.key_of(connection, cell) is not None:
        return True
    put = connection.execute(select(func.max(_BOX.c.put_at)).where(_BOX.c.cell == cell)).scalar()
    return put is not None and put > last
