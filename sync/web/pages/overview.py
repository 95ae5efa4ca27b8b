"""The organisation tree with its sums: a place, and the places directly below it."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.language import N_
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period, choices
from sync.web.queries.places import WaitingCounts, children, waiting
from sync.web.queries.reports import ReportFilter, ReportRow, listing
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Sums, added, by_child, by_month, cells_of
from sync.web.queries.targets import targets
from sync.web.request_context import PageResponse, RequestContext, cut


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """A place with its figures: ``expected`` is the number of regular meetings due in the months that are over."""

    place: ReachedPlace
    cells: int
    expected: int
    sums: Sums
    waiting: WaitingCounts


def overview(context: RequestContext) -> PageResponse:
    """Show a place: the figures of its subtree, and of each place directly below; of a cell, its reports."""
    period = context.period()
    page = context.page
    below, paging = cut([] if context.place.is_cell else children(context.connection, context.place, page), page)
    places = [context.place, *below]
    cells, waits = cells_of(context.connection, places), waiting(context.connection, places)
    sums = by_child(context.connection, below, period.over)
    months = by_month(context.connection, context.place, period)
    sums[context.place.id] = added(months[month] for month in period.over if month in months)
    lines = [
        OverviewRow(
            place,
            cells.get(place.id, NO_CELLS).in_month(period.last),
            cells.get(place.id, NO_CELLS).expected(period.over),
            sums.get(place.id, NO_SUMS),
            waits[place.id],
        )
        for place in places
    ]
    values = {"period": period, "periods": choices(context.now), "whole": lines[0], "lines": lines[1:],
               "paging": paging, "targets": targets(context.now), "reports": _reports(context, period)}  # fmt: skip
    return PageResponse("overview.html", context.localizer.text(N_("Overview")), "overview", values)


def _reports(context: RequestContext, period: Period) -> list[ReportRow]:
    if not context.place.is_cell:
        return []
    found, _ = cut(listing(context.connection, context.place, ReportFilter("", period.first, period.last), 1), 1)
    return found


PAGES = (("/places/{place}", overview),)
