"""The panel of the report to the superior: state, remark and content."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.errors import ChiboError
from models.domain.language import _
from models.domain.vocabulary import ReportState
from models.queries.reports import ReportView, find_report
from tui.forms.form import Panel, request_act
from tui.lines.report import content_lines, report_lines
from tui.minutes.approval_forms import ApprovalFormData
from tui.minutes.report_keys import REPORT
from tui.shell.gateway import Gateway
from tui.widgets.key import Key, bindings


class ReportPanel(Panel, can_focus=True):
    """Shows the report; a returned one can be sent again."""

    BINDINGS = bindings(REPORT)
    _meeting = ""
    _report: ReportView | None = None
    _sealed = False

    def contents(self) -> Iterable[Widget]:
        yield Static(_("Report to the superior: this goes up, and nothing else"), classes="panel-title")
        yield Static(id="report-state")
        yield Static(id="report-content")

    @property
    def keys(self) -> tuple[Key, ...]:  # type: ignore[override]
        """The keys; sending again only for a returned report."""
        return REPORT if self._may_requeue else tuple(key for key in REPORT if key.id != "report.requeue")

    def initial_focus(self) -> Widget | None:
        return self

    def prepare(self, view: ApprovalFormData) -> None:
        self._meeting = view.meeting_id
        self.show(view)
        self.scroll_home(animate=False)

    def show(self, view: object) -> None:  # noqa: ARG002 - the report is read anew, whatever else changed
        self._report = find_report(self._gateway.reader, self._meeting)
        try:
            content = self._content()
        except ChiboError as fault:
            self._sealed, lines = False, [Content.assemble((f"✗ {fault}", "$error"))]
        else:
            self._sealed, lines = content["minutes"]["approved_at"] is not None, content_lines(content)
        self.query_one("#report-state", Static).update(Content("\n").join(self._state()))
        self.query_one("#report-content", Static).update(Content("\n").join(lines))

    def action_requeue(self) -> None:
        """Send a returned report again."""
        if not self._may_requeue:
            self.post_message(self.Notice(_("Only a report that the superior returned is sent again.")))
            return
        self.post_message(self.Submitted(self, request_act("report.requeue", meeting=self._meeting), close=False))

    @property
    def _gateway(self) -> Gateway:
        return self.screen.chibo.gateway  # type: ignore[attr-defined, no-any-return]

    @property
    def _may_requeue(self) -> bool:
        return self._sealed and (self._report is None or self._report.state is ReportState.RETURNED)

    def _state(self) -> list[Content]:
        if self._report is None:
            return [
                Content(
                    _("Not queued; {key:report.requeue} queues it.")
                    if self._sealed
                    else _("It goes up once the minutes are approved.")
                )
            ]
        lines = report_lines(self._report)
        if self._may_requeue:
            lines.append(
                Content(
                    _(
                        "Mend what was remarked ({key:report.close}, then {key:minutes.addendum} adds an"
                        " addendum); then {key:report.requeue} sends it again."
                    )
                )
            )
        return lines

    def _content(self) -> dict[str, Any]:
        from models.queries.report import preview_content

        return preview_content(self._gateway.reader, self._meeting, self._gateway.home)
