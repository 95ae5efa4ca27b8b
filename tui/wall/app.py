"""The app of the wall: read-only, updated within a tenth of a second."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from models.domain.clock import Clock, day_of
from models.domain.errors import ChiboError, StoreUnusable
from models.domain.language import _
from models.queries.wall import WallView, keep_to_what_may_be_shown, wall
from tui.compat.line_ends import keep_signs_by_numbers
from tui.shell.preferences import load_preferences
from tui.shell.store_reader import StoreReader
from tui.shell.terminal import leave_on_signals, leave_without_terminal, require_terminal
from tui.shell.themes import register_themes
from tui.wall import lines
from tui.wall.big_digits import BigDigits
from tui.wall.keys import WALL
from tui.widgets.key import bindings
from tui.widgets.static_text import set_text

WATCH_SECONDS = 0.1
AGENDA_WIDTH = 40
OTHER_ROWS = 16
"""The rows of header, title, speakers, vote and footer; the digits get the rest."""
WIDE = 120
"""From this width on, the agenda is shown beside the item."""


class WallApp(App[int]):
    """Shows item, time, speaker, vote and attendance."""

    CSS_PATH = "wall.tcss"
    BINDINGS = bindings(WALL)
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, home: Path, clock: Clock) -> None:
        keep_signs_by_numbers()
        super().__init__()
        self._home = home
        self._clock = clock
        self._reader: StoreReader | None = None
        self._seen = (0, -1)
        self._view: WallView | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="wall-head")
        with Horizontal(id="wall-body"):
            with Vertical(id="wall-item"):
                yield Static(id="wall-title")
                yield Static(id="wall-presenter")
                yield BigDigits(id="wall-timer")
                yield Static(id="wall-used")
                yield Static(id="wall-floor")
                yield Static(id="wall-vote")
            with VerticalScroll(id="wall-agenda", can_focus=False):
                yield Static(id="wall-items")
        yield Static(id="wall-foot")

    def on_mount(self) -> None:
        register_themes(self, load_preferences(self._home, ()).theme)
        self.screen.set_class(self.size.width >= WIDE, "agenda")
        leave_on_signals(lambda code: self.exit(return_code=code))
        leave_without_terminal(lambda code: self.exit(return_code=code))
        self._follow()
        self.set_interval(WATCH_SECONDS, self._follow)
        self.set_interval(1, self._tick)

    def on_unmount(self) -> None:
        if self._reader:
            self._reader.close()

    def on_resize(self, event: events.Resize) -> None:
        """Show the agenda beside the item if there is room."""
        self.screen.set_class(event.size.width >= WIDE, "agenda")
        self._draw()

    async def action_quit(self) -> None:
        """Leave."""
        self.exit()

    def action_agenda(self) -> None:
        """Show the agenda beside the item, or not."""
        self.screen.toggle_class("agenda")
        self._draw()

    def _follow(self) -> None:
        """Read the store when it has changed; without a store, wait until there is one."""
        try:
            self._reader = self._reader or StoreReader(self._home, keep_to_what_may_be_shown)
            version = self._reader.data_version
            if version != self._seen:
                self._view, self._seen = self._read(self._reader.connection), version
                self._draw()
        except StoreUnusable:
            self._say(_("No meeting yet. The wall waits for one."))
        except (ChiboError, sqlite3.Error) as fault:
            self._say(str(fault) if isinstance(fault, ChiboError) else _("The store cannot be read; the wall waits."))

    def _read(self, reader: sqlite3.Connection) -> WallView | None:
        return wall(reader, day_of(self._clock()), self._home)

    def _say(self, sentence: str) -> None:
        self.query_one("#wall-title", Static).update(Content(sentence))

    def _draw(self) -> None:
        view = self._view
        if view is None:
            self._say(_("No meeting yet. The wall waits for one."))
            return
        self.query_one("#wall-title", Static).update(Content(lines.title(view)))
        self.query_one("#wall-presenter", Static).update(Content(lines.under_title(view)))
        self.query_one("#wall-floor", Static).update(lines.floor(view))
        self.query_one("#wall-vote", Static).update(lines.vote(view))
        self.query_one("#wall-foot", Static).update(Content(lines.foot(view)))
        before = view.meeting.opened_at is None
        self.screen.set_class(before, "before")
        width = self.size.width - 8 if before else AGENDA_WIDTH
        self.query_one("#wall-items", Static).update(lines.agenda_lines(view, width))
        self._tick()

    def _tick(self) -> None:
        """Update the time of day and the digits."""
        if self._view is None or not self.query(BigDigits):  # the screen is being closed
            return
        now = self._clock()
        set_text(self, "#wall-head", lines.head(self._view, now, self.size.width))
        set_text(self, "#wall-used", Content(lines.used(self._view, now)))
        digits = self.query_one(BigDigits)
        digits.available = Size(self.size.width, self.size.height - OTHER_ROWS)
        digits.value = lines.timer(self._view, now)
        left = self._view.left_seconds(now)
        self.screen.set_class(left is not None and left < 0, "over")


def run_wall(home: Path, clock: Clock) -> int:
    """Run the wall on the store in ``home`` until the person leaves; return the exit code.

    Raises :class:`models.domain.errors.Refused` where there is no terminal.
    """
    require_terminal()
    app = WallApp(home, clock)
    app.run()
    return app.return_code or 0
