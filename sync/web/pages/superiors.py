"""Assigned superiors: who is assigned to which cell, whether they attended its meetings and evaluated them."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.errors import Refused
from models.domain.language import N_
from sync.web.accounts.access import ReachedPlace
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, line, month, month_or_none
from sync.web.periods import choices, month_of
from sync.web.queries import assigned
from sync.web.queries.assigned import Assignment, NewAssignment
from sync.web.queries.places import cells_below
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Sums, added, by_child, by_month, cells_of
from sync.web.request_context import PageResponse, Redirect, RequestContext, cut

_NAME = 200


@dataclass(frozen=True, slots=True)
class SuperiorRow:
    """A cell, who is assigned to it at the end of the period, and the sums of the period."""

    place: ReachedPlace
    assignment: Assignment | None
    sums: Sums


def superiors(context: RequestContext) -> PageResponse:
    """Show the cells of a place with their assigned superiors; of a cell, everybody who was, and the meetings."""
    period = context.period()
    month = min(period.last, period.now)
    values = {
        "period": period,
        "periods": choices(context.now),
        "month": month,
        "whole": added(by_month(context.connection, context.place, period).values()),
        **(_of_cell(context) if context.place.is_cell else _of_cells(context, month)),
    }
    template = "superiors_cell.html" if context.place.is_cell else "superiors.html"
    return PageResponse(template, context.localizer.text(N_("Assigned superiors")), "superiors", values)


def assign(context: RequestContext, form: Form) -> Redirect:
    """Assign a person to a cell from a month on."""
    at_a_cell(context)
    name = line(form, "name", _NAME, N_("Say who is assigned."))
    since, until = month(form, "since"), month_or_none(form, "until")
    if until and until < since:
        raise Refused(N_("The assignment ends before it begins."))
    assigned.assign(
        context.connection, context.now, context.visitor.supervisor, context.place.id, NewAssignment(name, since, until)
    )
    return Redirect(path_of(context.place.id, "superiors"), "assigned")


def end(context: RequestContext, form: Form) -> Redirect:
    """End an assignment with a month."""
    at_a_cell(context)
    since, until = month(form, "since"), month(form, "until")
    if not assigned.end(context.connection, context.now, context.visitor.supervisor, context.place.id, since, until):
        raise Refused(N_("There is no such assignment that could end then."))
    return Redirect(path_of(context.place.id, "superiors"), "assigned")


def _of_cells(context: RequestContext, month: str) -> dict[str, object]:
    connection, page = context.connection, context.page
    below, paging = cut(cells_below(connection, context.place, page), page)
    period = context.period()
    sums, who = by_child(connection, below, period.months), assigned.in_month(connection, below, month)
    cells = cells_of(connection, [context.place]).get(context.place.id, NO_CELLS).in_month(month)
    return {
        "cells": cells,
        "with_superior": assigned.count_with(connection, context.place, month),
        "lines": [SuperiorRow(one, who.get(one.id), sums.get(one.id, NO_SUMS)) for one in below],
        "paging": paging,
    }


def _of_cell(context: RequestContext) -> dict[str, object]:
    history = assigned.history(context.connection, context.place.id)
    return {
        "this_month": month_of(context.now),
        "history": history,
        "meetings": assigned.meetings(context.connection, context.place.id, context.period()),
        "open": next((one for one in history if one.until is None), None),
    }


PAGES = (("/places/{place}/superiors", superiors),)
ACTIONS = (
    ("/places/{place}/superiors", assign, superiors),
    ("/places/{place}/superiors/end", end, superiors),
)
