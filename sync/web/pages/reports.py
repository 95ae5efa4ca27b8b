"""Reports: the list, one report, its minutes as PDF; acknowledging, returning; its official points."""

from __future__ import annotations

from typing import Final, Literal

from models.domain import limits
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from sync.server import reports as received
from sync.server.audit import Event
from sync.server.problems import NOT_FOUND, Problem
from sync.vocabulary import ReceivedReportState
from sync.web import minutes
from sync.web.forms import Form
from sync.web.navigation import path_of
from sync.web.pages.fields import paragraphs, points_or_none
from sync.web.periods import choices
from sync.web.queries import petitions, reviews
from sync.web.queries.people import names_of
from sync.web.queries.reports import ReportDetail, ReportFilter, listing, opened
from sync.web.report_reading import ReportReading
from sync.web.request_context import Download, OrDefault, PageQuery, PageResponse, Redirect, RequestContext, cut

_ALL: Final = "all"
_POINTS = Points.of(100)


class ReportQuery(PageQuery):
    """The query of the list: the reports of one state, or all."""

    state: OrDefault[ReceivedReportState | Literal["all"]] = ReceivedReportState.SENT


def reports(context: RequestContext) -> PageResponse:
    """Show the reports below a place; by default the unread ones."""
    period, state = context.period(), context.query(ReportQuery).state
    wanted = ReportFilter("" if state == _ALL else state, period.first, period.last)
    lines, paging = cut(listing(context.connection, context.place, wanted, context.page), context.page)
    values = {"period": period, "periods": _periods(context), "state": state, "states": tuple(ReceivedReportState),
               "lines": lines, "paging": paging}  # fmt: skip
    return PageResponse("reports.html", context.localizer.text(N_("Reports")), "reports", values)


def report(context: RequestContext) -> PageResponse:
    """Show one report of a cell; the reading is audited."""
    found = _found(context)
    review = found.review
    values = {
        "report": found.line,
        "digest": found.digest,
        "reading": ReportReading(found.content, context.localizer),
        "petitions": petitions.of_report(context.connection, context.place.id, found.line.id),
        "review": review,
        "reviewer": names_of(context.connection, [review.by if review else None]).get(review.by if review else ""),
        "points_of": _most(found),
        "limit": limits.REMARK,
        "is_open": found.line.state is ReceivedReportState.SENT,
    }
    title = found.line.title or context.localizer.text(N_("Report of a meeting"))
    return PageResponse("report.html", title, "reports", values, noted=(Event.REPORT_READ, found.line.id))


def pdf(context: RequestContext) -> Download:
    """Return the sealed minutes as PDF."""
    found = _found(context)
    name = f"minutes-{found.line.day}.pdf"
    return Download(name, "application/pdf", minutes.minutes_pdf(found), (Event.REPORT_READ, found.line.id))


def signed_file(context: RequestContext) -> Download:
    """Return the report as the cell signed it, for “chibo verify”."""
    found = _found(context)
    name = f"report-{found.line.day}.json"
    return Download(name, "application/json", found.document, (Event.REPORT_READ, found.line.id))


def decide(context: RequestContext, form: Form) -> Redirect:
    """Acknowledge a report, or return it with a remark."""
    found = _found(context)
    if form.get("digest") != found.digest:
        raise Refused(N_("The cell sent another version meanwhile. Read it, then decide."))
    state = ReceivedReportState.RETURNED if form.get("decision") == "return" else ReceivedReportState.ACKNOWLEDGED
    missing = (
        N_("Say what is to be mended, so that the cell can do it.") if state is ReceivedReportState.RETURNED else ""
    )
    remark = paragraphs(form, "remark", limits.REMARK, missing)
    by = context.visitor.supervisor
    received.decide(context.connection, context.now, found.line.id, state, remark, cell=context.place.id, by=by)
    return Redirect(path_of(context.place.id, "reports", found.line.id), state.value)


def review(context: RequestContext, form: Form) -> Redirect:
    """Give a meeting its official points; the cell's own stay beside them."""
    found = _found(context)
    points = points_or_none(
        form, "points", _most(found), halves=ReportReading(found.content, context.localizer).has_halves
    )
    if points is None:
        raise Refused(N_("Give the points."))
    given = reviews.OfficialScore(points, _most(found), paragraphs(form, "grounds", limits.REMARK))
    reviews.give(context.connection, context.now, context.visitor.supervisor, (context.place.id, found.line.id), given)
    return Redirect(path_of(context.place.id, "reports", found.line.id), "reviewed")


def _found(context: RequestContext) -> ReportDetail:
    found = opened(context.connection, context.place.id, context.path["report"]) if context.place.is_cell else None
    if found is None:
        raise Problem(NOT_FOUND)
    return found


def _most(found: ReportDetail) -> Points:
    return found.line.points_of or found.line.superior_of or _POINTS


def _periods(context: RequestContext) -> tuple[object, ...]:
    """Return the periods to choose from, including the shown one: a link may lead to a single month."""
    offered, shown = choices(context.now), context.period()
    return offered if any(one.name == shown.name for one in offered) else (*offered, shown)


_ONE = "/places/{place}/reports/{report}"
PAGES = (
    ("/places/{place}/reports", reports),
    (_ONE, report),
    (f"{_ONE}/minutes.pdf", pdf),
    (f"{_ONE}/signed.json", signed_file),
)
ACTIONS = (
    (f"{_ONE}/decision", decide, report),
    (f"{_ONE}/review", review, report),
)
