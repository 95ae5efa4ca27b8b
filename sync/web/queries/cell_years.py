"""Sums of the yearly figures in cells' reports: planned admissions, members by class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from sync.server.placements import during_year
from sync.server.tables import CellYear, Placement
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period
from sync.web.queries.belonging import Under, apart

_TABLE = CellYear.__table__
_STAY = Placement.__table__
_NAMES = ("planned", "reviewed", "well", "excellent")


@dataclass(frozen=True, slots=True)
class YearSums:
    """Planned admissions; numbers of members who were classified, classified well or better, and excellent."""

    planned: int = 0
    reviewed: int = 0
    well: int = 0
    excellent: int = 0

    def __add__(self, other: YearSums) -> YearSums:
        return YearSums(*(getattr(self, name) + getattr(other, name) for name in _NAMES))


NO_YEAR = YearSums()
ByYear = Mapping[int, YearSums]


def of_places(
    connection: Connection, places: Sequence[ReachedPlace], period: Period, under: Under
) -> Mapping[str, ByYear]:
    """Return the sums of each place by year, of the years in a period.

    A cell counts at its place in the last month of the year. ``under`` are the descendants of the places.
    """
    cells, _others = apart(places)
    span = _TABLE.c.year.between(int(period.first[:4]), int(period.last[:4]))
    found: dict[str, dict[int, YearSums]] = {}
    if cells:
        query = _summed().add_columns(_TABLE.c.cell.label("place")).where(span & _TABLE.c.cell.in_(cells))
        found |= _by_place(connection, query.group_by(_TABLE.c.cell, _TABLE.c.year))
    if under:
        query = _summed().add_columns(_STAY.c.place).join(_STAY, _STAY.c.cell == _TABLE.c.cell)
        query = query.where(span & during_year(_TABLE.c.year))
        query = query.where(_STAY.c.place.in_({one for several in under.values() for one in several}))
        direct = _by_place(connection, query.group_by(_STAY.c.place, _TABLE.c.year))
        for place, several in under.items():
            mine = found.setdefault(place, {})
            for one in several:
                for year, sums in direct.get(one, {}).items():
                    mine[year] = mine.get(year, NO_YEAR) + sums
    return found


def _summed() -> Select[*tuple[Any, ...]]:
    return select(_TABLE.c.year, *(func.sum(_TABLE.c[name]).label(name) for name in _NAMES)).select_from(_TABLE)


def _by_place(connection: Connection, query: Select[*tuple[Any, ...]]) -> dict[str, dict[int, YearSums]]:
    found: dict[str, dict[int, YearSums]] = {}
    for row in connection.execute(query):
        sums = YearSums(*(int(row._mapping[name]) for name in _NAMES))
        found.setdefault(row.place, {})[row.year] = sums
    return found
