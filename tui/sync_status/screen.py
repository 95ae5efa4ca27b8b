"""The screen with the state of sync."""

from __future__ import annotations

from concurrent.futures import Future

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.language import _
from models.queries.machines import machine_names, standings
from models.queries.records_code import records_code
from sync.daemon.spawn import spawn
from tui.shell.screen import ChiboScreen
from tui.sync_status.keys import SYNC_STATE
from tui.sync_status.lines import sync_state_lines
from tui.sync_status.place import PLACE
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine


class SyncStateScreen(ChiboScreen, ModalScreen[None]):
    """Shows the state of sync above the top screen, updated by the daemon. Only for a joined cell."""

    DEFAULT_CSS = """
    SyncStateScreen { align: center middle; }
    SyncStateScreen > Vertical {
        width: 78; max-width: 100%; height: auto; max-height: 100%; background: $surface; border: round $accent;
    }
    SyncStateScreen VerticalScroll { height: auto; max-height: 75vh; padding: 0 1; }
    SyncStateScreen Static { height: auto; }
    SyncStateScreen KeyBar { dock: none; }
    """
    place = PLACE.name
    BINDINGS = bindings(SYNC_STATE)
    key_table = SYNC_STATE
    _trying = False
    _code = ""
    _counted: tuple[int, int] | None = None
    _counting: Future[str] | None = None

    class Counted(Message):
        """The code of the records is computed."""

        def __init__(self, answer: Future[str]) -> None:
            super().__init__()
            self.answer = answer

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = _("How sync stands")
            with VerticalScroll(can_focus=False):
                yield Static(id="state")
            yield MessageLine(id="message")
            yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self.refresh_keys()

    def store_changed(self) -> None:
        from sync.daemon.single_instance import is_running

        sign, gateway = self.chibo.sync_sign, self.chibo.gateway
        if sign is None:  # the machine left the cell
            self.dismiss()
            return
        told, names = standings(gateway.reader, sign.status.held), machine_names(gateway.reader)
        lines = sync_state_lines(sign, told, names, daemon=is_running(gateway.home), code=self._code)
        self.query_one("#state", Static).update(Content("\n").join(lines))
        if self._counted != gateway.data_version:
            self._count_anew()

    def _count_anew(self) -> None:
        """Compute the code of the records in the background: it reads all of them."""
        gateway = self.chibo.gateway
        if self._counting:
            self._counting.cancel()  # a query of an older state
        self._counted = gateway.data_version
        self._counting = gateway.query_in_background(records_code)
        self._counting.add_done_callback(lambda done: self.post_message(self.Counted(done)))

    @on(Counted)
    def _show_code(self, event: Counted) -> None:
        if event.answer is self._counting and not event.answer.cancelled():
            self._code = event.answer.result()
            self.store_changed()

    def action_try_now(self) -> None:
        """Start an exchange at once, in a process of its own."""
        if self._trying:
            return
        self._trying = True
        self.query_one(MessageLine).say(_("An exchange is under way…"))
        self.run_worker(self._try, thread=True)

    def _try(self) -> None:
        home = self.chibo.gateway.home
        try:
            code = spawn(home, "sync").wait()
        except OSError:  # no process can be started
            code = 1
        self.app.call_from_thread(self._tried, code)

    def _tried(self, code: int) -> None:
        self._trying = False
        self.store_changed()
        line = self.query_one(MessageLine)
        if code == 0:
            line.done(_("An exchange was made just now."))
        else:
            line.refused(_("The exchange did not carry everything; above it says why."))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()
