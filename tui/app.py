"""The app: its screens, the queue of acts, and the messages that follow."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from models.domain.clock import Clock
from models.domain.language import _, fill
from models.domain.state_sets import RUNNING
from models.domain.ways_out import as_command, tell_ways_by
from models.profiles.in_force import problems
from models.queries.lookup import current_meeting
from models.queries.meetings import meeting
from models.store.limits import DATABASE
from tui.compat.key_parser import install_key_parser
from tui.compat.line_ends import keep_signs_by_numbers
from tui.compat.styling import shown
from tui.forms.form import ActRequest, Panel
from tui.home.screen import HomeScreen
from tui.live.ballot_screen import ballot_in_progress
from tui.live.screen import LiveScreen
from tui.shell.act_delivery import ActDelivery, ActDone
from tui.shell.booth import BoothScreen
from tui.shell.daemon_start import have_daemon
from tui.shell.drafts import Drafts
from tui.shell.gateway import Gateway
from tui.shell.help import HelpScreen
from tui.shell.key_tables import all_tables
from tui.shell.keys import EVERYWHERE, MOVING
from tui.shell.list_navigation import ListNavigationApp
from tui.shell.navigation import Navigation
from tui.shell.panel_host import PanelHost
from tui.shell.places import go_keys
from tui.shell.preferences import Preferences, load_preferences, save_theme
from tui.shell.program import StoreChanged
from tui.shell.screen import ChiboScreen
from tui.shell.terminal import leave_on_signals, leave_without_terminal
from tui.shell.themes import NAMES, register_themes
from tui.shell.too_small import TooSmallScreen, is_too_small
from tui.shell.ways_out import on_screens
from tui.widgets.key import Key, bindings, remap
from tui.widgets.key_bar import KeyBar
from tui.widgets.sync_sign import SyncSign, sync_sign

if TYPE_CHECKING:
    from models.acts.registry import Act

EDITING_KEYS = frozenset({"backspace", "delete", "ctrl+h", "ctrl+u", "ctrl+k", "ctrl+w", "ctrl+v"})
"""Keys that edit text, besides printable ones."""

SWITCH_SECONDS = 0.0005
"""The interpreter's switch interval while screens are open. Python's default is 5 ms."""


class ChiboApp(ListNavigationApp):
    """The program. Screens read through ``gateway.reader`` and change only through :meth:`do`."""

    TITLE = "chibo"
    CSS = """
    * { scrollbar-size-vertical: 1; scrollbar-color: $panel-lighten-3; scrollbar-color-hover: $accent;
        scrollbar-color-active: $accent; scrollbar-background: $surface; scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface; }
    OptionList > .option-list--option-highlighted { background: $foreground 15%; text-style: bold; }
    OptionList:nocolor > .option-list--option-highlighted { background: $foreground 35%; text-style: bold; }
    OptionList:ansi > .option-list--option-highlighted { background: $background; text-style: bold reverse; }
    """
    ENABLE_COMMAND_PALETTE = False
    own_keys: tuple[Key, ...] = ()
    """Keys of the app beside those of all screens; the practice room has some."""

    BINDINGS = bindings(EVERYWHERE, MOVING, go_keys())

    def __init__(self, gateway: Gateway) -> None:
        keep_signs_by_numbers()
        super().__init__()
        self.gateway = gateway
        self.drafts = Drafts(gateway)
        self.clock: Clock = gateway.clock
        self.navigation = Navigation(self, self)
        self._acts = ActDelivery(self, self.navigation, self.post_message)
        self.fault: Exception | None = None
        """The exception that ended the program, if one did."""
        self.sync_sign: SyncSign | None = sync_sign(gateway.home, gateway.reader)

    def on_mount(self) -> None:
        """Open the running meeting, or the list; then load what the first act needs."""
        tell_ways_by(on_screens)
        _prefer(self, load_preferences(self.gateway.home, all_tables().values()))
        leave_on_signals(lambda code: self.exit(return_code=code))
        leave_without_terminal(lambda code: self.exit(return_code=code))
        current = current_meeting(self.gateway.reader)
        self.push_screen(HomeScreen())
        if current and meeting(self.gateway.reader, current).state in RUNNING:
            self.push_screen(ballot_in_progress(self.gateway, current) or LiveScreen(current))
        self.gateway.start(lambda: self.post_message(StoreChanged()))
        self.call_after_refresh(self.gateway.warm_up)
        if self.sync_sign is not None and "CHIBO_NO_DAEMON" not in os.environ:
            home = self.gateway.home
            self.call_after_refresh(have_daemon, home, lambda: self.call_later(_report_missing_daemon, self))

    def on_unmount(self) -> None:
        """Name commands, not keys, in messages printed after the screens are closed."""
        tell_ways_by(as_command)

    async def on_event(self, event: events.Event) -> None:
        """Pause background imports for each key."""
        if isinstance(event, events.Key):
            self.gateway.throttle.pause()
            if not event.is_forwarded:
                _forget_message(self.screen_stack, event)
        await super().on_event(event)

    def update_styles(self, node: DOMNode, animate: bool = True) -> None:
        """Style a node and its visible descendants; Textual styles all descendants."""
        if isinstance(node, App):
            super().update_styles(node, animate)
        else:
            self.stylesheet.update_nodes(shown(node, _is_closed_form), animate=animate)

    def on_resize(self, event: events.Resize) -> None:
        """Show a notice while the terminal is too small."""
        if is_too_small(event.size) and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen())
        elif isinstance(self.screen, TooSmallScreen) and not is_too_small(event.size):
            self.pop_screen()

    def do(self, request: ActRequest, shown_meeting: str, panel: Panel | None = None) -> None:
        """Queue an act; its outcome is shown on the message line of the screen that is then on top.

        The act changes the meeting that the screen shows, unless it names another.
        """
        held = bool(request.then) or panel is not None or request.awaited
        if held:
            self.hold_keys()  # they are meant for the next form, or depend on the outcome
        self._acts.submit(request, shown_meeting, panel, held=held)

    def action_go(self, name: str) -> None:
        """Go to a place, for the meeting that is shown or chosen, unless the screen has unsaved text."""
        self.navigation.go(name)

    def action_palette(self) -> None:
        """Open the palette."""
        from tui.shell.palette import PaletteScreen

        standing = self.screen
        if isinstance(standing, ChiboScreen) and not isinstance(standing, PaletteScreen):
            self.push_screen(PaletteScreen(standing.all_keys(), standing.shown_meeting))

    def action_jump(self) -> None:
        """Open the jump mode: a letter beside every row."""
        from tui.shell.jump import JumpScreen, targets

        if not isinstance(self.screen, ChiboScreen):
            return
        found = targets(self.screen)
        if found:
            self.push_screen(JumpScreen(found))
        else:
            self.screen.messages.say(_("There is no row to jump to here."))

    def start_act(self, act: Act, meeting_id: str) -> None:
        """Open the form of an act, or do an act without arguments at once."""
        from tui.shell.act_screen import ActScreen

        asked = [one for one in act.parameters if one.name != "meeting"]
        if asked or act.irrevocable:
            self.push_screen(ActScreen(act, meeting_id))
        else:
            self.do(ActRequest(act.name, by_words=True), meeting_id)

    def choose_theme(self, name: str) -> None:
        """Change the colours, and keep the choice."""
        self.theme = NAMES[name]
        try:
            save_theme(self.gateway.home, name)
        except OSError as fault:
            self.navigation.top_screen.messages.refused(
                fill(_("The colours could not be kept: {fault}."), {"fault": fault.strerror})
            )

    def action_help(self) -> None:
        """Show the keys of the top screen."""
        if isinstance(self.screen, ChiboScreen):
            keys = (*self.screen.all_keys(), *self.own_keys, *EVERYWHERE, *MOVING, *go_keys())
            self.push_screen(HelpScreen(keys, self.screen.messages.whole))

    def action_help_quit(self) -> None:
        """Name the key that quits: ``^c`` copies, and many users press it to quit."""
        if isinstance(self.screen, ChiboScreen):
            self.screen.messages.say(_("{key:quit} leaves the program; what was done is saved already."))

    @on(StoreChanged)
    def _store_changed(self) -> None:
        if not self.is_running:  # the screens are being closed
            return
        before, self.sync_sign = self.sync_sign, sync_sign(self.gateway.home, self.gateway.reader)
        if before != self.sync_sign:
            for bar in (bar for screen in self.screen_stack for bar in screen.query(KeyBar)):
                bar.sign = self.sync_sign
        for screen in reversed(self.screen_stack):
            if isinstance(screen, ChiboScreen) and (screen.is_stale or (screen.is_ready and before != self.sync_sign)):
                screen.read()
            if not screen.is_modal:  # screens below read again when they are shown
                return

    @on(ActDone)
    async def _act_done(self, event: ActDone) -> None:
        if self.is_running:
            await self._acts.show_outcome(event, self._store_changed)
            if event.held:
                await self.release_keys()

    def exit(self, result: int | None = None, return_code: int = 0, message: Any | None = None) -> None:
        """Leave the program; what is typed into a form is kept as a draft."""
        for screen in self.screen_stack if self.is_running else ():
            if isinstance(screen, PanelHost):
                screen.keep_draft()
        super().exit(result, return_code, message)

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave without Textual's report: it prints the values of local variables, which hold confidential text."""
        self.bell()
        self._close_messages_no_wait()


def _prefer(app: ChiboApp, preferences: Preferences) -> None:
    """Apply the keys and colours of this machine, and report errors of its file."""
    register_themes(app, preferences.theme)
    remap(preferences.keymap)
    app.set_keymap(dict(preferences.keymap))
    told = (*preferences.problems, *problems(app.gateway.home))
    if told:
        app.call_after_refresh(lambda: app.navigation.top_screen.messages.refused("  ".join(told), stays=True))


def _report_missing_daemon(app: ChiboApp) -> None:
    if app.is_running:
        app.navigation.top_screen.messages.say(
            _("The daemon did not start, so nothing is sent or fetched; “chibo daemon start” says why.")
        )


def _is_closed_form(node: DOMNode) -> bool:
    return isinstance(node, Panel) and not node.has_class("open")


def _forget_message(screens: Sequence[Screen[Any]], key: events.Key) -> None:
    """Clear the message that was shown before this key.

    In a form the message stays until the form is done or left; a refusal goes when the text is edited.
    """
    standing = next((one for one in reversed(screens) if isinstance(one, ChiboScreen)), None)
    if standing is None or not standing.is_ready:
        return
    if not standing.is_typing and not isinstance(standing, BoothScreen):
        standing.messages.forget()
    elif key.is_printable or key.key in EDITING_KEYS:
        standing.messages.mended()


def run(home: Path, clock: Clock, make: Callable[[Gateway], ChiboApp] | None = None) -> int:
    """Run the program on the store in ``home`` until the person leaves; return the exit code.

    ``make`` returns the app, if it is another one than this (:mod:`tui.practice`).

    A folder without a store gets an empty one, and the first screen asks for the cell's name. Raises
    :class:`~models.domain.errors.StoreUnusable` before anything is shown when the store cannot be used, and any
    exception that ended the program.
    """
    if not (home / DATABASE).is_file():
        from models.store.store import Store

        Store.create(home, clock).close()
    sys.setswitchinterval(SWITCH_SECONDS)
    install_key_parser()
    gateway = Gateway(home, clock)
    try:
        app = (make or ChiboApp)(gateway)
        app.run()
        if app.fault is not None:
            raise app.fault
        return app.return_code or 0
    finally:
        gateway.close()
