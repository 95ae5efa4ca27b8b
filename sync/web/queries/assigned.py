"""Superiors assigned to cells, and the meetings that they attended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.engine import Connection

from models.domain.points import Points
from sync.server.audit import Event, record
from sync.server.tables import AssignedSuperior, ReportFigure, TreeAncestor
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period, plus
from sync.web.queries.people import names_of

_TABLE = AssignedSuperior.__table__
_FIGURE = ReportFigure.__table__
_ABOVE = TreeAncestor.__table__


@dataclass(frozen=True, slots=True)
class Assignment:
    """A person assigned to a cell from ``since`` to ``until``, both inclusive; ``by`` made the decision."""

    name: str
    since: str
    until: str | None
    assigned_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SuperiorAttendance:
    """A held meeting, with what its report says of the superior."""

    day: str
    title: str
    invited: bool
    attended: bool
    evaluated: bool
    points: Points | None
    points_of: Points | None


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """A new assignment: the person, its first month, and its last one if known."""

    name: str
    since: str
    until: str | None


def in_month(connection: Connection, cells: Sequence[ReachedPlace], month: str) -> Mapping[str, Assignment]:
    """Return who is assigned to each of some cells in a month, by the cell's id."""
    query = select(_TABLE).where(_TABLE.c.cell.in_([one.id for one in cells]) & _holds_in(month))
    rows = connection.execute(query).all()
    names = names_of(connection, (row.assigned_by for row in rows))
    return {row.cell: Assignment(row.name, row.since, row.until, row.assigned_at, names.get(row.assigned_by, ""))
            for row in rows}  # fmt: skip


def count_with(connection: Connection, place: ReachedPlace, month: str) -> int:
    """Return how many cells of a subtree have an assignment in a month; assignments of a cell do not overlap."""
    query = select(func.count()).select_from(_TABLE).join(_ABOVE, _ABOVE.c.descendant == _TABLE.c.cell)
    return int(connection.execute(query.where((_ABOVE.c.ancestor == place.id) & _holds_in(month))).scalar_one())


def history(connection: Connection, cell: str) -> list[Assignment]:
    """Return all assignments of a cell, the latest first."""
    rows = connection.execute(select(_TABLE).where(_TABLE.c.cell == cell).order_by(_TABLE.c.since.desc())).all()
    names = names_of(connection, (row.assigned_by for row in rows))
    return [Assignment(row.name, row.since, row.until, row.assigned_at, names.get(row.assigned_by, "")) for row in rows]


def meetings(connection: Connection, cell: str, period: Period) -> list[SuperiorAttendance]:
    """Return the meetings of a cell that were held in a period, the latest first."""
    columns = ("day", "title", "invited", "attended", "evaluated", "superior_points", "superior_of")
    query = select(*(_FIGURE.c[name] for name in columns)).where((_FIGURE.c.cell == cell) & _FIGURE.c.held)
    query = query.where(_FIGURE.c.month.between(period.first, period.last))
    return [
        SuperiorAttendance(*row) for row in connection.execute(query.order_by(_FIGURE.c.day.desc(), _FIGURE.c.report))
    ]


def assign(connection: Connection, now: datetime, by: str, cell: str, wanted: NewAssignment) -> None:
    """Assign a person to a cell; an earlier assignment ends the month before, a later one stays."""
    mine = _TABLE.c.cell == cell
    connection.execute(delete(_TABLE).where(mine & (_TABLE.c.since == wanted.since)))
    reaching = or_(_TABLE.c.until.is_(None), _TABLE.c.until >= wanted.since)
    connection.execute(
        update(_TABLE).where(mine & (_TABLE.c.since < wanted.since) & reaching).values(until=plus(wanted.since, -1))
    )
    later = connection.execute(select(func.min(_TABLE.c.since)).where(mine & (_TABLE.c.since > wanted.since))).scalar()
    until = min(filter(None, (wanted.until, plus(later, -1) if later else None)), default=None)
    values = {"name": wanted.name, "since": wanted.since, "until": until, "assigned_at": now, "assigned_by": by}
    connection.execute(insert(_TABLE).values(cell=cell, **values))
    record(connection, now, by, Event.SUPERIOR_ASSIGNED, cell=cell, subject=wanted.since)


def end(connection: Connection, now: datetime, by: str, cell: str, since: str, until: str) -> bool:
    """End the assignment that began in ``since`` with a month; return whether there is one."""
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.since == since) & (_TABLE.c.since <= until)
    reaching = or_(_TABLE.c.until.is_(None), _TABLE.c.until >= until)
    if not connection.execute(update(_TABLE).where(mine & reaching).values(until=until)).rowcount:
        return False
    record(connection, now, by, Event.SUPERIOR_ASSIGNED, cell=cell, subject=since)
    return True


def _holds_in(month: str) -> ColumnElement[bool]:
    return (_TABLE.c.since <= month) & or_(_TABLE.c.until.is_(None), _TABLE.c.until >= month)
