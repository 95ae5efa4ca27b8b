"""The closure table of the organisation tree: every place with all its ancestors, so that a subtree is one
index scan.
"""

from __future__ import annotations

from sqlalchemy import delete, insert, literal, select, true
from sqlalchemy.engine import Connection

from sync.server.tables import TreeAncestor

_TABLE = TreeAncestor.__table__


def insert_below(connection: Connection, place: str, parent: str | None) -> None:
    """Add a place with its ancestors."""
    connection.execute(insert(_TABLE).values(ancestor=place, descendant=place, depth=0))
    if parent:
        above = select(_TABLE.c.ancestor, literal(place), _TABLE.c.depth + 1).where(_TABLE.c.descendant == parent)
        connection.execute(insert(_TABLE).from_select(["ancestor", "descendant", "depth"], above))


def move_below(connection: Connection, place: str, parent: str) -> None:
    """Move a place with its subtree below another place."""
    below = select(_TABLE.c.descendant).where(_TABLE.c.ancestor == place)
    old = select(_TABLE.c.ancestor).where((_TABLE.c.descendant == place) & (_TABLE.c.ancestor != place))
    connection.execute(delete(_TABLE).where(_TABLE.c.descendant.in_(below) & _TABLE.c.ancestor.in_(old)))
    upper, lower = _TABLE.alias(), _TABLE.alias()
    pairs = select(upper.c.ancestor, lower.c.descendant, upper.c.depth + lower.c.depth + 1)
    pairs = pairs.select_from(upper.join(lower, true())).where(
        (upper.c.descendant == parent) & (lower.c.ancestor == place)
    )
    connection.execute(insert(_TABLE).from_select(["ancestor", "descendant", "depth"], pairs))


def is_below(connection: Connection, place: str, above: str) -> bool:
    """Tell whether a place is ``above`` itself, or anywhere below it."""
    wanted = (_TABLE.c.ancestor == above) & (_TABLE.c.descendant == place)
    return connection.execute(select(_TABLE.c.depth).where(wanted)).first() is not None
