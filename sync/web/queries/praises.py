"""Praise of good practice: visible to all who can read a place above the cell, until it is withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from models.store.ids import new_id
from sync.server.audit import Event, record
from sync.server.tables import OrganisationNode, Supervisor, TreeAncestor, WrittenPraise
from sync.web.accounts.access import ReachedPlace
from sync.web.settings import ROWS

_TABLE = WrittenPraise.__table__
_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__
_PERSON = Supervisor.__table__


@dataclass(frozen=True, slots=True)
class PraiseItem:
    """Praise of a cell; ``by`` is a name."""

    id: str
    cell: ReachedPlace
    text: str
    written_at: datetime
    by: str


def praised(connection: Connection, place: ReachedPlace, page: int) -> list[PraiseItem]:
    """Return the valid praise in a subtree, the latest first; one more than a page shows."""
    query = (
        select(_TABLE.c.id, _TABLE.c.text, _TABLE.c.written_at, _PERSON.c.name.label("by"))
        .add_columns(_PLACE.c.id.label("cell"), _PLACE.c.name, _PLACE.c.kind)
        .join(_ABOVE, _ABOVE.c.descendant == _TABLE.c.cell)
        .join(_PLACE, _PLACE.c.id == _TABLE.c.cell)
        .outerjoin(_PERSON, _PERSON.c.id == _TABLE.c.written_by)
        .where((_ABOVE.c.ancestor == place.id) & _TABLE.c.withdrawn_at.is_(None))
        .order_by(_TABLE.c.written_at.desc(), _TABLE.c.id.desc())
    )
    rows = connection.execute(query.limit(ROWS + 1).offset(ROWS * (page - 1)))
    return [
        PraiseItem(row.id, ReachedPlace(row.cell, row.name, row.kind), row.text, row.written_at, row.by or "")
        for row in rows
    ]


def praise(connection: Connection, now: datetime, by: str, cell: str, text: str) -> None:
    """Praise a cell."""
    key = new_id()
    connection.execute(insert(_TABLE).values(id=key, cell=cell, text=text, written_at=now, written_by=by))
    record(connection, now, by, Event.PRAISED, cell=cell, subject=key)


def withdraw(connection: Connection, now: datetime, by: str, place: ReachedPlace, praise_id: str) -> bool:
    """Withdraw praise in a place's subtree; return whether there was any."""
    within = select(_ABOVE.c.descendant).where(_ABOVE.c.ancestor == place.id)
    mine = (_TABLE.c.id == praise_id) & _TABLE.c.withdrawn_at.is_(None) & _TABLE.c.cell.in_(within)
    cell = connection.execute(update(_TABLE).where(mine).values(withdrawn_at=now).returning(_TABLE.c.cell)).scalar()
    if cell is None:
        return False
    record(connection, now, by, Event.PRAISE_WITHDRAWN, cell=cell, subject=praise_id)
    return True
