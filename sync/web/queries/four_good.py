"""Four-good cells of a year: registered, reviewed, recognised (docs/domain.md, rule 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Label, case, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from sync.server.audit import Event, record
from sync.server.placements import during
from sync.server.tables import FourGood, OrganisationNode, Placement, TreeAncestor
from sync.vocabulary import FourGoodState, OrganisationKind
from sync.web.accounts.access import ReachedPlace
from sync.web.queries.belonging import Under, apart, committees_under
from sync.web.queries.people import names_of
from sync.web.settings import ROWS

_TABLE = FourGood.__table__
_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__
_STAY = Placement.__table__
MET = (FourGoodState.MET, FourGoodState.EXCELLENT)
"""The states in which a cell is recognised."""


@dataclass(frozen=True, slots=True)
class FourGoodCounts:
    """The number of registered and decided cells of a subtree in a year."""

    registered: int = 0
    decided: int = 0
    met: int = 0
    excellent: int = 0
    certificates: int = 0


@dataclass(frozen=True, slots=True)
class FourGoodStanding:
    """A cell in a year; without a ``state`` it is not registered. ``…_by`` are names."""

    cell: ReachedPlace
    state: FourGoodState | None
    points: int | None
    certificate: str
    remark: str
    registered_at: datetime | None
    registered_by: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True, slots=True)
class FourGoodDecision:
    """A decision on a cell: still registered with points, recognised, or not."""

    state: FourGoodState
    points: int | None
    certificate: str
    remark: str


def counts(
    connection: Connection, places: Sequence[ReachedPlace], year: int, known: Under | None = None
) -> dict[str, FourGoodCounts]:
    """Return the counts of each place's cells, by the place's id; places without any are missing.

    A cell counts at its place in the last month of the year, or in the present month of the current year. ``known`` are
    the descendants of the places.
    """
    cells, _others = apart(places)
    found: dict[str, FourGoodCounts] = {}
    if cells:
        query = select(_TABLE.c.cell, *_counted()).where((_TABLE.c.year == year) & _TABLE.c.cell.in_(cells))
        found |= {row.cell: FourGoodCounts(*row[1:]) for row in connection.execute(query.group_by(_TABLE.c.cell))}
    if under := committees_under(connection, places) if known is None else known:
        query = select(_STAY.c.place, *_counted()).join(_TABLE, _TABLE.c.cell == _STAY.c.cell)
        query = query.where((_TABLE.c.year == year) & during(f"{year}-12"))
        query = query.where(_STAY.c.place.in_({one for several in under.values() for one in several}))
        direct = {row.place: row[1:] for row in connection.execute(query.group_by(_STAY.c.place))}
        for place, several in under.items():
            if rows := [direct[one] for one in several if one in direct]:
                found[place] = FourGoodCounts(*map(sum, zip(*rows, strict=True)))
    return found


def _counted() -> tuple[Label[int], ...]:
    """Return the columns of :class:`FourGoodCounts`."""
    decided, met = _TABLE.c.state != FourGoodState.REGISTERED, _TABLE.c.state.in_(MET)
    return (
        func.count().label("registered"),
        func.count(case((decided, 1))).label("decided"),
        func.count(case((met, 1))).label("met"),
        func.count(case((_TABLE.c.state == FourGoodState.EXCELLENT, 1))).label("excellent"),
        func.count(case((_TABLE.c.certificate != "", 1))).label("certificates"),
    )


def standings(
    connection: Connection, place: ReachedPlace, year: int, page: int, *, registered: bool
) -> list[FourGoodStanding]:
    """Return the cells of a subtree by name, all or the registered ones; one more than a page shows."""
    cells = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind, _PLACE.c.sort_key).join(
        _ABOVE, _ABOVE.c.descendant == _PLACE.c.id
    )
    cells = cells.where((_ABOVE.c.ancestor == place.id) & (_PLACE.c.kind == OrganisationKind.CELL))
    if registered:
        cells = cells.join(_TABLE, (_TABLE.c.cell == _PLACE.c.id) & (_TABLE.c.year == year))
    few = cells.order_by(_PLACE.c.sort_key, _PLACE.c.id).limit(ROWS + 1).offset(ROWS * (page - 1)).subquery()
    query = select(few, *_TABLE.c).outerjoin(_TABLE, (_TABLE.c.cell == few.c.id) & (_TABLE.c.year == year))
    rows = connection.execute(query.order_by(few.c.sort_key, few.c.id)).all()
    names = names_of(connection, (one for row in rows for one in (row.registered_by, row.decided_by)))
    return [_standing(row, names.get(row.registered_by or "", ""), names.get(row.decided_by or "", "")) for row in rows]


def register(connection: Connection, now: datetime, by: str, cell: str, year: int) -> bool:
    """Register a cell for a year; return whether it was not registered before."""
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.year == year)
    if connection.execute(select(_TABLE.c.cell).where(mine)).first():
        return False
    values = {"state": FourGoodState.REGISTERED, "certificate": "", "remark": ""}
    connection.execute(insert(_TABLE).values(cell=cell, year=year, registered_at=now, registered_by=by, **values))
    record(connection, now, by, Event.FOUR_GOOD_REGISTERED, cell=cell, subject=str(year))
    return True


def decide(connection: Connection, now: datetime, by: str, cell: str, year: int, decision: FourGoodDecision) -> bool:
    """Store a decision on a cell's year, replacing an earlier one; return whether the cell is registered."""
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.year == year)
    change = update(_TABLE).where(mine).values(**asdict(decision), decided_at=now, decided_by=by)
    if not connection.execute(change).rowcount:
        return False
    record(connection, now, by, Event.FOUR_GOOD_DECIDED, cell=cell, subject=str(year))
    return True


def _standing(row: Row[Any], registered_by: str, decided_by: str) -> FourGoodStanding:
    return FourGoodStanding(
        ReachedPlace(row.id, row.name, row.kind),
        row.state,
        row.points,
        row.certificate or "",
        row.remark or "",
        row.registered_at,
        registered_by,
        row.decided_at,
        decided_by,
    )
