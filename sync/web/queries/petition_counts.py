"""How many petitions cells raised in a month, and how many of them are answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.engine import Connection

from models.domain.bands import Rate
from sync.server.tables import PetitionFigure, ReceivedPetition, TreeAncestor
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period
from sync.web.queries.belonging import apart

_ABOVE = TreeAncestor.__table__
_FIGURE = PetitionFigure.__table__
_PETITION = ReceivedPetition.__table__


def petitions_by_month(connection: Connection, place: ReachedPlace, period: Period) -> dict[str, Rate]:
    """Return how many petitions were answered, of those that a place's cells raised, by month."""
    if place.is_cell:
        query = _of_cells([place.id], period).add_columns(func.substr(_PETITION.c.raised_on, 1, 7).label("key"))
    else:
        query = _of_places([place.id], period).add_columns(_FIGURE.c.month.label("key"))
    return _rates(connection, query)


def petitions_by_child(connection: Connection, children: Sequence[ReachedPlace], period: Period) -> dict[str, Rate]:
    """Return how many petitions were answered, of those that each child's cells raised, by the child's id."""
    cells, others = apart(children)
    found: dict[str, Rate] = {}
    if cells:
        found |= _rates(connection, _of_cells(cells, period).add_columns(_PETITION.c.cell.label("key")))
    if others:
        found |= _rates(connection, _of_places(others, period).add_columns(_ABOVE.c.ancestor.label("key")))
    return found


def _of_cells(cells: Sequence[str], period: Period) -> Select[*tuple[Any, ...]]:
    query = select(func.count(_PETITION.c.answered_at).label("part"), func.count().label("whole"))
    days = _PETITION.c.raised_on.between(f"{period.first}-01", f"{period.last}-31")
    return query.select_from(_PETITION).where(_PETITION.c.cell.in_(cells) & days)


def _of_places(places: Sequence[str], period: Period) -> Select[*tuple[Any, ...]]:
    query = select(func.sum(_FIGURE.c.answered).label("part"), func.sum(_FIGURE.c.raised).label("whole"))
    query = query.select_from(_FIGURE).join(_ABOVE, _ABOVE.c.descendant == _FIGURE.c.place)
    return query.where(_ABOVE.c.ancestor.in_(places) & _FIGURE.c.month.between(period.first, period.last))


def _rates(connection: Connection, query: Select[*tuple[Any, ...]]) -> dict[str, Rate]:
    rows = connection.execute(query.group_by("key"))
    return {row.key: Rate(int(row.part), int(row.whole)) for row in rows}
