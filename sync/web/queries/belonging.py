"""Which cells count for a place: those that stood directly below it, or below what stands below it.

What is asked of many cells is added up below each direct place first, and by the closure after that: a province has
thousands of cells, and a hundred committees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server.tables import OrganisationNode, TreeAncestor
from sync.vocabulary import OrganisationKind
from sync.web.accounts.access import ReachedPlace

_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__
_ABOVE_CELLS = tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.CELL)
"""Named one by one, so that the few of them are found by an index."""

Under = Mapping[str, list[str]]
"""By place, itself and what stands below it, cells left out."""


def apart(places: Sequence[ReachedPlace]) -> tuple[list[str], list[str]]:
    """Return the ids of the cells among some places, and of the others."""
    return [one.id for one in places if one.is_cell], [one.id for one in places if not one.is_cell]


def committees_under(connection: Connection, places: Sequence[ReachedPlace]) -> Under:
    """Return what stands below places, cells left out; cells among them have nothing below."""
    _cells, others = apart(places)
    if not others:
        return {}
    query = select(_ABOVE.c.ancestor, _ABOVE.c.descendant).join(_PLACE, _PLACE.c.id == _ABOVE.c.descendant)
    query = query.where(_ABOVE.c.ancestor.in_(others) & _PLACE.c.kind.in_(_ABOVE_CELLS))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.ancestor, []).append(row.descendant)
    return found
