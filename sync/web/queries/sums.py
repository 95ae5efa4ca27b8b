"""Figures added up: over a subtree by month, and over each of a place's children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection, Row

from sync.server import rollup
from sync.server.rollup import GRADES
from sync.server.tables import Above, MonthFigure, Organisation, ReportFigure
from sync.vocabulary import OrganisationKind
from sync.web.accounts.access import Place
from sync.web.periods import Period

_MONTH = MonthFigure.__table__
_FIGURE = ReportFigure.__table__
_ABOVE = Above.__table__
_PLACE = Organisation.__table__


@dataclass(frozen=True, slots=True)
class Sums:
    """What some reports add up to; ``held``, ``late``, ``thematic``, ``…_cells`` count cells and months, others all."""

    held: int = 0
    late: int = 0
    meetings: int = 0
    thematic: int = 0
    attendance_n: int = 0
    attendance_d: int = 0
    speaking_n: int = 0
    speaking_d: int = 0
    tasks_n: int = 0
    tasks_d: int = 0
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
        return Sums(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


_NAMES = tuple(one.name for one in fields(Sums))
NO_SUMS = Sums()


def added(some: Iterable[Sums]) -> Sums:
    """Return what several add up to."""
    return sum(some, NO_SUMS)


def by_month(connection: Connection, place: Place, period: Period) -> dict[str, Sums]:
    """Return what the cells of a subtree reported, by month; months without a report are missing."""
    if place.is_cell:
        query = _of_cells().where(_FIGURE.c.cell == place.id).add_columns(_FIGURE.c.month.label("key"))
        query = query.where(_FIGURE.c.month.between(period.first, period.last)).group_by(_FIGURE.c.month)
    else:
        query = _of_places().where(_ABOVE.c.ancestor == place.id).add_columns(_MONTH.c.month.label("key"))
        query = query.where(_MONTH.c.month.between(period.first, period.last)).group_by(_MONTH.c.month)
    return {row.key: _sums(row) for row in connection.execute(query)}


def by_child(connection: Connection, children: Sequence[Place], months: Sequence[str]) -> dict[str, Sums]:
    """Return what the cells of each child's subtree reported in some months, by the child's id."""
    if not months:
        return {}
    cells = [one.id for one in children if one.is_cell]
    others = [one.id for one in children if not one.is_cell]
    found: dict[str, Sums] = {}
    if cells:
        query = _of_cells().where(_FIGURE.c.cell.in_(cells)).add_columns(_FIGURE.c.cell.label("key"))
        query = query.where(_FIGURE.c.month.between(months[0], months[-1])).group_by(_FIGURE.c.cell)
        found |= {row.key: _sums(row) for row in connection.execute(query)}
    if others:
        query = _of_places().where(_ABOVE.c.ancestor.in_(others)).add_columns(_ABOVE.c.ancestor.label("key"))
        query = query.where(_MONTH.c.month.between(months[0], months[-1])).group_by(_ABOVE.c.ancestor)
        found |= {row.key: _sums(row) for row in connection.execute(query)}
    return found


@dataclass(frozen=True, slots=True)
class Cells:
    """How many cells stand in a subtree, by the months in which they are expected to meet."""

    groups: tuple[tuple[str, str | None, int], ...] = ()

    def expected(self, months: Iterable[str]) -> int:
        """Return how many regular meetings are due in these months: one a cell and month (rule 1)."""
        return sum(self.in_month(month) for month in months)

    def in_month(self, month: str) -> int:
        """Return how many cells there were in a month; one that was closed keeps its history and leaves the count."""
        return sum(count for since, until, count in self.groups if since <= month and (until is None or month <= until))


NO_CELLS = Cells()


def cells_of(connection: Connection, places: Sequence[Place]) -> Mapping[str, Cells]:
    """Return the cells of each place's subtree, by the place's id."""
    found: dict[str, list[tuple[str, str | None, int]]] = {}
    query = (
        select(_ABOVE.c.ancestor, _PLACE.c.since, _PLACE.c.until, func.count().label("cells"))
        .join(_PLACE, _PLACE.c.id == _ABOVE.c.descendant)
        .where(_ABOVE.c.ancestor.in_([one.id for one in places]) & (_PLACE.c.kind == OrganisationKind.CELL))
        .group_by(_ABOVE.c.ancestor, _PLACE.c.since, _PLACE.c.until)
    )
    for row in connection.execute(query):
        found.setdefault(row.ancestor, []).append((row.since or "", row.until, row.cells))
    return {place: Cells(tuple(groups)) for place, groups in found.items()}


def _of_places() -> Select[*tuple[Any, ...]]:
    sums = [func.sum(_MONTH.c[name]).label(name) for name in _NAMES]
    return select(*sums).select_from(_MONTH).join(_ABOVE, _ABOVE.c.descendant == _MONTH.c.place)


def _of_cells() -> Select[*tuple[Any, ...]]:
    return select(*(column.label(name) for name, column in rollup.columns().items()))


def _sums(row: Row[Any]) -> Sums:
    return Sums(**{name: int(row._mapping[name] or 0) for name in _NAMES})
