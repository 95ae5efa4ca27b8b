"""Placements: the committee of each cell by month; a transferred cell keeps its earlier months where they were.

The rule is that of :class:`models.domain.indicators.Belonging`: ``since`` inclusive, ``until`` exclusive. The
placements of a cell have no gaps: the first has no beginning, the last no end.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from sync.server.tables import Placement

_TABLE = Placement.__table__
ALWAYS = ""
"""The beginning of a cell's first placement, so that every month is covered."""


def begin_placement(connection: Connection, cell: str, place: str) -> None:
    """Add the first placement of a new cell."""
    connection.execute(insert(_TABLE).values(cell=cell, since=ALWAYS, until=None, place=place))


def transfer(connection: Connection, cell: str, place: str, month: str) -> None:
    """Place a cell below another place from a month on; later placements are overwritten."""
    mine = _TABLE.c.cell == cell
    connection.execute(delete(_TABLE).where(mine & (_TABLE.c.since >= month)))
    connection.execute(update(_TABLE).where(mine & during(month)).values(until=month))
    connection.execute(insert(_TABLE).values(cell=cell, since=month, until=None, place=place))


def place_of(connection: Connection, cell: str, month: str) -> str:
    """Return the parent of a cell in a month."""
    return str(connection.execute(select(_TABLE.c.place).where((_TABLE.c.cell == cell) & during(month))).scalar_one())


def places_of(connection: Connection, cell: str) -> set[str]:
    """Return every parent that a cell ever had."""
    return set(connection.execute(select(_TABLE.c.place).where(_TABLE.c.cell == cell)).scalars())


def during(month: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a placement covers a month, or the month of a joined row."""
    return (_TABLE.c.since <= month) & or_(_TABLE.c.until.is_(None), _TABLE.c.until > month)


def during_year(year: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a joined placement covers the end of a row's year."""
    return during(cast(year, String).concat("-12"))
