"""Sealed minutes of a report as PDF: the signed text in the office's layout, verifiable.

The signed report is attached, so ``chibo verify`` compares the pages with it letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from http import HTTPStatus
from typing import Any

from models.documents.kinds.minutes import blocks, parts_of
from models.documents.paper import Block, Paper, Paragraph, Seal, Signature
from models.documents.rendering.pdf import to_pdf
from models.domain.language import N_
from sync.server.problems import Problem, ProblemKind
from sync.server.report_content import line, listed, paragraphs, part
from sync.web.localizer import localizer
from sync.web.queries.reports import ReportDetail

MOST = 200_000
"""Letters of minutes that are rendered: more than any meeting has, within seconds."""
TOO_LONG = ProblemKind(
    "too-long-for-pdf",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    N_("These minutes are too long to be drawn here. Take the signed file instead."),
)


def minutes_pdf(report: ReportDetail) -> bytes:
    """Return the minutes of a report. Raises :class:`Problem` where they are far too long."""
    text = text_of(report.content)
    if len(text) > MOST:
        raise Problem(TOO_LONG)
    return to_pdf(_paper(report, text), report.document)


def text_of(content: dict[str, Any]) -> str:
    """Return the approved text of a report's minutes, as it was signed."""
    found = part(content, "minutes").get("text")
    return found if isinstance(found, str) else ""


def _paper(report: ReportDetail, text: str) -> Paper:
    speaking, cell = localizer("vi"), part(report.content, "cell")
    day = date.fromisoformat(report.line.day)
    title, subject, lines = parts_of(text)
    when = speaking.text("{day}/{month}/{year}").format(day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}")
    return Paper(
        superior=line(cell.get("superior"), 200).upper(),
        cell=(line(cell.get("name"), 200) or report.line.cell_name).upper(),
        party=speaking.text("COMMUNIST PARTY OF VIETNAM"),
        number="",
        place_and_day=when,
        title=title or speaking.text("MINUTES"),
        subject=subject,
        body=(*blocks(lines), *_addenda(report.content)),
        right=Signature("", speaking.text(N_("SIGNED WITH THE CELL'S KEY")), ""),
        seal=Seal(report.line.seal) if report.line.seal else None,
    )


def _addenda(content: dict[str, Any]) -> Iterator[Block]:
    for one in listed(content.get("addenda")):
        text = paragraphs(one.get("text"), MOST) if isinstance(one, dict) else ""
        if text:
            yield Paragraph(f"{localizer('vi').text('Addendum')}: {text}")
