"""Sums of figures: over a subtree by month, and over each of a place's children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.engine import Connection, Row

from models.domain.report_figures import AddedFigures
from sync.server import rollup
from sync.server.rollup import GRADES
from sync.server.tables import MonthFigure, OrganisationNode, Placement, ReportFigure, TreeAncestor
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period
from sync.web.queries.belonging import Under, apart, committees_under

_MONTH = MonthFigure.__table__
_FIGURE = ReportFigure.__table__
_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__
_STAY = Placement.__table__


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums(AddedFigures):
    """The sums of some reports;

    ``held``, ``late``, ``thematic``, ``…_cells`` count cells and months, the others meetings.
    """

    held: int = 0
    late: int = 0
    meetings: int = 0
    thematic: int = 0
    quality1: int = 0
    quality2: int = 0
    quality3: int = 0
    quality4: int = 0
    attended: int = 0
    evaluated: int = 0
    graded_cells: int = 0
    good_cells: int = 0

    @property
    def graded(self) -> int:
        """How many meetings have a grade."""
        return sum(self.quality)

    @property
    def quality(self) -> tuple[int, ...]:
        """How many meetings have each grade, the best first."""
        return tuple(getattr(self, f"quality{grade}") for grade in GRADES)

    def __add__(self, other: Sums) -> Sums:
        return Sums(**{name: getattr(self, name) + getattr(other, name) for name in _NAMES})


_NAMES = tuple(one.name for one in fields(Sums))
_STANDING = frozenset({"graded_cells", "good_cells"})
NO_SUMS = Sums()


def added(some: Iterable[Sums]) -> Sums:
    """Return the sum of several sums."""
    return sum(some, NO_SUMS)


def by_month(connection: Connection, place: ReachedPlace, period: Period) -> dict[str, Sums]:
    """Return the sums of a subtree's cells by month; months without a report are missing."""
    if place.is_cell:
        query = _of_cells().where(_FIGURE.c.cell == place.id).add_columns(_FIGURE.c.month.label("key"))
        query = query.where(_FIGURE.c.month.between(period.first, period.last)).group_by(_FIGURE.c.month)
    else:
        query = _of_places().where(_ABOVE.c.ancestor == place.id).add_columns(_MONTH.c.month.label("key"))
        query = query.where(_MONTH.c.month.between(period.first, period.last)).group_by(_MONTH.c.month)
    return {row.key: _sums(row) for row in connection.execute(query)}


def by_child(connection: Connection, children: Sequence[ReachedPlace], months: Sequence[str]) -> dict[str, Sums]:
    """Return the sums of each child's cells in some months, by the child's id.

    Counts of cells, ``…_cells``, are those of the last of the months.
    """
    if not months:
        return {}
    cells, others = apart(children)
    found: dict[str, Sums] = {}
    if cells:
        query = _of_cells(months[-1]).where(_FIGURE.c.cell.in_(cells)).add_columns(_FIGURE.c.cell.label("key"))
        query = query.where(_FIGURE.c.month.between(months[0], months[-1])).group_by(_FIGURE.c.cell)
        found |= {row.key: _sums(row) for row in connection.execute(query)}
    if others:
        query = _of_places(months[-1]).where(_ABOVE.c.ancestor.in_(others)).add_columns(_ABOVE.c.ancestor.label("key"))
        query = query.where(_MONTH.c.month.between(months[0], months[-1])).group_by(_ABOVE.c.ancestor)
        found |= {row.key: _sums(row) for row in connection.execute(query)}
    return found


@dataclass(frozen=True, slots=True)
class CellGroup:
    """A number of cells that count from a month on, up to a month (inclusive) if they were closed, and before a month
    from which they were elsewhere.
    """

    count: int
    since: str
    last: str | None
    before: str | None

    def counts_in(self, month: str) -> bool:
        """Return whether these cells are expected to meet in a month, and count for the place."""
        is_there = self.since <= month and (self.last is None or month <= self.last)
        return is_there and (self.before is None or month < self.before)


@dataclass(frozen=True, slots=True)
class CellCounts:
    """The number of cells that count for a place, by the months in which they are expected to meet."""

    groups: tuple[CellGroup, ...] = ()

    def expected(self, months: Iterable[str]) -> int:
        """Return how many regular meetings are due in these months: one per cell and month (rule 1)."""
        return sum(self.in_month(month) for month in months)

    def in_month(self, month: str) -> int:
        """Return how many cells there were in a month; a closed one keeps its history and is not counted."""
        return sum(group.count for group in self.groups if group.counts_in(month))


NO_CELLS = CellCounts()


def cells_of(
    connection: Connection, places: Sequence[ReachedPlace], known: Under | None = None
) -> Mapping[str, CellCounts]:
    """Return the cells that count for each place, by the place's id; ``known`` are the descendants of the places."""
    cells, _others = apart(places)
    first, last = _PLACE.c.since.label("first"), _PLACE.c.until.label("last")
    found: dict[str, CellCounts] = {}
    if cells:
        query = select(_PLACE.c.id, first, last).where(_PLACE.c.id.in_(cells))
        rows = connection.execute(query)
        found |= {row.id: CellCounts((CellGroup(1, row.first or "", row.last, None),)) for row in rows}
    if under := committees_under(connection, places) if known is None else known:
        direct = _directly_below(connection, {one for several in under.values() for one in several})
        for place, several in under.items():
            found[place] = CellCounts(tuple(group for one in several for group in direct.get(one, ())))
    return found


def _directly_below(connection: Connection, places: set[str]) -> Mapping[str, list[CellGroup]]:
    columns = (_STAY.c.place, _STAY.c.since, _STAY.c.until, _PLACE.c.since.label("first"), _PLACE.c.until.label("last"))
    query = select(*columns, func.count().label("cells")).join(_PLACE, _PLACE.c.id == _STAY.c.cell)
    found: dict[str, list[CellGroup]] = {}
    for row in connection.execute(query.where(_STAY.c.place.in_(places)).group_by(*columns)):
        group = CellGroup(row.cells, max(row.since, row.first or ""), row.last, row.until)
        found.setdefault(row.place, []).append(group)
    return found


def _of_places(last: str | None = None) -> Select[*tuple[Any, ...]]:
    sums = [func.sum(_of_month(name, last)).label(name) for name in _NAMES]
    return select(*sums).select_from(_MONTH).join(_ABOVE, _ABOVE.c.descendant == _MONTH.c.place)


def _of_month(name: str, last: str | None) -> ColumnElement[int]:
    column = _MONTH.c[name]
    return case((_MONTH.c.month == last, column), else_=0) if last and name in _STANDING else column


def _of_cells(last: str | None = None) -> Select[*tuple[Any, ...]]:
    return select(*(column.label(name) for name, column in rollup.columns(last).items()))


def _sums(row: Row[Any]) -> Sums:
    return Sums(**{name: int(row._mapping[name] or 0) for name in _NAMES})
