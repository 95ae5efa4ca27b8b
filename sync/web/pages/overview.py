"""The organisation tree with what it adds up to: a place, and the places directly below it."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.language import N_
from sync.web.accounts.access import Place
from sync.web.desk import Desk, Shown, cut
from sync.web.periods import Period, choices
from sync.web.queries.places import Waiting, children, waiting
from sync.web.queries.reports import ReportLine, Wanted, listing
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Sums, added, by_child, by_month, cells_of
from sync.web.queries.targets import targets


@dataclass(frozen=True, slots=True)
class Line:
    """A place with its figures: ``expected`` counts the regular meetings that were due in the months that are over."""

    place: Place
    cells: int
    expected: int
    sums: Sums
    waiting: Waiting


def overview(desk: Desk) -> Shown:
    """Show a place: the figures of its subtree, and of each place directly below; of a cell, its reports."""
    period = desk.period()
    below, paging = cut([] if desk.place.is_cell else children(desk.connection, desk.place, desk.asked.page()),
                        desk.asked.page())  # fmt: skip
    places = [desk.place, *below]
    cells, waits = cells_of(desk.connection, places), waiting(desk.connection, places)
    sums = by_child(desk.connection, below, period.over)
    months = by_month(desk.connection, desk.place, period)
    sums[desk.place.id] = added(months[month] for month in period.over if month in months)
    lines = [
        Line(
            place,
            cells.get(place.id, NO_CELLS).in_month(period.last),
            cells.get(place.id, NO_CELLS).expected(period.over),
            sums.get(place.id, NO_SUMS),
            waits[place.id],
        )
        for place in places
    ]
    context = {"period": period, "periods": choices(desk.now), "whole": lines[0], "lines": lines[1:],
               "paging": paging, "targets": targets(desk.now), "reports": _reports(desk, period)}  # fmt: skip
    return Shown("overview.html", desk.speech.text(N_("Overview")), "overview", context)


def _reports(desk: Desk, period: Period) -> list[ReportLine]:
    if not desk.place.is_cell:
        return []
    found, _ = cut(listing(desk.connection, desk.place, Wanted("", period.first, period.last), 1), 1)
    return found


PAGES = (("/places/{place}", overview),)
