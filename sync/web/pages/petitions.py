"""Petitions addressed upward: how long each has waited, and the answer."""

from __future__ import annotations

from typing import Literal

from models.domain import limits
from models.domain.errors import Refused
from models.domain.language import N_
from sync.protocol.fields import Malformed, identifier
from sync.server.problems import NOT_FOUND, Problem
from sync.web.accounts.access import cell_within
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import paragraphs
from sync.web.queries import petitions as kept
from sync.web.queries.people import names_of
from sync.web.queries.places import waiting
from sync.web.request_context import OrDefault, PageQuery, PageResponse, Redirect, RequestContext, cut


class PetitionQuery(PageQuery):
    """The query of the list: unanswered or answered petitions."""

    state: OrDefault[Literal["open", "answered"]] = "open"


def petitions(context: RequestContext) -> PageResponse:
    """Show the unanswered or the answered petitions below a place."""
    state = context.query(PetitionQuery).state
    found = kept.listing(context.connection, context.place, answered=state == "answered", page=context.page)
    lines, paging = cut(found, context.page)
    values = {"state": state, "lines": lines, "paging": paging, "limit": limits.ANSWER,
               "open_count": waiting(context.connection, [context.place])[context.place.id].petitions,
               "names": names_of(context.connection, (one.answered_by for one in lines))}  # fmt: skip
    return PageResponse("petitions.html", context.localizer.text(N_("Petitions")), "petitions", values)


def answer(context: RequestContext, form: Form) -> Redirect:
    """Answer a petition; an answer cannot be changed, because the cell fetches it."""
    text = paragraphs(form, "answer", limits.ANSWER, N_("Write the answer."))
    try:
        cell, petition = (identifier(form.get(name)) for name in ("cell", "petition"))
    except Malformed:
        raise Problem(NOT_FOUND) from None
    source = cell_within(context.connection, context.place, cell).id, petition
    done = kept.answer(context.connection, context.now, context.visitor.supervisor, source, text)
    if done is None:
        raise Problem(NOT_FOUND)
    if not done:
        raise Refused(N_("The petition was answered already; that answer stands."))
    return Redirect(path_of(context.place.id, "petitions"), "answered")


PAGES = (("/places/{place}/petitions", petitions),)
ACTIONS = (("/places/{place}/petitions/answer", answer, petitions),)
