"""Official points and praise that the superior gave a cell, for the cell's machines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from models.domain.points import maximum_to_parts, to_parts
from sync.protocol.messages.superior import GivenPoints, GivenPraise, Verdicts
from sync.server.tables import ScoreReview, Supervisor, WrittenPraise

_POINTS = ScoreReview.__table__
_PRAISE = WrittenPraise.__table__
_SUPERVISOR = Supervisor.__table__
_NAME = func.coalesce(_SUPERVISOR.c.name, "").label("by")
_told_at = func.coalesce(_PRAISE.c.withdrawn_at, _PRAISE.c.written_at).label("told_at")
"""A withdrawn praise is sent again."""


def verdicts(connection: Connection, cell: str, since: datetime | None, most: int) -> Verdicts:
    """Return what was written about a cell from a time on (inclusive): at most ``most`` of each kind, the
    oldest first.
    """
    points, praise = _points(connection, cell, since, most), _praise(connection, cell, since, most)
    ends = [rows[most - 1].told_at for rows in (points, praise) if len(rows) > most]
    last = [rows[-1].told_at for rows in (points, praise) if rows]
    until = min(ends) if ends else max(last, default=None)
    return Verdicts(
        points=tuple(map(_given_points, points[:most])),
        praise=tuple(map(_given_praise, praise[:most])),
        until=until,
        more=bool(ends),
    )


def _given_points(row: Any) -> GivenPoints:
    both = to_parts(row.points) | maximum_to_parts(row.points_of)
    return GivenPoints(report=row.report, remark=row.remark, by=row.by, at=row.told_at, **both)


def _given_praise(row: Any) -> GivenPraise:
    times = {"at": row.written_at, "withdrawn_at": row.withdrawn_at}
    return GivenPraise(id=row.id, text=row.text, by=row.by, **times)


def _points(connection: Connection, cell: str, since: datetime | None, most: int) -> list[Any]:
    columns = (_POINTS.c[name] for name in ("report", "points", "points_of", "remark"))
    query = select(*columns, _POINTS.c.reviewed_at.label("told_at"), _NAME)
    query = query.outerjoin(_SUPERVISOR, _SUPERVISOR.c.id == _POINTS.c.reviewed_by).where(_POINTS.c.cell == cell)
    if since:
        query = query.where(_POINTS.c.reviewed_at >= since)
    return _oldest(connection, query.order_by("told_at", _POINTS.c.report), most)


def _praise(connection: Connection, cell: str, since: datetime | None, most: int) -> list[Any]:
    columns = (_PRAISE.c[name] for name in ("id", "text", "written_at", "withdrawn_at"))
    query = select(*columns, _told_at, _NAME)
    query = query.outerjoin(_SUPERVISOR, _SUPERVISOR.c.id == _PRAISE.c.written_by).where(_PRAISE.c.cell == cell)
    if since:
        query = query.where(_told_at >= since)
    return _oldest(connection, query.order_by("told_at", _PRAISE.c.id), most)


def _oldest(connection: Connection, query: Select[*tuple[Any, ...]], most: int) -> list[Any]:
    return list(connection.execute(query.limit(most + 1)))
