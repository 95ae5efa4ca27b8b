"""Petitions addressed upward: unanswered and answered ones, and answering, which the cell fetches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select, update
from sqlalchemy.engine import Connection, Row

from models.domain.clock import VIETNAM
from sync.server.audit import Event, record
from sync.server.figures import count_petition_anew
from sync.server.tables import OrganisationNode, ReceivedPetition, TreeAncestor
from sync.web.accounts.access import ReachedPlace
from sync.web.settings import ROWS

_TABLE = ReceivedPetition.__table__
_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__


@dataclass(frozen=True, slots=True)
class ReceivedPetitionLine:
    """A petition with the cell that addressed it upward."""

    cell: str
    cell_name: str
    id: str
    report: str
    text: str
    from_text: str
    to_text: str
    due_on: str | None
    raised_on: str
    received_at: datetime
    answer: str
    answered_at: datetime | None
    answered_by: str | None

    def days_waited(self, now: datetime) -> int:
        """Return how many days it has waited, or had waited when it was answered."""
        until = self.answered_at or now
        return max(0, (until.astimezone(VIETNAM).date() - self.received_at.astimezone(VIETNAM).date()).days)

    def is_overdue(self, now: datetime) -> bool:
        """Tell whether the requested day of the answer has passed without one."""
        return not self.answered_at and self.due_on is not None and self.due_on < f"{now.astimezone(VIETNAM):%Y-%m-%d}"


def listing(connection: Connection, place: ReachedPlace, *, answered: bool, page: int) -> list[ReceivedPetitionLine]:
    """Return the petitions below a place: the unanswered ones, longest waiting first, or the answered ones, latest
    first.
    """
    query = _query()
    if place.is_cell:
        query = query.where(_TABLE.c.cell == place.id)
    else:
        query = query.join(_ABOVE, _ABOVE.c.descendant == _TABLE.c.cell).where(_ABOVE.c.ancestor == place.id)
    if answered:
        query = query.where(_TABLE.c.answered_at.is_not(None)).order_by(_TABLE.c.answered_at.desc())
    else:
        query = query.where(_TABLE.c.answered_at.is_(None)).order_by(_TABLE.c.received_at)
    query = query.order_by(_TABLE.c.cell, _TABLE.c.id).limit(ROWS + 1).offset(ROWS * (page - 1))
    return [_line(row) for row in connection.execute(query)]


def of_report(connection: Connection, cell: str, report: str) -> list[ReceivedPetitionLine]:
    """Return the petitions that a report addressed upward first."""
    query = _query().where((_TABLE.c.cell == cell) & (_TABLE.c.report == report)).order_by(_TABLE.c.id)
    return [_line(row) for row in connection.execute(query)]


def answer(connection: Connection, now: datetime, by: str, source: tuple[str, str], text: str) -> bool | None:
    """Answer a petition (``source``: cell and petition);

    ``False`` if it was answered before, ``None`` if there is none.
    """
    cell, petition = source
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.id == petition)
    values = {"answer": text, "answered_at": now, "answered_by": by}
    if not connection.execute(update(_TABLE).where(mine & _TABLE.c.answered_at.is_(None)).values(values)).rowcount:
        return False if connection.execute(select(_TABLE.c.id).where(mine)).first() else None
    count_petition_anew(connection, cell, petition)
    record(connection, now, by, Event.PETITION_ANSWERED, cell=cell, subject=petition)
    return True


def _query() -> Select[*tuple[Any, ...]]:
    return select(_TABLE, _PLACE.c.name.label("cell_name")).join(_PLACE, _PLACE.c.id == _TABLE.c.cell)


def _line(row: Row[Any]) -> ReceivedPetitionLine:
    return ReceivedPetitionLine(**{name: row._mapping[name] for name in ReceivedPetitionLine.__dataclass_fields__})
