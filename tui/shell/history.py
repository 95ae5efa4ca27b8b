"""The history of a record: who changed it, when and how."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.formats import day_text, hour_text
from models.domain.language import _
from models.domain.text import one_line
from models.queries.history import HistoryEntry, history
from models.queries.machines import JournalMachines, journal_machines
from tui.shell.history_keys import HISTORY
from tui.shell.screen import ChiboScreen
from tui.widgets.key import bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine


class HistoryScreen(ChiboScreen, ModalScreen[None]):
    """The acts that changed a record, the newest first; none of them contains confidential text."""

    DEFAULT_CSS = """
    HistoryScreen { align: center middle; }
    HistoryScreen > Vertical {
        width: 90; max-width: 100%; height: 80%; background: $surface; border: round $accent;
    }
    HistoryScreen VerticalScroll { height: 1fr; padding: 0 1; }
    HistoryScreen Static { height: auto; }
    HistoryScreen KeyBar { dock: none; }
    """
    BINDINGS = bindings(HISTORY)
    key_table = HISTORY

    class HistoryRead(Message):
        """The acts' words are loaded."""

        def __init__(self, lines: list[Content]) -> None:
            super().__init__()
            self.lines = lines

    def __init__(self, row_id: str) -> None:
        super().__init__()
        self._row_id = row_id

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = _("History")
            with VerticalScroll(can_focus=False):
                yield Static(_("Reading …"), id="acts")
            yield MessageLine(id="message")
            yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Read the history; the words of acts need the loaded acts."""
        done = history(self.chibo.gateway.reader, self._row_id)
        machines = journal_machines(self.chibo.gateway.reader)
        loaded = self.chibo.gateway.acts()
        loaded.add_done_callback(
            lambda _acts: self.post_message(self.HistoryRead([_line(one, machines) for one in done]))
        )
        self.refresh_keys()

    def on_history_screen_history_read(self, event: HistoryRead) -> None:
        """Show the list."""
        lines = event.lines or [Content(_("Nothing is known of it."))]
        self.query_one("#acts", Static).update(Content("\n").join(lines))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()


def _line(done: HistoryEntry, machines: JournalMachines) -> Content:
    """Return an act with its number in the journal, and among several machines the one that did it."""
    from models.acts.registry import audit_line

    undone = " · " + _("taken back") if done.undone else ""
    who = f"  {one_line(done.actor)}" if done.actor else ""
    where = f"  {one_line(machines.of(done.device).word)}" if machines.are_several else ""
    name = machines.entry_name(done.device, done.seq)
    return Content.assemble(
        (f"{name}  {day_text(done.time)} {hour_text(done.time)}{where}{who}  ", "$foreground-muted"),
        one_line(audit_line(done.act, done.details)),
        (undone, "$warning"),
    )
