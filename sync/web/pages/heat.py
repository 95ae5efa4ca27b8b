"""The heat map: cells by months, held, late or missed, and the quality of each meeting."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.periods import FIVE_YEARS, choices
from sync.web.queries.months import rows
from sync.web.queries.places import cells_below
from sync.web.queries.sums import NO_CELLS, by_month, cells_of
from sync.web.request_context import PageResponse, RequestContext, cut


def heat(context: RequestContext) -> PageResponse:
    """Show the months of the cells below a place; at most a year, because five years would not fit on a screen."""
    period = context.period()
    if context.place.is_cell or period.name == FIVE_YEARS:
        raise Problem(NOT_FOUND)
    cells, paging = cut(cells_below(context.connection, context.place, context.page), context.page)
    counted = cells_of(context.connection, [context.place]).get(context.place.id, NO_CELLS)
    values = {
        "period": period,
        "periods": choices(context.now),
        "rows": rows(context.connection, cells, period),
        "paging": paging,
        "sums": by_month(context.connection, context.place, period),
        "expected": {month: counted.in_month(month) for month in period.months if month <= period.now},
    }
    return PageResponse("heat.html", context.localizer.text(N_("Month by month")), "heat", values)


PAGES = (("/places/{place}/heat", heat),)
