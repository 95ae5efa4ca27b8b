"""A new cell in one step: its place in the tree, and a code for its first machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from models.domain.errors import Refused
from models.domain.language import N_, _
from models.domain.text import fold
from sync.server import accounts, codes, tree
from sync.server.tree import TreePlace
from sync.vocabulary import CodeKind, OrganisationKind

LIFE = timedelta(days=7)
_SUPERIOR = N_("Superior committee")
_SEVERAL = N_("Several cells are called “{name}”: say what the one stands below (--below).")
_WHERE = N_("Say what the cell stands below (--below): {names}.")


@dataclass(frozen=True, slots=True)
class OpenedCell:
    """A cell, and the code for its first machine; no code where a machine is enrolled already."""

    name: str
    code: str = ""
    expires_at: datetime | None = None


def open_cell(connection: Connection, now: datetime, name: str, below: str) -> OpenedCell:
    """Return the cell with a name, added if it does not exist, with a new code if no machine is enrolled.

    ``below`` is the id or name of its parent, which is created in an empty tree. A repetition only makes a new code,
    which replaces the last. Raises :class:`Refused` if the parent is ambiguous.
    """
    places = tree.listing(connection)
    cell = _existing(places, name, tree.find(connection, below) if below and places else None)
    if cell is None:
        above = _above(connection, now, places, below)
        cell = tree.add(connection, now, OrganisationKind.CELL, name, above.id)
    if accounts.count_active(connection, cell.id):
        return OpenedCell(cell.name)
    for one in codes.listing(connection, cell.id):
        if one.kind is CodeKind.ENROLMENT and one.is_open(now):
            codes.revoke(connection, now, one.id)
    made = codes.make(connection, now, cell.id, LIFE)
    return OpenedCell(cell.name, made.code, made.expires_at)


def _existing(places: list[TreePlace], name: str, above: TreePlace | None) -> TreePlace | None:
    cells = (place for place in places if place.kind is OrganisationKind.CELL and fold(place.name) == fold(name))
    found = [cell for cell in cells if above is None or cell.parent_id == above.id]
    if len(found) > 1:
        raise Refused(_SEVERAL, name=name)
    return found[0] if found else None


def _above(connection: Connection, now: datetime, places: list[TreePlace], below: str) -> TreePlace:
    if not places:
        return tree.add(connection, now, OrganisationKind.PROVINCE, below or _(_SUPERIOR), "")
    if below:
        return tree.find(connection, below)
    parents = {place.parent_id for place in places if place.kind is not OrganisationKind.CELL}
    lowest = [place for place in places if place.kind is not OrganisationKind.CELL and place.id not in parents]
    if len(lowest) != 1:
        raise Refused(_WHERE, names=", ".join(place.name for place in lowest))
    return lowest[0]
