"""Four-good cells of a year: registered, points reviewed, recognised (docs/domain.md, rule 14)."""

from __future__ import annotations

from typing import Literal

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from sync.server.problems import MALFORMED, Problem
from sync.vocabulary import FourGoodState
from sync.web.accounts.access import cell_within
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, key, line, paragraphs, points_or_none
from sync.web.periods import YEARS, month_of, period
from sync.web.queries import four_good as query
from sync.web.queries.four_good import MET, FourGoodCounts, FourGoodDecision
from sync.web.queries.sums import added, by_month
from sync.web.queries.targets import targets
from sync.web.request_context import OrDefault, PageQuery, PageResponse, Redirect, RequestContext, cut

_CERTIFICATE = 100
_REMARK = 2000
_POINTS = Points.of(100)


class FourGoodQuery(PageQuery):
    """The query of the page: a year, and which cells; an unknown year becomes the present one."""

    year: OrDefault[int] = 0
    show: OrDefault[Literal["all", "registered"]] = "all"


def four_good(context: RequestContext) -> PageResponse:
    """Show the cells of a place and their progress in a year; for a cell, the facts of the year for a decision."""
    year, connection = _year(context), context.connection
    only = context.query(FourGoodQuery).show
    page = 1 if context.place.is_cell else context.page
    standings = query.standings(connection, context.place, year, page, registered=only == "registered")
    lines, paging = cut(standings, page)
    values = {
        "year": year,
        "years": tuple(map(str, _years(context))),
        "standard": targets(context.now).four_good_points,
        "counts": query.counts(connection, [context.place], year).get(context.place.id, FourGoodCounts()),
        "lines": lines,
        "paging": paging,
        "only": only,
        "page": page,
        "states": tuple(FourGoodState),
        **(_evidence(context, year) if context.place.is_cell else {}),
    }
    template = "four_good_cell.html" if context.place.is_cell else "four_good.html"
    return PageResponse(template, context.localizer.text(N_("Four-good cells")), "four-good", values)


def register(context: RequestContext, form: Form) -> Redirect:
    """Register a cell of the place for a year."""
    year, cell = _year(context), context.place.id
    if not context.place.is_cell:
        cell = cell_within(context.connection, context.place, key(form, "cell")).id
    if not query.register(context.connection, context.now, context.visitor.supervisor, cell, year):
        raise Refused(N_("The cell is registered for this year already."))
    return Redirect(f"{path_of(context.place.id, 'four-good')}?year={year}&page={context.page}", "registered")


def decide(context: RequestContext, form: Form) -> Redirect:
    """Store the points of a cell's year, and whether it meets the standard."""
    at_a_cell(context)
    year, decision = _year(context), _decision(form)
    standard = targets(context.now).four_good_points
    if decision.state in MET and not decision.remark and (decision.points is None or decision.points < standard):
        raise Refused(
            N_("The standard is {standard} points (rule 14): say in the remark why the cell is recognised without."),
            standard=standard,
        )
    if decision.certificate and decision.state not in MET:
        raise Refused(N_("Only a cell that meets the standard gets a certificate."))
    if not query.decide(context.connection, context.now, context.visitor.supervisor, context.place.id, year, decision):
        raise Refused(N_("The cell is not registered for this year; register it first."))
    return Redirect(f"{path_of(context.place.id, 'four-good')}?year={year}", "recognised")


def _decision(form: Form) -> FourGoodDecision:
    state = next((known for known in FourGoodState if known.value == form.get("state")), None)
    if state is None:
        raise Problem(MALFORMED)
    points = points_or_none(form, "points", _POINTS, halves=False)
    return FourGoodDecision(
        state,
        None if points is None else points.whole,
        line(form, "certificate", _CERTIFICATE),
        paragraphs(form, "remark", _REMARK),
    )


def _evidence(context: RequestContext, year: int) -> dict[str, object]:
    """Return the facts from the reports of a cell's year, of the months that are over."""
    whole = period(str(year), context.now)
    months = by_month(context.connection, context.place, whole)
    return {"sums": added(months[month] for month in whole.over if month in months), "over": len(whole.over)}


def _year(context: RequestContext) -> int:
    known, year = _years(context), context.query(FourGoodQuery).year
    return year if year in known else known[1]


def _years(context: RequestContext) -> tuple[int, ...]:
    """Return the years to choose from: the next one, for early registration, and those before."""
    year = int(month_of(context.now)[:4])
    return tuple(range(year + 1, year - YEARS, -1))


PAGES = (("/places/{place}/four-good", four_good),)
ACTIONS = (
    ("/places/{place}/four-good", decide, four_good),
    ("/places/{place}/four-good/register", register, four_good),
)
