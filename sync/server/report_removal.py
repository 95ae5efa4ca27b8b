"""Removing reports with all data read from them: figures, petitions, the superior's points.

A laptop whose records contain the report as sent sends it again.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from sync.server import figures, ledger
from sync.server.audit import ADMIN, Event, record
from sync.server.tables import ReceivedReport, ScoreReview

_REPORT = ReceivedReport.__table__
_REVIEW = ScoreReview.__table__
_WHICH = N_("Say which reports to remove: give their ids, --machine, or --all.")
_NONE = N_("There is no such report of the cell; “chibo admin report list” tells those there are.")


def remove(
    connection: Connection,
    now: datetime,
    cell: str,
    reports: Collection[str] = (),
    account: str = "",
    *,
    everything: bool = False,
    by: str = ADMIN,
) -> tuple[str, ...]:
    """Remove a cell's reports: the named ones, those that an account sent, or all; return their ids.

    Raises :class:`Refused` if none of these is given, :class:`UnknownRecord` if there is none, or a named one is
    missing.
    """
    if not (reports or account or everything):
        raise Refused(_WHICH)
    ledger.lock(connection, cell)
    wanted = _REPORT.c.cell == cell
    if account:
        wanted &= _REPORT.c.account == account
    there = list(
        connection.execute(select(_REPORT.c.id).where(wanted).order_by(_REPORT.c.received_at, _REPORT.c.id)).scalars()
    )
    found = tuple(one for one in there if not reports or one in reports)
    if not found or not set(reports) <= set(found):
        raise UnknownRecord(_NONE)
    for report in found:
        for table, column in ((_REPORT, _REPORT.c.id), (_REVIEW, _REVIEW.c.report)):
            connection.execute(delete(table).where((table.c.cell == cell) & (column == report)))
        record(connection, now, by, Event.REPORT_REMOVED, cell=cell, subject=report)
    figures.drop(connection, cell, found)
    return found
