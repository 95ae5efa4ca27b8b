"""The program with its screens: which one stands, acts in their order, word of every change."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on
from textual.message import Message

from models.domain.clock import Clock
from models.domain.errors import ChiboError
from models.domain.language import _
from models.domain.vocabulary import MeetingState
from models.queries.lookup import current_meeting
from models.queries.meetings import meeting
from models.store.connection import DATABASE
from tui.crash import write_crash_file
from tui.gateway import Gateway
from tui.key_order import KeysInOrder
from tui.keys import EVERYWHERE, bindings
from tui.screens.base import ChiboScreen
from tui.screens.drawer_host import DrawerHost
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.live import LiveScreen
from tui.screens.too_small import TooSmallScreen, is_too_small
from tui.terminal import leave_on_signals
from tui.themes import register_themes

if TYPE_CHECKING:
    from models.acts.registry import Outcome
    from tui.drawers.form import Drawer, Order

RUNNING = frozenset({MeetingState.OPEN, MeetingState.PAUSED})


class ChiboApp(KeysInOrder):
    """The program. Screens read through ``gateway.reader`` and change only through :meth:`do`."""

    TITLE = "chibo"
    CSS = """
    * { scrollbar-size-vertical: 1; scrollbar-color: $panel-lighten-3; scrollbar-color-hover: $accent;
        scrollbar-color-active: $accent; scrollbar-background: $surface; scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface; }
    """
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = bindings(EVERYWHERE)

    class StoreChanged(Message):
        """The store changed, by whomever."""

    class ActDone(Message):
        """An act was done or refused; ``drawer`` is the form it came from, ``then`` the one that follows."""

        def __init__(self, answer: Future[Outcome], drawer: Drawer | None, then: str) -> None:
            super().__init__()
            self.answer = answer
            self.drawer = drawer
            self.then = then

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        self.clock: Clock = gateway.clock
        self.fault: Exception | None = None
        """The mistake of the program that ended it, if one did."""

    def on_mount(self) -> None:
        """Open the meeting that runs, else the list; then load what the first act needs."""
        register_themes(self)
        leave_on_signals(lambda code: self.exit(return_code=code))
        current = current_meeting(self.gateway.reader)
        self.push_screen(HomeScreen())
        if current and meeting(self.gateway.reader, current).state in RUNNING:
            self.push_screen(LiveScreen(current))
        self.gateway.start(lambda: self.post_message(self.StoreChanged()))
        self.call_after_refresh(self.gateway.warm_up)

    def on_resize(self, event: events.Resize) -> None:
        """Say so while the terminal is too small for the screens."""
        if is_too_small(event.size) and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif isinstance(self.screen, TooSmallScreen) and not is_too_small(event.size):
            self.pop_screen()

    def do(self, order: Order, drawer: Drawer | None = None) -> None:
        """Put an act in the queue; its word comes to the message line of the screen that then stands."""
        put = self.gateway.act_by_words(order.act, order.arguments) if order.by_words else None
        answer = put or self.gateway.act(order.act, **order.arguments)
        answer.add_done_callback(lambda done: self.post_message(self.ActDone(done, drawer, order.then)))

    def show_meeting(self, meeting_id: str) -> None:
        """Show a meeting over the list."""
        self.push_screen(LiveScreen(meeting_id))

    def show_home(self) -> None:
        """Go back to the list."""
        if isinstance(self.screen, LiveScreen):
            self.pop_screen()

    def action_help(self) -> None:
        """Show the keys of the screen that stands."""
        if isinstance(self.screen, ChiboScreen):
            self.push_screen(HelpScreen((*self.screen.all_keys(), *EVERYWHERE)))

    def action_help_quit(self) -> None:
        """Say how the program is left: ^c copies, and many press it to leave."""
        if isinstance(self.screen, ChiboScreen):
            self.screen.messages.say(_("^q leaves the program; what was done is saved already."))

    @on(StoreChanged)
    def _store_changed(self) -> None:
        if not self.is_running:  # leaving: the screens are being taken down
            return
        for screen in self.screen_stack:
            if isinstance(screen, ChiboScreen) and screen.stands:
                screen.store_changed()

    @on(ActDone)
    def _act_done(self, event: ActDone) -> None:
        if not self.is_running:
            return
        screen = self._uppermost
        error = event.answer.exception()
        if error is None:
            outcome = event.answer.result()
            screen.store_changed()
            self._uppermost.messages.done(outcome.label, outcome.warnings)
            if event.then and isinstance(screen, DrawerHost):
                screen.action_drawer(event.then)
        elif isinstance(error, ChiboError):
            screen.messages.refused(str(error))
            if isinstance(screen, DrawerHost):
                screen.refused(event.drawer)
        else:
            path = write_crash_file(self.gateway.home, error)
            screen.messages.refused(
                _("Nothing was changed: chibo made a mistake. Please send {path} to its makers.").format(path=path)
            )

    @property
    def _uppermost(self) -> ChiboScreen:
        """The screen that stands, be it under the help."""
        return next(one for one in reversed(self.screen_stack) if isinstance(one, ChiboScreen) and one.stands)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave without a word; Textual would print the values of all variables, and with them what people said."""
        self.bell()
        self._close_messages_no_wait()


def run(home: Path, clock: Clock) -> int:
    """Run the program on the store in ``home`` until the person leaves; return the exit code.

    A folder without a store gets an empty one, and the first screen asks for the cell's name. Raises
    :class:`~models.domain.errors.StoreUnusable` before anything is shown when the store cannot be used, and whatever
    mistake of the program ended it.
    """
    if not (home / DATABASE).is_file():
        from models.store.store import Store

        Store.create(home, clock).close()
    gateway = Gateway(home, clock)
    try:
        app = ChiboApp(gateway)
        app.run()
        if app.fault is not None:
            raise app.fault
        return app.return_code or 0
    finally:
        gateway.close()
