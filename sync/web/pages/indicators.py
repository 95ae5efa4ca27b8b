"""Indicators by committee and period: part, whole and percentage, on the page and as a table to take along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.domain.bands import Rate
from models.domain.indicators import NOTHING, Indicator, indicator_source
from models.domain.language import N_
from models.exports.sheets import Sheet, Value
from models.exports.writers import to_csv, to_xlsx
from sync.server.audit import Event
from sync.web.accounts.access import Place
from sync.web.desk import Desk, Download, Shown, cut
from sync.web.periods import Period, choices, month_of, parts, parts_of_year
from sync.web.queries import indicators as query
from sync.web.queries.indicators import SHOWN, Rates
from sync.web.queries.places import all_children, children

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with its rates, one a column."""

    indicator: Indicator
    name: str
    rates: tuple[Rate, ...]


def indicators(desk: Desk) -> Shown:
    """Show a place's indicators by the parts of a period, and those of the places directly below in all of it."""
    period = _period(desk)
    columns, page = parts(period), desk.asked.page()
    below, paging = cut([] if desk.place.is_cell else children(desk.connection, desk.place, page), page)
    found, rates_below = query.of_page(desk.connection, desk.place, columns, below)
    context = {
        "period": period,
        "periods": choices(desk.now, *parts_of_year(period.last[:4])),
        "columns": columns,
        "lines": [Line(one, _name(desk, one), tuple(rates.get(one, NOTHING) for rates in found)) for one in SHOWN],
        "names": {one: _name(desk, one) for one in SHOWN},
        "below": below,
        "rates": rates_below,
        "paging": paging,
        "running": period.first <= period.now <= period.last,
    }
    return Shown("indicators.html", desk.speech.text(N_("Indicators")), "indicators", context)


def as_csv(desk: Desk) -> Download:
    """Return the indicators as CSV; with a semicolon where Vietnamese spreadsheets expect one."""
    body = to_csv(_sheet(desk), ";" if desk.speech.language == "vi" else ",")
    return _download(desk, "csv", "text/csv; charset=utf-8", body)


def as_xlsx(desk: Desk) -> Download:
    """Return the indicators as a workbook."""
    return _download(desk, "xlsx", _XLSX, to_xlsx(_sheet(desk)))


def _download(desk: Desk, ending: str, media_type: str, body: bytes) -> Download:
    name = f"indicators-{_period(desk).name}.{ending}"
    return Download(name, media_type, body, (Event.EXPORTED, desk.place.id))


def _period(desk: Desk) -> Period:
    return desk.period(month_of(desk.now)[:4])


def _sheet(desk: Desk) -> Sheet:
    say = desk.speech.text
    headings = (N_("Place"), N_("Period"), N_("Indicator"), N_("Part"), N_("Whole"), N_("Percentage"))
    return Sheet(say(N_("Indicators")), tuple(map(say, headings)), tuple(_rows(desk)))


def _rows(desk: Desk) -> Iterator[tuple[Value, ...]]:
    period = _period(desk)
    columns = parts(period)
    found = query.of_place(desk.connection, desk.place, columns)
    for column, rates in zip(columns, found, strict=True):
        yield from _rows_of(desk, desk.place, column, rates)
    below = [] if desk.place.is_cell else all_children(desk.connection, desk.place)
    rates_below = query.of_children(desk.connection, below, period)
    for place in below:
        yield from _rows_of(desk, place, period, rates_below[place.id])


def _rows_of(desk: Desk, place: Place, period: Period, rates: Rates) -> Iterator[tuple[Value, ...]]:
    """Yield a row an indicator; the percentage as the page shows it, without the gap that no spreadsheet reads."""
    for one in SHOWN:
        rate = rates.get(one, NOTHING)
        percent = desk.speech.percent(rate.numerator, rate.denominator) if rate.denominator else ""
        name = (place.name, period.title(desk.speech), _name(desk, one))
        yield (*name, rate.numerator, rate.denominator, "".join(percent.split()))


def _name(desk: Desk, indicator: Indicator) -> str:
    return desk.speech.text(indicator_source(indicator))


PAGES = (
    ("/places/{place}/indicators", indicators),
    ("/places/{place}/indicators/csv", as_csv),
    ("/places/{place}/indicators/xlsx", as_xlsx),
)
