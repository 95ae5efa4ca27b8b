"""Assigned superiors: who is assigned to which cell, whether they attended its meetings and evaluated them."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.errors import Refused
from models.domain.language import N_
from sync.web.accounts.access import Place
from sync.web.desk import Desk, Done, Shown, cut
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, line, month, month_or_none
from sync.web.periods import choices, month_of
from sync.web.queries import assigned
from sync.web.queries.assigned import Assigning, Assignment
from sync.web.queries.places import cells_below
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Sums, added, by_child, by_month, cells_of

_NAME = 200


@dataclass(frozen=True, slots=True)
class Line:
    """A cell, who is assigned to it at the end of the period, and the sums of the period."""

    place: Place
    assignment: Assignment | None
    sums: Sums


def superiors(desk: Desk) -> Shown:
    """Show the cells of a place with their assigned superiors; of a cell, everybody who was, and the meetings."""
    period = desk.period()
    month = min(period.last, period.now)
    context = {
        "period": period,
        "periods": choices(desk.now),
        "month": month,
        "whole": added(by_month(desk.connection, desk.place, period).values()),
        **(_of_cell(desk) if desk.place.is_cell else _of_cells(desk, month)),
    }
    template = "superiors_cell.html" if desk.place.is_cell else "superiors.html"
    return Shown(template, desk.speech.text(N_("Assigned superiors")), "superiors", context)


def assign(desk: Desk, form: Form) -> Done:
    """Assign somebody to a cell from a month on."""
    at_a_cell(desk)
    name = line(form, "name", _NAME, N_("Say who is assigned."))
    since, until = month(form, "since"), month_or_none(form, "until")
    if until and until < since:
        raise Refused(N_("The assignment ends before it begins."))
    assigned.assign(desk.connection, desk.now, desk.visitor.supervisor, desk.place.id, Assigning(name, since, until))
    return Done(path_of(desk.place.id, "superiors"), "assigned")


def end(desk: Desk, form: Form) -> Done:
    """Let an assignment end with a month."""
    at_a_cell(desk)
    since, until = month(form, "since"), month(form, "until")
    if not assigned.end(desk.connection, desk.now, desk.visitor.supervisor, desk.place.id, since, until):
        raise Refused(N_("There is no such assignment that could end then."))
    return Done(path_of(desk.place.id, "superiors"), "assigned")


def _of_cells(desk: Desk, month: str) -> dict[str, object]:
    connection, page = desk.connection, desk.asked.page()
    below, paging = cut(cells_below(connection, desk.place, page), page)
    period = desk.period()
    sums, who = by_child(connection, below, period.months), assigned.in_month(connection, below, month)
    cells = cells_of(connection, [desk.place]).get(desk.place.id, NO_CELLS).in_month(month)
    return {
        "cells": cells,
        "with_superior": assigned.count_with(connection, desk.place, month),
        "lines": [Line(one, who.get(one.id), sums.get(one.id, NO_SUMS)) for one in below],
        "paging": paging,
    }


def _of_cell(desk: Desk) -> dict[str, object]:
    history = assigned.history(desk.connection, desk.place.id)
    return {
        "this_month": month_of(desk.now),
        "history": history,
        "meetings": assigned.meetings(desk.connection, desk.place.id, desk.period()),
        "open": next((one for one in history if one.until is None), None),
    }


PAGES = (("/places/{place}/superiors", superiors),)
DEEDS = (
    ("/places/{place}/superiors", assign, superiors),
    ("/places/{place}/superiors/end", end, superiors),
)
