"""The live screen: the running meeting."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.message import Message

from models.domain.errors import ChiboError
from models.domain.labels import label
from models.domain.language import N_
from models.domain.text import one_line
from models.queries.live import LiveView, live
from models.queries.meetings import meeting_title
from models.queries.rules import rules_of_meeting
from tui.forms.form import ActRequest
from tui.live.act_requests import REQUESTS, TOGGLES, agenda_is_done, header_times
from tui.live.agenda_pane import AgendaPane
from tui.live.ballot_screen import BallotScreen
from tui.live.clock_faces import ClockFace, item_face, speech_face
from tui.live.clock_frame import ClockFrame
from tui.live.counting_forms import LaptopForm
from tui.live.floor_pane import FloorPane
from tui.live.footer import live_footer_keys
from tui.live.keys import LIVE
from tui.live.panels import PANELS
from tui.live.place import PLACE
from tui.live.quorum_pane import QuorumPane, quorum_title
from tui.live.recorded_pane import RecordedAct, RecordedPane, recorded
from tui.live.status_line import StatusLine
from tui.live.voting_forms import next_step
from tui.shell.pane_host import PaneHost
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.pane import Pane
from tui.widgets.pane_tabs import PaneTabs
from tui.widgets.ticking_text import TickingText

RECORDED = 3
"""The number of the pane with the last acts."""

_BESIDE = "beside-form"
"""The class of panes that stay in sight beside a form."""

TIMES_SECONDS = 10
"""How often the expected times of the agenda, given in minutes, are updated."""


class LiveScreen(PaneHost):
    """Shows two clocks, agenda, speakers, last acts and quorum; forms open as a strip above the message line."""

    CSS_PATH = "live.tcss"
    place = PLACE.name
    BINDINGS = bindings(LIVE)
    key_table = LIVE
    panels = PANELS

    class RecordedRead(Message):
        """The last acts were read."""

        def __init__(self, answer: Future[Sequence[RecordedAct]]) -> None:
            super().__init__()
            self.answer = answer

    class ActsLoaded(Message):
        """The acts, which have the words of the last ones, are loaded."""

    def __init__(self, meeting_id: str) -> None:
        super().__init__()
        self.meeting_id = meeting_id
        self._view: LiveView | None = None
        self._recorded: Future[Sequence[RecordedAct]] | None = None
        self._has_words = False

    def compose(self) -> ComposeResult:
        clock = self.chibo.clock
        yield TickingText(self._header, id="header")
        with Horizontal(id="clocks"):
            yield ClockFrame(self._item_face, clock, id="item")
            yield ClockFrame(self._speech_face, clock, id="speech")
        yield PaneTabs(id="tabs")
        with Container(id="body"):
            yield Pane(N_("Agenda"), AgendaPane(id="agenda"), _keys("item.toggle", "item.skip"), classes=_BESIDE)
            yield Pane(N_("Speakers' list"), FloorPane(id="floor"), _keys("speech.ask", "speech.next"), classes=_BESIDE)
            yield Pane(N_("Just recorded"), RecordedPane(id="recorded"), _keys("undo"))
            yield Pane(N_("Quorum"), QuorumPane(id="quorum"), _keys("roll", "vote"))
        yield StatusLine(id="status")
        with Container(id="strip"):
            yield from self.compose_panels()
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.set_interval(TIMES_SECONDS, self.move_times)
        self.call_after_refresh(self._load_words)

    def store_changed(self) -> None:
        """Read the meeting again, and update each pane."""
        gateway, now = self.chibo.gateway, self.chibo.clock()
        rules = rules_of_meeting(gateway.reader, gateway.home, self.meeting_id)
        view = live(gateway.reader, self.meeting_id, rules.votes)
        self._view = view
        _agenda, floor, _recorded, quorum = self.panes
        self.query_one(AgendaPane).show(view.agenda, now)
        self.query_one(FloorPane).show(view.floor, is_over=view.meeting.closed_at is not None)
        floor.show_title(self.query_one(FloorPane).title)
        self.query_one(QuorumPane).show(view, rules.votes)
        quorum.show_title(quorum_title(view.electorate, rules.votes.quorum(view.meeting.kind).value))
        self.query_one(StatusLine).show(view, rules.votes)
        self.query_one("#header", TickingText).tick()
        for clock in self.query(ClockFrame):
            clock.tick()
        if self.panel:
            self.panel.show(view)
        self.refresh_keys()
        self._query_recorded()

    def _load_words(self) -> None:
        """Ask for the acts, which have the words of what was recorded, after the first screen is shown."""
        self.chibo.gateway.acts().add_done_callback(lambda _acts: self.post_message(self.ActsLoaded()))

    @on(ActsLoaded)
    def _query_recorded(self, loaded: ActsLoaded | None = None) -> None:
        """Query the last acts in the background, once the acts are loaded."""
        self._has_words = self._has_words or loaded is not None
        if not self._has_words:
            return
        if self._recorded:
            self._recorded.cancel()  # a query of an older state
        meeting = self.meeting_id
        self._recorded = self.chibo.gateway.query_in_background(lambda reader: recorded(reader, meeting))
        self._recorded.add_done_callback(lambda done: self.post_message(self.RecordedRead(done)))

    @on(RecordedRead)
    def _show_recorded(self, event: RecordedRead) -> None:
        if event.answer is self._recorded:
            self.query_one(RecordedPane).show(event.answer.result())

    def action_act(self, name: str) -> None:
        """Submit an act without arguments; undo takes back the chosen one of those just recorded."""
        number = self.query_one(RecordedPane).chosen_id if name == "undo" and self.shown_pane == RECORDED else ""
        self.submit(ActRequest(name, {"number": number} if number else {}))

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

    @on(AgendaPane.OptionHighlighted, "#agenda")
    def _chose(self) -> None:
        self.refresh_keys()

    @on(LaptopForm.HandOver)
    def _hand_over(self, event: LaptopForm.HandOver) -> None:
        event.stop()
        self._close_panel()
        self.app.push_screen(BallotScreen(self.meeting_id, event.round))

    def _item_face(self, now: datetime) -> ClockFace:
        return item_face(self._view, now)

    def _speech_face(self, now: datetime) -> ClockFace:
        return speech_face(self._view, now)

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


def _keys(*ids: str) -> list[Key]:
    return [key for key in LIVE if key.id in ids]
