"""Submits acts to the gateway, and shows their outcome on the top screen."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING

from textual.message import Message

from models.domain.errors import ChiboError
from models.domain.language import _
from models.queries.meetings import outcome_line
from tui.forms.form import ActRequest, Panel
from tui.shell.crash import write_crash_file
from tui.shell.panel_host import PanelHost

if TYPE_CHECKING:
    from models.acts.registry import ActOutcome
    from tui.shell.navigation import Navigation
    from tui.shell.program import Program


class ActDone(Message):
    """An act was done or refused; ``panel`` is the form it came from, ``then`` the one that follows."""

    def __init__(self, answer: Future[ActOutcome], panel: Panel | None, then: str, *, held: bool) -> None:
        super().__init__()
        self.answer = answer
        self.panel = panel
        self.then = then
        self.held = held


class ActDelivery:
    """Submits requests to the gateway; ``post`` sends each outcome to the screens' thread."""

    def __init__(self, program: Program, navigation: Navigation, post: Callable[[ActDone], object]) -> None:
        self._program, self._navigation, self._post = program, navigation, post

    def submit(self, request: ActRequest, shown_meeting: str, panel: Panel | None, *, held: bool) -> None:
        """Put an act in the queue. The act changes the meeting that the screen shows, unless it names another."""
        gateway = self._program.gateway
        if request.by_words:
            answer = gateway.act_by_words(request.act, request.arguments, shown_meeting)
        else:
            answer = gateway.act(request.act, shown_meeting=shown_meeting, **request.arguments)
        answer.add_done_callback(lambda done: self._post(ActDone(done, panel, request.then, held=held)))

    async def show_outcome(self, event: ActDone, show_change: Callable[[], object]) -> None:
        """Show the outcome or the refusal of an act; open the next panel. ``show_change`` reads the store."""
        screen = self._navigation.top_screen
        error = event.answer.exception()
        if error is None:
            outcome = event.answer.result()
            if event.panel is not None and event.panel.draft_name:
                self._program.drafts.keep(event.panel.draft_name, None)
            show_change()
            screen.act_done(event.panel)
            self._choose_made(outcome)
            line = outcome_line(outcome.label, outcome.meeting, self._program.gateway.reader)
            self._navigation.top_screen.messages.done(line, outcome.warnings, changed=outcome.changed)
            if event.then and isinstance(screen, PanelHost):
                await screen.action_panel(event.then)
        elif isinstance(error, ChiboError):
            screen.messages.refused(str(error))
            if isinstance(screen, PanelHost):
                screen.refused(event.panel, error)
        else:
            path = write_crash_file(self._program.gateway.home, error)
            screen.messages.refused(
                _("Nothing was changed: chibo made a mistake. Please send {path} to its makers.").format(path=path)
            )

    def _choose_made(self, outcome: ActOutcome) -> None:
        """Move the cursor to the record that an act made."""
        standing = self._navigation.top_screen
        if isinstance(outcome.value, str) and outcome.entry:
            if standing.is_stale:
                standing.read()
            standing.choose_row(outcome.value)
