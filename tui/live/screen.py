"""The live screen: the running meeting."""

from __future__ import annotations

from dataclasses import replace

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from models.domain.errors import ChiboError
from models.domain.labels import label
from models.domain.text import one_line
from models.queries.live import LiveView, live
from models.queries.meetings import meeting_title
from models.queries.rules import rules_of_meeting
from tui.live.act_requests import REQUESTS, TOGGLES, agenda_is_done, header_times
from tui.live.agenda_pane import AgendaPane
from tui.live.ballot_screen import BallotScreen
from tui.live.counting_forms import LaptopForm
from tui.live.floor_pane import FloorPane
from tui.live.footer import live_footer_keys
from tui.live.item_card import ItemCard
from tui.live.keys import LIVE
from tui.live.panels import PANELS
from tui.live.place import PLACE
from tui.live.status_line import StatusLine
from tui.live.voting_forms import next_step
from tui.shell.panel_host import PanelHost
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.ticking_text import TickingText

NARROW = 96
"""Below this width the speakers replace the agenda."""

TIMES_SECONDS = 10
"""How often the expected times of the agenda, given in minutes, are updated."""


class LiveScreen(PanelHost):
    """Shows agenda, current item, speakers and electorate; panels open in place of the speakers."""

    CSS_PATH = "live.tcss"
    place = PLACE.name
    BINDINGS = bindings(LIVE)
    key_table = LIVE
    narrow_under = NARROW
    switches_sides = True
    panels = PANELS

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._view: LiveView | None = None

    def compose(self) -> ComposeResult:
        clock = self.chibo.clock
        yield TickingText(self._header, id="header")
        with Container(id="body"):
            yield AgendaPane(id="agenda")
            yield ItemCard(clock, id="item")
            with Container(id="side"):
                yield FloorPane(clock, id="floor")
                yield from self.compose_panels()
        yield StatusLine(id="status")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.set_interval(TIMES_SECONDS, self.move_times)

    def store_changed(self) -> None:
        """Read the meeting again, and update each pane."""
        gateway, now = self.chibo.gateway, self.chibo.clock()
        rules = rules_of_meeting(gateway.reader, gateway.home, self.meeting_id)
        view = live(gateway.reader, self.meeting_id, rules.votes)
        self._view = view
        self.query_one(AgendaPane).show(view.agenda, now)
        self.query_one(ItemCard).show(view)
        self.query_one(FloorPane).show(view.floor, is_over=view.meeting.closed_at is not None)
        self.query_one(StatusLine).show(view, rules.votes)
        self.query_one("#header", TickingText).tick()
        if self.panel:
            self.panel.show(view)
        self.refresh_keys()

    def move_times(self) -> None:
        """Update the expected times of the agenda: an item that runs over delays the next ones."""
        if self._view:
            self.query_one(AgendaPane).show(self._view.agenda, self.chibo.clock())

    def footer_keys(self) -> tuple[Key, ...]:
        """Return the keys by the state of the meeting."""
        if self.panel or self._view is None:
            return self.all_keys()
        return live_footer_keys(self._view, self.query_one(AgendaPane).chosen)

    async def action_do(self, name: str) -> None:
        """Submit the act of a key for the state of the meeting, or show why it is refused."""
        if self._view is None:
            return
        chosen = self.query_one(AgendaPane).chosen
        if name == "toggle_item" and agenda_is_done(self._view, chosen):
            await self.action_panel("meeting")
            return
        try:
            request = REQUESTS[name](self._view, chosen)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
        else:
            self.submit(replace(request, awaited=name in TOGGLES))

    def panel_for(self, name: str) -> str:
        """Return the id of the panel; for a vote, of its next step."""
        return next_step(self._view) if name == "vote" and self._view else name

    def panel_data(self) -> LiveView | None:
        return self._view

    def side_pane(self) -> FloorPane:
        return self.query_one(FloorPane)

    @on(AgendaPane.OptionHighlighted, "#agenda")
    def _chose(self) -> None:
        self.refresh_keys()

    @on(LaptopForm.HandOver)
    def _hand_over(self, event: LaptopForm.HandOver) -> None:
        event.stop()
        self._close_panel()
        self.app.push_screen(BallotScreen(self.meeting_id, event.round))

    def _header(self) -> Content:
        if self._view is None:
            return Content("")
        now, of = self.chibo.clock(), self._view.meeting
        right = header_times(self._view, now)
        room = max(10, self.size.width - cell_len(right) - 4)
        with_state = f"{meeting_title(of)} · {label(of.state)}"
        with_cell = f"{with_state} · {one_line(self._view.cell)}"
        fitting = (one for one in (with_cell, with_state) if cell_len(one) <= room)
        left = next(fitting, meeting_title(of, room))
        return Content.assemble((left, "b"), " " * (room - cell_len(left) + 2), right)
