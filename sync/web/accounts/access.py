"""Access control of the pages; no other module decides it. A visitor reaches the granted places and everything below.

Every page belongs to a place of the tree and calls :func:`reach` in its transaction; all data are read by that place's
subtree. A place out of reach is answered like one that does not exist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server.problems import NOT_FOUND, Problem
from sync.server.tables import Grant, OrganisationNode, TreeAncestor
from sync.vocabulary import OrganisationKind, SupervisorRole

_GRANT = Grant.__table__
_PLACE = OrganisationNode.__table__
_ABOVE = TreeAncestor.__table__


@dataclass(frozen=True, slots=True)
class ReachedPlace:
    """A place of the tree."""

    id: str
    name: str
    kind: OrganisationKind

    @property
    def is_cell(self) -> bool:
        """Whether it is a cell, which reports; other places only have places below them."""
        return self.kind is OrganisationKind.CELL


@dataclass(frozen=True, slots=True)
class Reach:
    """A place within reach, with its ancestors within reach, and whether the visitor may decide there."""

    place: ReachedPlace
    trail: tuple[ReachedPlace, ...]
    may_decide: bool


def reach(connection: Connection, supervisor: str, place: str) -> Reach:
    """Return a place for a visitor. Raises :class:`Problem` (404) when it does not exist or is out of reach."""
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind).join(_ABOVE, _ABOVE.c.ancestor == _PLACE.c.id)
    rows = connection.execute(query.where(_ABOVE.c.descendant == place).order_by(_ABOVE.c.depth.desc())).all()
    roles = _roles(connection, supervisor, [row.id for row in rows])
    top = next((number for number, row in enumerate(rows) if row.id in roles), None)
    if top is None:
        raise Problem(NOT_FOUND)
    trail = tuple(ReachedPlace(row.id, row.name, row.kind) for row in rows[top:])
    return Reach(trail[-1], trail[:-1], SupervisorRole.OFFICER in roles.values())


def _roles(connection: Connection, supervisor: str, places: Sequence[str]) -> Mapping[str, SupervisorRole]:
    """Return a visitor's roles at some places. A query of its own: joined to the tree, PostgreSQL would scan everything
    below a grant.
    """
    query = select(_GRANT.c.place, _GRANT.c.role).where(_GRANT.c.supervisor == supervisor)
    return {row.place: row.role for row in connection.execute(query.where(_GRANT.c.place.in_(places)))}


def cell_within(connection: Connection, place: ReachedPlace, cell: str) -> ReachedPlace:
    """Return a cell of a place's subtree, named by a form. Raises :class:`Problem` (404) for any other."""
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind).join(_ABOVE, _ABOVE.c.descendant == _PLACE.c.id)
    mine = (_ABOVE.c.ancestor == place.id) & (_PLACE.c.id == cell) & (_PLACE.c.kind == OrganisationKind.CELL)
    row = connection.execute(query.where(mine)).first()
    if row is None:
        raise Problem(NOT_FOUND)
    return ReachedPlace(row.id, row.name, row.kind)


def granted(connection: Connection, supervisor: str) -> tuple[ReachedPlace, ...]:
    """Return the places granted to a visitor, without those inside another one."""
    over = TreeAncestor.__table__
    query = select(_PLACE.c.id, _PLACE.c.name, _PLACE.c.kind).join(_GRANT, _GRANT.c.place == _PLACE.c.id)
    mine = _GRANT.c.supervisor == supervisor
    others = select(_GRANT.c.place).where(mine)
    inner = select(over.c.descendant).where(over.c.ancestor.in_(others) & (over.c.depth > 0))
    rows = connection.execute(query.where(mine & _PLACE.c.id.not_in(inner)).order_by(_PLACE.c.sort_key, _PLACE.c.id))
    return tuple(ReachedPlace(row.id, row.name, row.kind) for row in rows)
