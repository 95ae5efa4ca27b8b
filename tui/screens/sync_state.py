"""How sync stands, to be read: server, this machine, counts, the last success, why not, what to do."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.language import _
from models.queries.conflicts import count_set_aside
from tui.keys import SYNC_STATE, Key, bindings
from tui.panes.sync_lines import sync_state_lines
from tui.screens.base import ChiboScreen
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine


class SyncStateScreen(ChiboScreen, ModalScreen[None]):
    """Lines over the screen that stands; they follow what the daemon says. Only where a cell was joined."""

    DEFAULT_CSS = """
    SyncStateScreen { align: center middle; }
    SyncStateScreen > Vertical {
        width: 78; max-width: 100%; height: auto; max-height: 100%; background: $surface; border: round $accent;
    }
    SyncStateScreen VerticalScroll { height: auto; max-height: 18; padding: 0 1; }
    SyncStateScreen Static { height: auto; }
    SyncStateScreen KeyBar { dock: none; }
    """
    BINDINGS = bindings(SYNC_STATE)

    def compose(self) -> ComposeResult:
        """Lay out the lines."""
        with Vertical() as box:
            box.border_title = _("How sync stands")
            with VerticalScroll(can_focus=False):
                yield Static(id="state")
            yield MessageLine(id="message")
            yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the lines."""
        self.read()
        self.refresh_keys()

    def all_keys(self) -> tuple[Key, ...]:
        """Return the screen's own keys."""
        return SYNC_STATE

    def store_changed(self) -> None:
        """Say it as it stands now."""
        from sync.daemon.single import is_running

        sign, gateway = self.chibo.sync_sign, self.chibo.gateway
        if sign is None:  # the account was taken away meanwhile
            self.dismiss()
            return
        lines = sync_state_lines(sign, count_set_aside(gateway.reader), daemon=is_running(gateway.home))
        self.query_one("#state", Static).update(Content("\n").join(lines))

    def action_scroll(self, step: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
