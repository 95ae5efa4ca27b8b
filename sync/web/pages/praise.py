"""Good practice: what cells were praised for, for all who read a place above them."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.desk import Desk, Done, Shown, cut
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, key, paragraphs
from sync.web.queries import praises

_TEXT = 2000


def praise(desk: Desk) -> Shown:
    """Show what stands of the praise of a place's cells."""
    lines, paging = cut(praises.praised(desk.connection, desk.place, desk.asked.page()), desk.asked.page())
    context = {"lines": lines, "paging": paging, "limit": _TEXT}
    return Shown("praise.html", desk.speech.text(N_("Good practice")), "praise", context)


def write(desk: Desk, form: Form) -> Done:
    """Praise a cell."""
    at_a_cell(desk)
    text = paragraphs(form, "text", _TEXT, N_("Say what the cell does well."))
    praises.praise(desk.connection, desk.now, desk.visitor.supervisor, desk.place.id, text)
    return Done(path_of(desk.place.id, "praise"), "praised")


def withdraw(desk: Desk, form: Form) -> Done:
    """Take a praise back: it stands no more, and who wrote it stays on record."""
    which = key(form, "praise")
    if not praises.withdraw(desk.connection, desk.now, desk.visitor.supervisor, desk.place, which):
        raise Problem(NOT_FOUND)
    return Done(path_of(desk.place.id, "praise"), "withdrawn")


PAGES = (("/places/{place}/praise", praise),)
DEEDS = (
    ("/places/{place}/praise", write, praise),
    ("/places/{place}/praise/withdraw", withdraw, praise),
)
