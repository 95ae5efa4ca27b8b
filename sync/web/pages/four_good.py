"""Four-good cells of a year: registered, points reviewed, recognised (docs/domain.md, rule 14)."""

from __future__ import annotations

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from sync.server.problems import MALFORMED, Problem
from sync.vocabulary import FourGoodState
from sync.web.accounts.access import cell_within
from sync.web.desk import Desk, Done, Shown, cut
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import at_a_cell, key, line, paragraphs, points_or_none
from sync.web.periods import YEARS, month_of, period
from sync.web.queries import four_good as query
from sync.web.queries.four_good import MET, Counts, Decision
from sync.web.queries.sums import added, by_month
from sync.web.queries.targets import targets

_CERTIFICATE = 100
_REMARK = 2000
_POINTS = Points.of(100)


def four_good(desk: Desk) -> Shown:
    """Show the cells of a place and how far each is in a year; of a cell, what is known of the year, to decide by."""
    year, connection = _year(desk), desk.connection
    only = desk.asked.choice("show", "all", "registered")
    page = 1 if desk.place.is_cell else desk.asked.page()
    standings = query.standings(connection, desk.place, year, page, registered=only == "registered")
    lines, paging = cut(standings, page)
    context = {
        "year": year,
        "years": tuple(map(str, _years(desk))),
        "standard": targets(desk.now).four_good_points,
        "counts": query.counts(connection, [desk.place], year).get(desk.place.id, Counts()),
        "lines": lines,
        "paging": paging,
        "only": only,
        "page": page,
        "states": tuple(FourGoodState),
        **(_evidence(desk, year) if desk.place.is_cell else {}),
    }
    template = "four_good_cell.html" if desk.place.is_cell else "four_good.html"
    return Shown(template, desk.speech.text(N_("Four-good cells")), "four-good", context)


def register(desk: Desk, form: Form) -> Done:
    """Register a cell of the place for a year."""
    year, cell = _year(desk), desk.place.id
    if not desk.place.is_cell:
        cell = cell_within(desk.connection, desk.place, key(form, "cell")).id
    if not query.register(desk.connection, desk.now, desk.visitor.supervisor, cell, year):
        raise Refused(N_("The cell is registered for this year already."))
    return Done(f"{path_of(desk.place.id, 'four-good')}?year={year}&page={desk.asked.page()}", "registered")


def decide(desk: Desk, form: Form) -> Done:
    """Keep the points of a cell's year, and whether it meets the standard."""
    at_a_cell(desk)
    year, decision = _year(desk), _decision(form)
    standard = targets(desk.now).four_good_points
    if decision.state in MET and not decision.remark and (decision.points is None or decision.points < standard):
        raise Refused(
            N_("The standard is {standard} points (rule 14): say in the remark why the cell is recognised without."),
            standard=standard,
        )
    if decision.certificate and decision.state not in MET:
        raise Refused(N_("Only a cell that meets the standard gets a certificate."))
    if not query.decide(desk.connection, desk.now, desk.visitor.supervisor, desk.place.id, year, decision):
        raise Refused(N_("The cell is not registered for this year; register it first."))
    return Done(f"{path_of(desk.place.id, 'four-good')}?year={year}", "recognised")


def _decision(form: Form) -> Decision:
    state = next((known for known in FourGoodState if known.value == form.get("state")), None)
    if state is None:
        raise Problem(MALFORMED)
    points = points_or_none(form, "points", _POINTS, halves=False)
    return Decision(
        state,
        None if points is None else points.whole,
        line(form, "certificate", _CERTIFICATE),
        paragraphs(form, "remark", _REMARK),
    )


def _evidence(desk: Desk, year: int) -> dict[str, object]:
    """Return what the reports of a cell's year tell, of the months that are over."""
    whole = period(str(year), desk.now)
    months = by_month(desk.connection, desk.place, whole)
    return {"sums": added(months[month] for month in whole.over if month in months), "over": len(whole.over)}


def _year(desk: Desk) -> int:
    known = _years(desk)
    return int(desk.asked.choice("year", *map(str, (known[1], *known))))


def _years(desk: Desk) -> tuple[int, ...]:
    """Return the years that are offered: the next one, for which cells register ahead, and those before."""
    year = int(month_of(desk.now)[:4])
    return tuple(range(year + 1, year - YEARS, -1))


PAGES = (("/places/{place}/four-good", four_good),)
DEEDS = (
    ("/places/{place}/four-good", decide, four_good),
    ("/places/{place}/four-good/register", register, four_good),
)
