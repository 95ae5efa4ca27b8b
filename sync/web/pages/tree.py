"""The organisation tree below a place, to find one's way in it."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.queries import tree as kept
from sync.web.request_context import PageResponse, RequestContext


def tree(context: RequestContext) -> PageResponse:
    """Show the committees and cells below a place."""
    if context.place.is_cell:
        raise Problem(NOT_FOUND)
    values = {"tree": kept.tree(context.connection, context.place)}
    return PageResponse("tree.html", context.localizer.text(N_("Organisation tree")), "tree", values)


PAGES = (("/places/{place}/tree", tree),)
