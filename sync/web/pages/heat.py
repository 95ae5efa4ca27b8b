"""The heat map: cells by months, held, late or missed, and the quality of each meeting."""

from __future__ import annotations

from models.domain.language import N_
from sync.server.problems import NOT_FOUND, Problem
from sync.web.desk import Desk, Shown, cut
from sync.web.periods import FIVE_YEARS, choices
from sync.web.queries.months import rows
from sync.web.queries.places import cells_below
from sync.web.queries.sums import NO_CELLS, by_month, cells_of


def heat(desk: Desk) -> Shown:
    """Show the months of the cells below a place; five years of them would fit no screen."""
    period = desk.period()
    if desk.place.is_cell or period.name == FIVE_YEARS:
        raise Problem(NOT_FOUND)
    cells, paging = cut(cells_below(desk.connection, desk.place, desk.asked.page()), desk.asked.page())
    counted = cells_of(desk.connection, [desk.place]).get(desk.place.id, NO_CELLS)
    context = {
        "period": period,
        "periods": choices(desk.now),
        "rows": rows(desk.connection, cells, period),
        "paging": paging,
        "sums": by_month(desk.connection, desk.place, period),
        "expected": {month: counted.in_month(month) for month in period.months if month <= period.now},
    }
    return Shown("heat.html", desk.speech.text(N_("Month by month")), "heat", context)


PAGES = (("/places/{place}/heat", heat),)
