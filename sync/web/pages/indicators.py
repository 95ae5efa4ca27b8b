"""Indicators by committee and period: part, whole and percentage, on the page and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.domain.bands import Rate
from models.domain.indicators import NOTHING, Indicator, indicator_source
from models.domain.language import N_
from models.exports.tables import ExportTable, Value
from models.exports.writers import to_csv, to_xlsx
from sync.server.audit import Event
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period, choices, month_of, parts, parts_of_year
from sync.web.queries import indicators as query
from sync.web.queries.indicators import SHOWN, Rates
from sync.web.queries.places import all_children, children
from sync.web.request_context import Download, PageResponse, RequestContext, cut

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its rates, one per column."""

    indicator: Indicator
    name: str
    rates: tuple[Rate, ...]


def indicators(context: RequestContext) -> PageResponse:
    """Show a place's indicators by the parts of a period, and those of the places directly below in all of it."""
    period = _period(context)
    columns, page = parts(period), context.page
    below, paging = cut([] if context.place.is_cell else children(context.connection, context.place, page), page)
    found, rates_below = query.of_page(context.connection, context.place, columns, below)
    values = {
        "period": period,
        "periods": choices(context.now, *parts_of_year(period.last[:4])),
        "columns": columns,
        "lines": [
            IndicatorRow(one, _name(context, one), tuple(rates.get(one, NOTHING) for rates in found)) for one in SHOWN
        ],
        "names": {one: _name(context, one) for one in SHOWN},
        "below": below,
        "rates": rates_below,
        "paging": paging,
        "running": period.first <= period.now <= period.last,
    }
    return PageResponse("indicators.html", context.localizer.text(N_("Indicators")), "indicators", values)


def as_csv(context: RequestContext) -> Download:
    """Return the indicators as CSV; with a semicolon where Vietnamese spreadsheets expect one."""
    body = to_csv(_sheet(context), ";" if context.localizer.language == "vi" else ",")
    return _download(context, "csv", "text/csv; charset=utf-8", body)


def as_xlsx(context: RequestContext) -> Download:
    """Return the indicators as a workbook."""
    return _download(context, "xlsx", _XLSX, to_xlsx(_sheet(context)))


def _download(context: RequestContext, ending: str, media_type: str, body: bytes) -> Download:
    name = f"indicators-{_period(context).name}.{ending}"
    return Download(name, media_type, body, (Event.EXPORTED, context.place.id))


def _period(context: RequestContext) -> Period:
    return context.period(month_of(context.now)[:4])


def _sheet(context: RequestContext) -> ExportTable:
    say = context.localizer.text
    headings = (N_("Place"), N_("Period"), N_("Indicator"), N_("Part"), N_("Whole"), N_("Percentage"))
    return ExportTable(say(N_("Indicators")), tuple(map(say, headings)), tuple(_rows(context)))


def _rows(context: RequestContext) -> Iterator[tuple[Value, ...]]:
    period = _period(context)
    columns = parts(period)
    found = query.of_place(context.connection, context.place, columns)
    for column, rates in zip(columns, found, strict=True):
        yield from _rows_of(context, context.place, column, rates)
    below = [] if context.place.is_cell else all_children(context.connection, context.place)
    rates_below = query.of_children(context.connection, below, period)
    for place in below:
        yield from _rows_of(context, place, period, rates_below[place.id])


def _rows_of(context: RequestContext, place: ReachedPlace, period: Period, rates: Rates) -> Iterator[tuple[Value, ...]]:
    """Yield a row per indicator; the percentage as on the page, without the space, which spreadsheets cannot read."""
    for one in SHOWN:
        rate = rates.get(one, NOTHING)
        percent = context.localizer.percent(rate.numerator, rate.denominator) if rate.denominator else ""
        name = (place.name, period.title(context.localizer), _name(context, one))
        yield (*name, rate.numerator, rate.denominator, "".join(percent.split()))


def _name(context: RequestContext, indicator: Indicator) -> str:
    return context.localizer.text(indicator_source(indicator))


PAGES = (
    ("/places/{place}/indicators", indicators),
    ("/places/{place}/indicators/csv", as_csv),
    ("/places/{place}/indicators/xlsx", as_xlsx),
)
