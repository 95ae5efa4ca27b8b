"""Petitions addressed upward: how long each has waited, and the answer."""

from __future__ import annotations

from models.domain.errors import Refused
from models.domain.language import N_
from sync.protocol.fields import Malformed, identifier
from sync.server.problems import NOT_FOUND, Problem
from sync.web.accounts.access import cell_within
from sync.web.desk import Desk, Done, Shown, cut
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import paragraphs
from sync.web.queries import petitions as kept
from sync.web.queries.people import names_of
from sync.web.queries.places import waiting

_OPEN, _ANSWERED = "open", "answered"


def petitions(desk: Desk) -> Shown:
    """Show what waits for an answer below a place, or what was answered."""
    state, page = desk.asked.choice("state", _OPEN, _ANSWERED), desk.asked.page()
    found = kept.listing(desk.connection, desk.place, answered=state == _ANSWERED, page=page)
    lines, paging = cut(found, page)
    context = {"state": state, "lines": lines, "paging": paging, "limit": kept.MAXIMUM_ANSWER,
               "open_count": waiting(desk.connection, [desk.place])[desk.place.id].petitions,
               "names": names_of(desk.connection, (one.answered_by for one in lines))}  # fmt: skip
    return Shown("petitions.html", desk.speech.text(N_("Petitions")), "petitions", context)


def answer(desk: Desk, form: Form) -> Done:
    """Answer a petition; the answer stands, for the cell fetches it."""
    text = paragraphs(form, "answer", kept.MAXIMUM_ANSWER, N_("Write the answer."))
    try:
        cell, petition = (identifier(form.get(name)) for name in ("cell", "petition"))
    except Malformed:
        raise Problem(NOT_FOUND) from None
    source = cell_within(desk.connection, desk.place, cell).id, petition
    done = kept.answer(desk.connection, desk.now, desk.visitor.supervisor, source, text)
    if done is None:
        raise Problem(NOT_FOUND)
    if not done:
        raise Refused(N_("The petition was answered already; that answer stands."))
    return Done(path_of(desk.place.id, "petitions"), "answered")


PAGES = (("/places/{place}/petitions", petitions),)
DEEDS = (("/places/{place}/petitions/answer", answer, petitions),)
