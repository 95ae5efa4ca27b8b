"""The unannounced inspection of a cell: what the server knows about it, read only; the reading is audited."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.language import N_
from sync.server.audit import Event
from sync.server.problems import NOT_FOUND, Problem
from sync.web.periods import Period, period
from sync.web.queries import inspecting, petitions, reports
from sync.web.queries.months import CellMonth, MonthMark, rows
from sync.web.queries.people import names_of
from sync.web.queries.reports import ReportFilter
from sync.web.queries.sums import Sums, added, by_month
from sync.web.queries.targets import targets
from sync.web.request_context import PageResponse, RequestContext, cut


@dataclass(frozen=True, slots=True)
class InspectionQuestion:
    """A question for the cell, and where its evidence is shown."""

    text: str
    page: str = ""


def inspection(context: RequestContext) -> PageResponse:
    """Show a cell for an inspector. The cell is not notified; the server's audit log records it."""
    if not context.place.is_cell:
        raise Problem(NOT_FOUND)
    recent = period("recent", context.now)
    (row,) = rows(context.connection, [context.place], recent)
    sums = added(by_month(context.connection, context.place, recent).values())
    found, _ = cut(
        reports.listing(context.connection, context.place, ReportFilter("", recent.first, recent.last), 1), 1
    )
    waiting = petitions.listing(context.connection, context.place, answered=False, page=1)
    visits = inspecting.visits(context.connection, context.place.id)
    values = {
        "period": recent,
        "row": row,
        "sums": sums,
        "lines": found,
        "waiting": waiting,
        "connected": inspecting.connected(context.connection, context.place.id),
        "visits": visits,
        "names": names_of(context.connection, (one.by for one in visits)),
        "targets": targets(context.now),
        "doubts": _doubts(context, row.months, sums, recent) + _open_doubts(context, found, len(waiting)),
    }
    return PageResponse("inspection.html", context.localizer.text(N_("Unannounced inspection")), "inspection", values,
                 noted=(Event.INSPECTED, context.place.id))  # fmt: skip


def _doubts(
    context: RequestContext, months: tuple[CellMonth, ...], sums: Sums, recent: Period
) -> list[InspectionQuestion]:
    text, localizer = context.localizer.text, context.localizer
    missed = [localizer.month(one.month) for one in months if one.mark is MonthMark.MISSED]
    late = [localizer.month(one.month) for one in months if one.is_late]
    found = []
    if missed:
        found.append(InspectionQuestion(text(N_("No regular meeting in: {months}")).format(months=", ".join(missed))))
    if late:
        found.append(InspectionQuestion(text(N_("Held late in: {months}")).format(months=", ".join(late))))
    if sums.attendance_n * 100 < targets(context.now).attendance * sums.attendance_d:
        rate = localizer.percent(sums.attendance_n, sums.attendance_d)
        found.append(InspectionQuestion(text(N_("Attendance is below the target: {rate}")).format(rate=rate), "trends"))
    if sums.meetings and sums.thematic * 3 < len(recent.over):
        number = localizer.count(sums.thematic)
        found.append(
            InspectionQuestion(
                text(N_("Months with a theme in a year: {number}; one a quarter is due")).format(number=number)
            )
        )
    return found


def _open_doubts(context: RequestContext, lines: list[reports.ReportRow], waiting: int) -> list[InspectionQuestion]:
    text, localizer = context.localizer.text, context.localizer
    found = []
    unscored = sum(1 for one in lines if one.held and one.quality is None)
    if unscored:
        words = text(N_("Meetings without points of quality: {number}"))
        found.append(InspectionQuestion(words.format(number=localizer.count(unscored)), "reports?state=all"))
    if waiting:
        words = text(N_("Petitions that wait for our own answer: {number}"))
        found.append(InspectionQuestion(words.format(number=localizer.count(waiting)), "petitions"))
    return found


PAGES = (("/places/{place}/inspection", inspection),)
