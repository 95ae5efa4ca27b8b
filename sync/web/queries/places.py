"""The places below a place, and what waits there for the superior."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.engine import Connection

from sync.server.tables import OrganisationNode, ReceivedPetition, ReceivedReport, TreeAncestor
from sync.vocabulary import OrganisationKind, ReceivedReportState
from sync.web.accounts.access import ReachedPlace
from sync.web.settings import ROWS

_PLACE = OrganisationNode.__table__
_ABOVE = TreeAncestor.__table__
_REPORT = ReceivedReport.__table__
_PETITION = ReceivedPetition.__table__


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """Undecided items: unread reports, unanswered petitions."""

    reports: int = 0
    petitions: int = 0


def children(connection: Connection, place: ReachedPlace, page: int) -> list[ReachedPlace]:
    """Return the places directly below, committees before cells, by name; one more than a page shows."""
    return _places(connection, _children(place).limit(ROWS + 1).offset(ROWS * (page - 1)))


def all_children(connection: Connection, place: ReachedPlace) -> list[ReachedPlace]:
    """Return every place directly below, committees before cells, by name."""
    return _places(connection, _children(place))


def cells_below(connection: Connection, place: ReachedPlace, page: int) -> list[ReachedPlace]:
    """Return the cells of a subtree by name; one more than a page shows."""
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind).join(_ABOVE, _ABOVE.c.descendant == _PLACE.c.id)
    query = query.where((_ABOVE.c.ancestor == place.id) & (_PLACE.c.kind == OrganisationKind.CELL))
    query = query.order_by(_PLACE.c.sort_key, _PLACE.c.id).limit(ROWS + 1).offset(ROWS * (page - 1))
    return [ReachedPlace(row.id, row.name, row.kind) for row in connection.execute(query)]


def _children(place: ReachedPlace) -> Select[*tuple[Any, ...]]:
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind).where(_PLACE.c.parent_id == place.id)
    return query.order_by(_PLACE.c.kind == OrganisationKind.CELL, _PLACE.c.sort_key, _PLACE.c.id)


def _places(connection: Connection, query: Select[*tuple[Any, ...]]) -> list[ReachedPlace]:
    return [ReachedPlace(row.id, row.name, row.kind) for row in connection.execute(query)]


def waiting(connection: Connection, places: Sequence[ReachedPlace]) -> Mapping[str, WaitingCounts]:
    """Return the undecided items in each place's subtree, by the place's id."""
    ids = [one.id for one in places]
    reports = _counted(connection, ids, _REPORT, _REPORT.c.state == ReceivedReportState.SENT)
    petitions = _counted(connection, ids, _PETITION, _PETITION.c.answered_at.is_(None))
    return {place: WaitingCounts(reports.get(place, 0), petitions.get(place, 0)) for place in ids}


def _counted(
    connection: Connection, places: Sequence[str], table: FromClause, condition: ColumnElement[bool]
) -> dict[str, int]:
    query = select(_ABOVE.c.ancestor, func.count().label("rows")).join(table, table.c.cell == _ABOVE.c.descendant)
    query = query.where(_ABOVE.c.ancestor.in_(places) & condition).group_by(_ABOVE.c.ancestor)
    return {row.ancestor: row.rows for row in connection.execute(query)}
