"""The panel with last month's tasks and petitions, to be read out."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from models.domain.language import N_
from models.queries.carry_over import carried_over
from models.queries.live import LiveView
from tui.forms.text_panel import TextPanel
from tui.lines.carried import carried_lines
from tui.live.list_keys import CARRIED
from tui.widgets.key import bindings


class CarriedPanel(TextPanel):
    """Shows tasks and petitions of earlier meetings."""

    BINDINGS = bindings(CARRIED)
    keys = CARRIED
    title = N_("From last month")

    def lines(self, view: LiveView) -> Iterable[Content]:
        return carried_lines(carried_over(self.program.gateway.reader, view.meeting.id), self.today)
