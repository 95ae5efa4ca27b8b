"""Storing the official points of a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert
from sqlalchemy.engine import Connection

from models.domain.points import Points
from sync.server.audit import Event, record
from sync.server.figures import judge_anew
from sync.server.tables import ScoreReview

_TABLE = ScoreReview.__table__


@dataclass(frozen=True, slots=True)
class OfficialScore:
    """Points out of a maximum, with a remark."""

    points: Points
    points_of: Points
    remark: str


def give(connection: Connection, now: datetime, by: str, source: tuple[str, str], given: OfficialScore) -> None:
    """Store the points of a report (``source``: cell and report), replacing earlier ones, and update its grade."""
    cell, report = source
    connection.execute(delete(_TABLE).where((_TABLE.c.cell == cell) & (_TABLE.c.report == report)))
    values = {"points": given.points, "points_of": given.points_of, "remark": given.remark}
    connection.execute(insert(_TABLE).values(cell=cell, report=report, reviewed_at=now, reviewed_by=by, **values))
    judge_anew(connection, cell, report)
    record(connection, now, by, Event.SCORE_REVIEWED, cell=cell, subject=report)
