"""Attendance, quality and speaking over time: plots, and the table of the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import dropwhile

from models.domain.language import N_
from sync.web import plots
from sync.web.periods import FIVE_YEARS, choices
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Sums, added, by_month, cells_of
from sync.web.queries.targets import targets
from sync.web.request_context import PageResponse, RequestContext


@dataclass(frozen=True, slots=True)
class Month:
    """A month's figures; ``expected`` counts the regular meetings that were due."""

    month: str
    expected: int
    sums: Sums


def trends(context: RequestContext) -> PageResponse:
    """Show the figures of a place's cells, month by month."""
    period = context.period()
    found = by_month(context.connection, context.place, period)
    cells = cells_of(context.connection, [context.place]).get(context.place.id, NO_CELLS)
    months = tuple(month for month in period.months if month <= period.now)
    figures = _begun([Month(month, cells.in_month(month), found.get(month, NO_SUMS)) for month in months])
    aims = targets(context.now)
    values = {
        "period": period,
        "periods": choices(context.now, FIVE_YEARS),
        "months": figures,
        "whole": Month("", cells.expected(period.over), added(one.sums for one in figures)),
        "targets": aims,
        "attendance": _line(figures, "attendance", aims.attendance),
        "speaking": _line(figures, "speaking"),
        "tasks": _line(figures, "tasks"),
        "quality": plots.bars([one.month for one in figures], [one.sums.quality for one in figures]),
    }
    return PageResponse("trends.html", context.localizer.text(N_("Over time")), "trends", values)


def _begun(figures: list[Month]) -> list[Month]:
    """Leave out the months before the first cell or meeting."""
    return list(dropwhile(lambda one: not one.expected and not one.sums.meetings, figures))


def _line(figures: list[Month], name: str, target: int | None = None) -> plots.LinePlot:
    rates = [(getattr(one.sums, f"{name}_n"), getattr(one.sums, f"{name}_d")) for one in figures]
    return plots.line([one.month for one in figures], rates, target)


PAGES = (("/places/{place}/trends", trends),)
