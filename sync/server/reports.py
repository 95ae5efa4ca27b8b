"""Reports: signed by the cell, sent unencrypted, acknowledged by its superior or returned with a remark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.domain import limits
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.text import nfc
from sync.server import figures
from sync.server.audit import ADMIN, Event, record
from sync.server.problems import NO_ROOM, REPORT_STANDS, Problem
from sync.server.tables import Ledger, ReceivedReport
from sync.vocabulary import ReceivedReportState

_TABLE = ReceivedReport.__table__
_LEDGER = Ledger.__table__
_LINE = ("id", "cell", "state", "remark", "received_at", "decided_at")


@dataclass(frozen=True, slots=True)
class ReportOutcome:
    """The state of a report; ``remark`` is the superior's."""

    id: str
    cell: str
    state: ReceivedReportState
    remark: str
    received_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sender:
    """The sender of a report: a machine of a cell."""

    cell: str
    account: str


def put(
    connection: Connection, now: datetime, sender: Sender, report: str, document: bytes, limit: int
) -> tuple[ReportOutcome, bool]:
    """Store a report; return its state and whether it is new. Sending the same report again changes nothing.

    A returned report may be corrected and sent again under its id. Raises :class:`Problem` when a report of this id
    that was not returned has other content, or there are too many.
    """
    connection.execute(select(_LEDGER.c.cell).where(_LEDGER.c.cell == sender.cell).with_for_update()).one()
    mine = _mine(sender.cell, report)
    row = connection.execute(select(_TABLE).where(mine)).first()
    if row is not None and row.document == document:
        return _line(row), False
    if row is not None and row.state is not ReceivedReportState.RETURNED:
        raise Problem(REPORT_STANDS)
    if row is None and _count(connection, sender.cell) >= limit:
        raise Problem(NO_ROOM)
    values = {
        "state": ReceivedReportState.SENT,
        "remark": "",
        "document": document,
        "account": sender.account,
        "received_at": now,
        "decided_at": None,
    }
    if row is None:
        connection.execute(insert(_TABLE).values(cell=sender.cell, id=report, **values))
    else:
        connection.execute(update(_TABLE).where(mine).values(values))
    figures.keep(connection, now, sender.cell, report, document)
    record(connection, now, sender.account, Event.REPORT_RECEIVED, cell=sender.cell, subject=report)
    return ReportOutcome(report, sender.cell, ReceivedReportState.SENT, "", now, None), True


def listing(
    connection: Connection, cell: str | None = None, state: ReceivedReportState | None = None
) -> list[ReportOutcome]:
    """Return the reports of a cell, or of all, in the order they came."""
    query = select(*(_TABLE.c[name] for name in _LINE)).order_by(_TABLE.c.received_at, _TABLE.c.id)
    if cell:
        query = query.where(_TABLE.c.cell == cell)
    if state:
        query = query.where(_TABLE.c.state == state)
    return [_line(row) for row in connection.execute(query)]


def document(connection: Connection, report: str, cell: str | None = None) -> bytes:
    """Return a report as it was sent. Raises :class:`UnknownRecord` when there is none."""
    return bytes(_one(connection, report, cell).document)


def decide(
    connection: Connection,
    now: datetime,
    report: str,
    state: ReceivedReportState,
    remark: str = "",
    *,
    cell: str | None = None,
    by: str = ADMIN,
) -> ReportOutcome:
    """Acknowledge a report, or return it with a remark; the cell fetches that at its next exchange.

    Raises :class:`Refused` for a return without a remark, and for a report that was acknowledged already.
    """
    remark = nfc(remark.strip())
    if state is ReceivedReportState.RETURNED and not remark:
        raise Refused(N_("Say why the report is returned: give --remark."))
    if len(remark) > limits.REMARK:
        raise Refused(N_("The remark is longer than {limit} letters."), limit=limits.REMARK)
    row = _one(connection, report, cell)
    if row.state is ReceivedReportState.ACKNOWLEDGED:
        raise Refused(N_("The report was acknowledged already; it stands."))
    change = {"state": state, "remark": remark, "decided_at": now}
    connection.execute(update(_TABLE).where(_mine(row.cell, report)).values(change))
    figures.mark(connection, row.cell, report, state)
    event = Event.REPORT_ACKNOWLEDGED if state is ReceivedReportState.ACKNOWLEDGED else Event.REPORT_RETURNED
    record(connection, now, by, event, cell=row.cell, subject=report)
    return ReportOutcome(report, row.cell, state, remark, row.received_at, now)


def _one(connection: Connection, report: str, cell: str | None) -> Row[tuple[object, ...]]:
    wanted = _TABLE.c.id == report if cell is None else _mine(cell, report)
    rows = connection.execute(select(_TABLE).where(wanted).with_for_update()).all()
    if not rows:
        raise UnknownRecord(N_("There is no report with the id {id}; see “chibo admin report list”."), id=report)
    if len(rows) > 1:
        raise UnknownRecord(N_("Several cells sent a report with the id {id}. Say which: give --cell."), id=report)
    return rows[0]


def _count(connection: Connection, cell: str) -> int:
    return int(connection.execute(select(func.count()).select_from(_TABLE).where(_TABLE.c.cell == cell)).scalar_one())


def _mine(cell: str, report: str) -> ColumnElement[bool]:
    return (_TABLE.c.cell == cell) & (_TABLE.c.id == report)


def _line(row: Row[tuple[object, ...]]) -> ReportOutcome:
    return ReportOutcome(**{name: row._mapping[name] for name in _LINE})
