"""Reports to read: the list, one report, its minutes as PDF; acknowledged, or returned; its official points."""

from __future__ import annotations

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from sync.server import reports as received
from sync.server.audit import Event
from sync.server.problems import NOT_FOUND, Problem
from sync.server.reports import MAXIMUM_REMARK
from sync.vocabulary import ReportState
from sync.web import minutes
from sync.web.desk import Desk, Done, Download, Shown, cut
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import paragraphs, points_or_none
from sync.web.periods import choices
from sync.web.queries import petitions, reviews
from sync.web.queries.people import names_of
from sync.web.queries.reports import Opened, Wanted, listing, opened
from sync.web.report_reading import Reading

_ALL = "all"
_STATES = (ReportState.SENT, ReportState.ACKNOWLEDGED, ReportState.RETURNED)
_POINTS = Points.of(100)


def reports(desk: Desk) -> Shown:
    """Show the reports below a place; at first those that nobody has read."""
    period, state = desk.period(), desk.asked.choice("state", *(one.value for one in _STATES), _ALL)
    wanted = Wanted("" if state == _ALL else state, period.first, period.last)
    lines, paging = cut(listing(desk.connection, desk.place, wanted, desk.asked.page()), desk.asked.page())
    context = {"period": period, "periods": _periods(desk), "state": state, "states": _STATES, "lines": lines,
               "paging": paging}  # fmt: skip
    return Shown("reports.html", desk.speech.text(N_("Reports")), "reports", context)


def report(desk: Desk) -> Shown:
    """Show one report of a cell; that it was read is written down."""
    found = _found(desk)
    review = found.review
    context = {
        "report": found.line,
        "digest": found.digest,
        "reading": Reading(found.content, desk.speech),
        "petitions": petitions.of_report(desk.connection, desk.place.id, found.line.id),
        "review": review,
        "reviewer": names_of(desk.connection, [review.by if review else None]).get(review.by if review else ""),
        "points_of": _most(found),
        "limit": MAXIMUM_REMARK,
        "is_open": found.line.state is ReportState.SENT,
    }
    title = found.line.title or desk.speech.text(N_("Report of a meeting"))
    return Shown("report.html", title, "reports", context, noted=(Event.REPORT_READ, found.line.id))


def pdf(desk: Desk) -> Download:
    """Give the sealed minutes as PDF."""
    found = _found(desk)
    name = f"minutes-{found.line.day}.pdf"
    return Download(name, "application/pdf", minutes.minutes_pdf(found), (Event.REPORT_READ, found.line.id))


def signed_file(desk: Desk) -> Download:
    """Give the report as the cell signed it, for “chibo verify”."""
    found = _found(desk)
    name = f"report-{found.line.day}.json"
    return Download(name, "application/json", found.document, (Event.REPORT_READ, found.line.id))


def decide(desk: Desk, form: Form) -> Done:
    """Acknowledge a report, or return it with a remark."""
    found = _found(desk)
    if form.get("digest") != found.digest:
        raise Refused(N_("The cell sent another version meanwhile. Read it, then decide."))
    state = ReportState.RETURNED if form.get("decision") == "return" else ReportState.ACKNOWLEDGED
    missing = N_("Say what is to be mended, so that the cell can do it.") if state is ReportState.RETURNED else ""
    remark = paragraphs(form, "remark", MAXIMUM_REMARK, missing)
    by = desk.visitor.supervisor
    received.decide(desk.connection, desk.now, found.line.id, state, remark, cell=desk.place.id, by=by)
    return Done(path_of(desk.place.id, "reports", found.line.id), state.value)


def review(desk: Desk, form: Form) -> Done:
    """Give a meeting its official points; the cell's own stay beside them."""
    found = _found(desk)
    points = points_or_none(form, "points", _most(found), halves=Reading(found.content, desk.speech).has_halves)
    if points is None:
        raise Refused(N_("Give the points."))
    given = reviews.Given(points, _most(found), paragraphs(form, "grounds", MAXIMUM_REMARK))
    reviews.give(desk.connection, desk.now, desk.visitor.supervisor, (desk.place.id, found.line.id), given)
    return Done(path_of(desk.place.id, "reports", found.line.id), "reviewed")


def _found(desk: Desk) -> Opened:
    found = opened(desk.connection, desk.place.id, desk.asked.path["report"]) if desk.place.is_cell else None
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def _most(found: Opened) -> Points:
    return found.line.points_of or found.line.superior_of or _POINTS


def _periods(desk: Desk) -> tuple[object, ...]:
    """Return the periods to choose from, the one that is shown among them: a link may lead to a single month."""
    offered, shown = choices(desk.now), desk.period()
    return offered if any(one.name == shown.name for one in offered) else (*offered, shown)


_ONE = "/places/{place}/reports/{report}"
PAGES = (
    ("/places/{place}/reports", reports),
    (_ONE, report),
    (f"{_ONE}/minutes.pdf", pdf),
    (f"{_ONE}/signed.json", signed_file),
)
DEEDS = (
    (f"{_ONE}/decision", decide, report),
    (f"{_ONE}/review", review, report),
)
