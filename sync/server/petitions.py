"""The superior's answers to a cell's petitions, for its machines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sync.server.tables import ReceivedPetition, Supervisor

_TABLE = ReceivedPetition.__table__
_SUPERVISOR = Supervisor.__table__


@dataclass(frozen=True, slots=True)
class Answered:
    """A petition with its answer; ``by`` is the name of its author, empty where unknown."""

    id: str
    answer: str
    by: str
    answered_at: datetime


def answered(connection: Connection, cell: str, since: datetime | None, most: int) -> tuple[list[Answered], bool]:
    """Return a cell's answered petitions from a time on (inclusive), oldest first, and whether there are more."""
    name = func.coalesce(_SUPERVISOR.c.name, "")
    query = select(_TABLE.c.id, _TABLE.c.answer, name, _TABLE.c.answered_at)
    query = query.outerjoin(_SUPERVISOR, _SUPERVISOR.c.id == _TABLE.c.answered_by).where(_TABLE.c.cell == cell)
    query = query.where(_TABLE.c.answered_at >= since if since else _TABLE.c.answered_at.is_not(None))
    rows = connection.execute(query.order_by(_TABLE.c.answered_at, _TABLE.c.id).limit(most + 1)).all()
    return [Answered(*row) for row in rows[:most]], len(rows) > most
