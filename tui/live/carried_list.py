"""The panel with last month's tasks and petitions, to be read out."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.language import _
from models.queries.carry_over import carried_over
from models.queries.live import LiveView
from tui.forms.form import Panel
from tui.lines.carried import carried_lines
from tui.live.list_keys import CARRIED
from tui.widgets.key import bindings


class CarriedPanel(Panel, can_focus=True):
    """Shows tasks and petitions of earlier meetings."""

    BINDINGS = bindings(CARRIED)
    keys = CARRIED

    def contents(self) -> Iterable[Widget]:
        yield Static(_("From last month"), classes="panel-title")
        yield Static(id="carried-text")

    def initial_focus(self) -> Widget | None:
        return self

    def prepare(self, view: LiveView) -> None:
        self.scroll_home(animate=False)
        self.show(view)

    def show(self, view: LiveView) -> None:
        found = carried_over(self.program.gateway.reader, view.meeting.id)
        self.query_one("#carried-text", Static).update(Content("\n").join(carried_lines(found, self.today)))
