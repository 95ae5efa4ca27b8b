"""The organisation tree: provinces, committees, cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.engine import Connection, Row

from models.domain import limits
from models.domain.clock import VIETNAM
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.text import fold, nfc, one_line, title_key
from models.store.ids import new_id
from sync.server import placements, rollup, tree_closure
from sync.server.audit import ADMIN, Event, record
from sync.server.tables import Ledger, OrganisationNode
from sync.vocabulary import OrganisationKind

_TABLE = OrganisationNode.__table__
_ABOVE = {
    OrganisationKind.PROVINCE: frozenset[OrganisationKind](),
    OrganisationKind.COMMITTEE: frozenset({OrganisationKind.PROVINCE, OrganisationKind.COMMITTEE}),
    OrganisationKind.CELL: frozenset({OrganisationKind.PROVINCE, OrganisationKind.COMMITTEE}),
}
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True, slots=True)
class TreePlace:
    """A place in the tree; ``depth`` counts from the top."""

    id: str
    kind: OrganisationKind
    name: str
    parent_id: str | None
    depth: int = 0


def add(connection: Connection, now: datetime, kind: OrganisationKind, name: str, parent: str | None) -> TreePlace:
    """Add a place below another. Raises :class:`Refused` for a wrong parent, or a name that exists there."""
    name = _checked_name(name)
    above = find(connection, parent) if parent else None
    _check_above(kind, above)
    parent_id = above.id if above else None
    _check_free(connection, name, parent_id)
    place = TreePlace(new_id(), kind, name, parent_id)
    values: dict[str, Any] = {"id": place.id, "parent_id": parent_id, "kind": kind, "name": name, "created_at": now}
    values["sort_key"] = title_key(name)
    if kind is OrganisationKind.CELL:
        values["since"] = f"{now.astimezone(VIETNAM):%Y-%m}"
    connection.execute(insert(_TABLE).values(values))
    tree_closure.insert_below(connection, place.id, parent_id)
    if above is not None and kind is OrganisationKind.CELL:
        connection.execute(insert(Ledger).values(cell=place.id, revision=0))
        placements.begin_placement(connection, place.id, above.id)
    record(connection, now, ADMIN, Event.ORGANISATION_ADDED, subject=place.id)
    return place


def move(connection: Connection, now: datetime, what: str, below: str, since: str | None = None) -> TreePlace:
    """Move a place with its subtree below another. Raises :class:`Refused` for a wrong parent.

    A cell's months before ``since`` (``2026-12``; default: this month) stay with the old parent (docs/domain.md, "Who
    and where"). A committee keeps its own months.
    """
    place, above = find(connection, what), find(connection, below)
    _check_above(place.kind, above)
    if tree_closure.is_below(connection, above.id, place.id):
        raise Refused(N_("“{name}” cannot stand below itself."), name=place.name)
    _check_free(connection, place.name, above.id, besides=place.id)
    month = _checked_month(since) if since else f"{now.astimezone(VIETNAM):%Y-%m}"
    connection.execute(update(_TABLE).where(_TABLE.c.id == place.id).values(parent_id=above.id))
    tree_closure.move_below(connection, place.id, above.id)
    if place.kind is OrganisationKind.CELL and (since or place.parent_id != above.id):
        _transfer(connection, place.id, above.id, month)
    record(connection, now, ADMIN, Event.ORGANISATION_MOVED, subject=place.id)
    return find(connection, place.id)


def _transfer(connection: Connection, cell: str, above: str, month: str) -> None:
    touched = placements.places_of(connection, cell) | {above}
    placements.transfer(connection, cell, above, month)
    rollup.refresh(connection, touched)
    rollup.refresh_petitions(connection, touched)


def _checked_month(text: str) -> str:
    if not _MONTH.fullmatch(text):
        raise Refused(N_("Write a month like 2026-12."))
    return text


def close(connection: Connection, now: datetime, what: str, last_month: str | None) -> TreePlace:
    """Close a cell: it is expected to meet up to a month (``2026-06``) inclusive; without a month it is open again.

    It keeps its history and is not counted in later months (docs/domain.md, "Who and where").

    Raises :class:`Refused` for what is no cell, or no month.
    """
    place = find_cell(connection, what)
    if last_month is not None:
        _checked_month(last_month)
    connection.execute(update(_TABLE).where(_TABLE.c.id == place.id).values(until=last_month))
    event = Event.CELL_CLOSED if last_month else Event.CELL_REOPENED
    record(connection, now, ADMIN, event, cell=place.id, subject=place.id)
    return place


def find(connection: Connection, wanted: str) -> TreePlace:
    """Return the place with an id or a name. Raises :class:`UnknownRecord` when none, or more than one, has it."""
    by_id = connection.execute(_query().where(_TABLE.c.id == wanted)).first()
    if by_id:
        return _place(by_id)
    exact = [_place(row) for row in connection.execute(_query().where(_TABLE.c.name == nfc(wanted)))]
    exact = exact or [_place(row) for row in connection.execute(_query()) if fold(row.name) == fold(wanted)]
    if len(exact) > 1:
        raise UnknownRecord(N_("Several places of the tree are called “{text}”. Give its id."), text=wanted)
    if not exact:
        raise UnknownRecord(N_("No place of the tree is called “{text}”; see “chibo admin org list”."), text=wanted)
    return exact[0]


def find_cell(connection: Connection, wanted: str) -> TreePlace:
    """Return a cell as :func:`find` does. Raises :class:`Refused` when the place is none."""
    place = find(connection, wanted)
    if place.kind is not OrganisationKind.CELL:
        raise Refused(N_("“{name}” is no cell; only cells have machines and reports."), name=place.name)
    return place


def listing(connection: Connection) -> list[TreePlace]:
    """Return the whole tree, each place before those below it."""
    below: dict[str | None, list[TreePlace]] = {}
    for row in connection.execute(_query().order_by(_TABLE.c.sort_key, _TABLE.c.id)):
        below.setdefault(row.parent_id, []).append(_place(row))
    found: list[TreePlace] = []
    waiting = [(place, 0) for place in reversed(below.get(None, []))]
    while waiting:
        place, depth = waiting.pop()
        found.append(replace(place, depth=depth))
        waiting += [(child, depth + 1) for child in reversed(below.get(place.id, []))]
    return found


def cell_names(connection: Connection) -> dict[str, str]:
    """Return the cells' names by their ids."""
    query = select(_TABLE.c.id, _TABLE.c.name).where(_TABLE.c.kind == OrganisationKind.CELL)
    return {row.id: row.name for row in connection.execute(query)}


def _query() -> Select[tuple[str, OrganisationKind, str, str | None]]:
    return select(_TABLE.c.id, _TABLE.c.kind, _TABLE.c.name, _TABLE.c.parent_id)


def _place(row: Row[tuple[str, OrganisationKind, str, str | None]]) -> TreePlace:
    return TreePlace(row.id, row.kind, row.name, row.parent_id)


def _checked_name(name: str) -> str:
    clean = " ".join(one_line(nfc(name)).split())
    if not clean:
        raise Refused(N_("A place of the tree needs a name."))
    if len(clean) > limits.NAME:
        raise Refused(N_("The name is longer than {limit} letters."), limit=limits.NAME)
    return clean


def _check_above(kind: OrganisationKind, above: TreePlace | None) -> None:
    if above is None and kind is not OrganisationKind.PROVINCE:
        raise Refused(N_("Committees and cells stand below something: give --below."))
    if above is not None and above.kind not in _ABOVE[kind]:
        raise Refused(N_("It cannot stand below “{name}”: provinces stand at the top, nothing below a cell."),
                      name=above.name)  # fmt: skip


def _check_free(connection: Connection, name: str, parent_id: str | None, besides: str = "") -> None:
    same = (_TABLE.c.name == name) & (_TABLE.c.parent_id == parent_id) & (_TABLE.c.id != besides)
    if connection.execute(select(_TABLE.c.id).where(same)).first():
        raise Refused(N_("There is a “{name}” in this place already."), name=name)
