"""Sealed minutes of a report as PDF: the signed text in the office's layout, verifiable.

The signed report is attached to it; ``chibo verify`` draws the pages from it again.
"""

from __future__ import annotations

from http import HTTPStatus

from models.documents.rendering.pdf import to_pdf
from models.domain.language import N_
from sync.reports.report_paper import MOST, paper_of_report, text_of
from sync.server.problems import Problem, ProblemKind
from sync.web.queries.reports import ReportDetail

TOO_LONG = ProblemKind(
    "too-long-for-pdf",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    N_("These minutes are too long to be drawn here. Take the signed file instead."),
)


def minutes_pdf(report: ReportDetail) -> bytes:
    """Return the minutes of a report. Raises :class:`Problem` where they are far too long."""
    if len(text_of(report.content)) > MOST:
        raise Problem(TOO_LONG)
    return to_pdf(paper_of_report(report.content), report.document)
