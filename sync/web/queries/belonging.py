"""The cells that count for a place: those directly below it, or below its descendants.

Figures of many cells are summed below each direct parent first, and then by the closure: a province has thousands of
cells, but a hundred committees.
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
"""Listed explicitly, so that an index finds them."""

Under = Mapping[str, list[str]]
"""By place, itself and its descendants without cells."""


def apart(places: Sequence[ReachedPlace]) -> tuple[list[str], list[str]]:
    """Return the ids of the cells among some places, and of the others."""
    return [one.id for one in places if one.is_cell], [one.id for one in places if not one.is_cell]


def committees_under(connection: Connection, places: Sequence[ReachedPlace]) -> Under:
    """Return the descendants of places without cells; cells have no descendants."""
    _cells, others = apart(places)
    if not others:
        return {}
    query = select(_ABOVE.c.ancestor, _ABOVE.c.descendant).join(_PLACE, _PLACE.c.id == _ABOVE.c.descendant)
    query = query.where(_ABOVE.c.ancestor.in_(others) & _PLACE.c.kind.in_(_ABOVE_CELLS))
    found: dict[str, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.ancestor, []).append(row.descendant)
    return found
