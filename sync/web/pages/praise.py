"""Good practice: praise of cells, visible to all who can read a place above them."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, key, paragraphs
from sync.web.queries import praises
from sync.web.request_context import PageResponse, Redirect, RequestContext, cut

_TEXT = 2000


def praise(context: RequestContext) -> PageResponse:
    """Show the valid praise of a place's cells."""
    lines, paging = cut(praises.praised(context.connection, context.place, context.page), context.page)
    values = {"lines": lines, "paging": paging, "limit": _TEXT}
    return PageResponse("praise.html", context.localizer.text(N_("Good practice")), "praise", values)


def write(context: RequestContext, form: Form) -> Redirect:
    """Praise a cell."""
    at_a_cell(context)
    text = paragraphs(form, "text", _TEXT, N_("Say what the cell does well."))
    praises.praise(context.connection, context.now, context.visitor.supervisor, context.place.id, text)
    return Redirect(path_of(context.place.id, "praise"), "praised")


def withdraw(context: RequestContext, form: Form) -> Redirect:
    """Withdraw praise; its author stays on record."""
    which = key(form, "praise")
    if not praises.withdraw(context.connection, context.now, context.visitor.supervisor, context.place, which):
        raise Problem(NOT_FOUND)
    return Redirect(path_of(context.place.id, "praise"), "withdrawn")


PAGES = (("/places/{place}/praise", praise),)
ACTIONS = (
    ("/places/{place}/praise", write, praise),
    ("/places/{place}/praise/withdraw", withdraw, praise),
)
