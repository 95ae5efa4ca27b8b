"""The state and the content of the report to the superior, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual.content import Content

from models.domain.formats import day_text
from models.domain.labels import label
from models.domain.language import _
from models.domain.text import one_line
from models.domain.vocabulary import ReportState
from models.queries.reports import ReportView

_SIGNS: Mapping[ReportState, tuple[str, str]] = {
    ReportState.QUEUED: ("·", "$accent"),
    ReportState.SENT: ("→", "$accent"),
    ReportState.ACKNOWLEDGED: ("✓", "$success"),
    ReportState.RETURNED: ("⚠", "b $warning"),
}


def state_word(report: ReportView) -> str:
    """Return the state of a report: sent, sent again, acknowledged, returned."""
    if report.state is ReportState.RETURNED:
        return _("sent back")
    if report.answers_a_remark:
        return _("to be sent again") if report.state is ReportState.QUEUED else _("sent again")
    return label(report.state)


def state_line(report: ReportView) -> Content:
    """Return the state of a report with its sign and day."""
    sign, style = _SIGNS[report.state]
    at = report.sent_at if report.state is ReportState.SENT else report.decided_at
    since = f" {day_text(at)}" if at and report.state is not ReportState.QUEUED else ""
    told = _("Report: {state}").format(state=state_word(report))
    return Content.assemble((f"{sign} ", style), f"{told}{since}")


def report_lines(report: ReportView | None, width: int | None = None) -> list[Content]:
    """Return state and remark in lines, the remark cut to ``width``; empty without a report."""
    if report is None:
        return []
    style = "b $warning" if report.state is ReportState.RETURNED else "$foreground-muted"
    remark = Content.assemble((f"“{one_line(report.remark, width)}”", style))
    return [state_line(report), *([remark] if report.remark else [])]


def content_lines(content: Mapping[str, Any]) -> list[Content]:
    """Return the content of a report by sections."""
    from models.documents.report_text import report_sections

    lines: list[Content] = []
    for section in report_sections(content):
        lines += [Content.assemble((section.title, "b $accent")), *_indented(section.lines), Content("")]
    return lines


def _indented(lines: Iterable[str]) -> Iterable[Content]:
    return (Content(f"  {one_line(line)}") for line in lines)
