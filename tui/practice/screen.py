"""The screen of the practice: what has happened and how it was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from models.domain.clock import local
from models.domain.language import _
from models.practice.reactions import PracticeAnswer, Reaction
from models.practice.telling import answer_word, told
from tui.practice.keys import DEBRIEFING
from tui.practice.place import PLACE
from tui.practice.practised import Practised
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.ticking_text import TickingText

_COLOURS = {PracticeAnswer.WAITING: "b $accent", PracticeAnswer.TARDY: "$warning", PracticeAnswer.MISSED: "b $error"}


class PracticeScreen(ChiboScreen):
    """Lists the events, the newest first while the meeting runs."""

    DEFAULT_CSS = """
    PracticeScreen VerticalScroll { height: 1fr; padding: 0 1; }
    PracticeScreen #practice-title { height: 1; padding: 0 1; text-style: bold; }
    PracticeScreen #practice-text { height: auto; }
    """
    place = PLACE.name
    BINDINGS = bindings(DEBRIEFING)
    key_table = DEBRIEFING

    def compose(self) -> ComposeResult:
        yield Static(_("What happened at this practice meeting"), id="practice-title")
        with VerticalScroll(can_focus=False):
            yield TickingText(self._text, id="practice-text")
        yield MessageLine(id="message")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.refresh_keys()

    def store_changed(self) -> None:
        self.query_one("#practice-text", TickingText).tick()

    def action_close(self) -> None:
        """Go back to where the trainee was."""
        self.dismiss()

    @property
    def _app(self) -> Practised:
        return cast("Practised", self.app)

    def _text(self) -> Content:
        lines = list(self._lines(self._app.answers()))
        return Content("\n").join(lines) if lines else Content(_("Nothing has happened yet."))

    def _lines(self, answers: tuple[Reaction, ...]) -> Iterator[Content]:
        plan, facts = self._app.plan, self._app.seen
        if plan is None or facts is None:
            return
        for one in reversed(answers):
            word = answer_word(one)
            yield Content.assemble(
                (f"{local(one.happening.at):%H:%M}  ", "$foreground-muted"),
                told(plan, facts, one.happening),
                (f"  [{word}]" if word else "", _COLOURS.get(one.answer, "$foreground-muted")),
            )
