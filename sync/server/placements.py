"""Under which committee a cell stood in which month: a transferred cell leaves its earlier months where it was.

The rule is that of :class:`models.domain.indicators.Belonging`: ``since`` inclusive, ``until`` exclusive. The stays of
a cell follow each other without a gap: the first begins before all time, the last goes on.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast, delete, insert, or_, select, update
from sqlalchemy.engine import Connection

from sync.server.tables import Placement

_TABLE = Placement.__table__
ALWAYS = ""
"""The beginning of a cell's first stay: a report of whatever month counts somewhere."""


def begin_placement(connection: Connection, cell: str, place: str) -> None:
    """Note where a new cell stands."""
    connection.execute(insert(_TABLE).values(cell=cell, since=ALWAYS, until=None, place=place))


def transfer(connection: Connection, cell: str, place: str, month: str) -> None:
    """Let a cell stand below another place from a month on; what was noted of later months is overwritten."""
    mine = _TABLE.c.cell == cell
    connection.execute(delete(_TABLE).where(mine & (_TABLE.c.since >= month)))
    connection.execute(update(_TABLE).where(mine & during(month)).values(until=month))
    connection.execute(insert(_TABLE).values(cell=cell, since=month, until=None, place=place))


def place_of(connection: Connection, cell: str, month: str) -> str:
    """Return below which place a cell stood in a month."""
    return str(connection.execute(select(_TABLE.c.place).where((_TABLE.c.cell == cell) & during(month))).scalar_one())


def places_of(connection: Connection, cell: str) -> set[str]:
    """Return every place below which a cell ever stood."""
    return set(connection.execute(select(_TABLE.c.place).where(_TABLE.c.cell == cell)).scalars())


def during(month: str | ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that a stay is the one of a month, or of the month of a row that it is joined to."""
    return (_TABLE.c.since <= month) & or_(_TABLE.c.until.is_(None), _TABLE.c.until > month)


def during_year(year: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a joined stay is the one at the end of a row's year."""
    return during(cast(year, String).concat("-12"))
