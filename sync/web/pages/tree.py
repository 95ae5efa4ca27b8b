"""The organisation tree below a place, to find one's way in it."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.desk import Desk, Shown
from sync.web.queries import tree as kept


def tree(desk: Desk) -> Shown:
    """Show the committees and cells below a place."""
    if desk.place.is_cell:
        raise Problem(NOT_FOUND)
    context = {"tree": kept.tree(desk.connection, desk.place)}
    return Shown("tree.html", desk.speech.text(N_("Organisation tree")), "tree", context)


PAGES = (("/places/{place}/tree", tree),)
