"""Which cells count for a place: those that stood directly below it, or below what stands below it.

What is asked of many cells is added up below each direct place first, and by the closure after that: a province has
thousands of cells, and a hundred committees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server.tables import Above, Organisation
from sync.vocabulary import OrganisationKind
from sync.web.accounts.access import Place

_ABOVE = Above.__table__
_PLACE = Organisation.__table__


def apart(places: Sequence[Place]) -> tuple[list[str], list[str]]:
    """Return the ids of the cells among some places, and of the others."""
    return [one.id for one in places if one.is_cell], [one.id for one in places if not one.is_cell]


def committees_under(connection: Connection, places: Sequence[str]) -> Mapping[str, list[str]]:
    """Return, by place, itself and what stands below it, cells left out."""
    query = select(_ABOVE.c.ancestor, _ABOVE.c.descendant).join(_PLACE, _PLACE.c.id == _ABOVE.c.descendant)
    query = query.where(_ABOVE.c.ancestor.in_(places) & (_PLACE.c.kind != OrganisationKind.CELL))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.ancestor, []).append(row.descendant)
    return found
