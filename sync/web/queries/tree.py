"""The organisation tree below a place, as much as fits on a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import Connection

from sync.server.tables import OrganisationNode, TreeAncestor
from sync.vocabulary import OrganisationKind
from sync.web.accounts.access import ReachedPlace

MOST = 400
"""Maximum number of places on a page; if there are more, cells are left out first, then the most distant places."""

_PLACE = OrganisationNode.__table__
_ABOVE = TreeAncestor.__table__
_IS_CELL = _PLACE.c.kind == OrganisationKind.CELL


@dataclass(frozen=True, slots=True)
class Node:
    """A place, the number of cells below it, and the shown places directly below."""

    place: ReachedPlace
    cells: int
    below: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree; ``has_cells``: its cells are shown, ``is_whole``: all its committees are."""

    root: Node
    has_cells: bool
    is_whole: bool


def tree(connection: Connection, place: ReachedPlace) -> Tree:
    """Return the tree below a place, each place by name."""
    query = select(_PLACE.c.parent_id, func.count().label("cells")).join(_ABOVE, _ABOVE.c.descendant == _PLACE.c.id)
    query = query.where((_ABOVE.c.ancestor == place.id) & _IS_CELL).group_by(_PLACE.c.parent_id)
    counts = {row.parent_id: row.cells for row in connection.execute(query)}
    has_cells = sum(counts.values()) <= MOST // 2
    places = _below(connection, place, with_cells=has_cells)
    return Tree(_node(place, _by_parent(places[:MOST]), counts), has_cells, len(places) <= MOST)


def _below(connection: Connection, place: ReachedPlace, *, with_cells: bool) -> list[tuple[str, ReachedPlace]]:
    """Return the places below a place, the nearest first, so that none is shown without its parent."""
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind, _PLACE.c.parent_id)
    query = query.join(_ABOVE, _ABOVE.c.descendant == _PLACE.c.id)
    query = query.where((_ABOVE.c.ancestor == place.id) & (_ABOVE.c.depth > 0))
    if not with_cells:
        query = query.where(~_IS_CELL)
    query = query.order_by(_ABOVE.c.depth, _IS_CELL, _PLACE.c.sort_key, _PLACE.c.id).limit(MOST + 1)
    return [(row.parent_id, ReachedPlace(row.id, row.name, row.kind)) for row in connection.execute(query)]


def _by_parent(places: Sequence[tuple[str, ReachedPlace]]) -> dict[str, list[ReachedPlace]]:
    found: dict[str, list[ReachedPlace]] = {}
    for parent, place in places:
        found.setdefault(parent, []).append(place)
    return found


def _node(place: ReachedPlace, below: dict[str, list[ReachedPlace]], counts: dict[str, int]) -> Node:
    nodes = tuple(_node(child, below, counts) for child in below.get(place.id, ()))
    return Node(place, counts.get(place.id, 0) + sum(node.cells for node in nodes), nodes)
