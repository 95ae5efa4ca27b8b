"""The palette: keys of the screen, places, themes and acts, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from models.domain.errors import ChiboError
from models.domain.language import _
from models.domain.text import fold, one_line
from tui.forms.form import Panel
from tui.shell.palette_entries import PaletteEntry, act_entry, entries, written_request
from tui.shell.palette_keys import PALETTE
from tui.shell.program import PaletteProgram
from tui.shell.screen import ChiboScreen
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings
from tui.widgets.key_bar import KeyBar
from tui.widgets.message_line import MessageLine
from tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from models.acts.registry import Act

MAX_ROWS = 60
"""The largest number of rows shown."""


class PaletteScreen(ChiboScreen, ModalScreen[None]):
    """An entry line above the matching entries. ``name key=value …`` in the line submits an act."""

    DEFAULT_CSS = """
    PaletteScreen { align: center top; }
    PaletteScreen > Vertical {
        width: 90; max-width: 100%; height: auto; max-height: 100%; margin-top: 1;
        background: $surface; border: round $accent;
    }
    PaletteScreen RowList { height: auto; max-height: 16; border: none; background: $surface; padding: 0 1; }
    PaletteScreen KeyBar { dock: none; }
    """
    BINDINGS = bindings(PALETTE)
    key_table = PALETTE

    class ActsKnown(Message):
        """The acts are loaded."""

        def __init__(self, acts: Iterable[Act]) -> None:
            super().__init__()
            self.acts = tuple(acts)

    def __init__(self, screen_keys: Sequence[Key], meeting_id: str) -> None:
        super().__init__()
        self._screen_keys = screen_keys
        self.meeting_id = meeting_id
        self._entries: list[PaletteEntry] = []
        self._offered: list[PaletteEntry] = []

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = _("Do anything")
            yield EntryLine(id="line")
            yield RowList(id="offered")
            yield MessageLine(id="message")
            yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Show the entries, and the acts once they are loaded."""
        self._entries = entries(self._program, self.app, self._screen_keys)
        self.set_focus(self.query_one(EntryLine))
        self._offer()
        self.refresh_keys()
        loaded = self.chibo.gateway.acts()
        loaded.add_done_callback(lambda done: self.post_message(self.ActsKnown(done.result())))

    def action_complete(self) -> None:
        """Write the name of the act under the cursor into the line."""
        chosen = self._chosen
        if chosen is None or chosen.act is None:
            self.messages.say(
                _("Only the name of an act can be completed; {key:palette.do} does what the cursor stands on.")
            )
            return
        line = self.query_one(EntryLine)
        line.value = f"{chosen.act.name} "
        line.cursor_position = len(line.value)

    def action_close(self) -> None:
        """Close without doing anything."""
        self.dismiss()

    def action_do(self) -> None:
        """Submit the act in the line, or run the entry under the cursor."""
        try:
            request = written_request(self.query_one(EntryLine).value)
        except ChiboError as refusal:
            self.messages.refused(str(refusal))
            return
        if request is not None:
            self.submit(request)
        elif (chosen := self._chosen) is not None:
            self.dismiss()
            self.app.call_later(chosen.do)
        else:
            self.messages.say(_("Nothing is called that; write less of the name."))

    def act_done(self, _panel: Panel | None) -> None:
        self.dismiss()

    @on(ActsKnown)
    def _acts_known(self, event: ActsKnown) -> None:
        self._entries += [act_entry(self._program, act, self.meeting_id) for act in event.acts]
        self._offer()

    @on(EntryLine.Changed)
    def _offer(self) -> None:
        name = self.query_one(EntryLine).value.partition("=")[0]
        words = fold(name.rpartition(" ")[0] if "=" in self.query_one(EntryLine).value else name).split()
        self._offered = [entry for entry in self._entries if entry.fits(words)][:MAX_ROWS]
        listed = self.query_one(OptionList)
        listed.clear_options()
        listed.add_options(Option(self._drawn(entry)) for entry in self._offered)
        listed.highlighted = 0 if self._offered else None

    @on(OptionList.OptionSelected)
    def _clicked(self) -> None:
        self.action_do()

    @property
    def _program(self) -> PaletteProgram:
        return cast("PaletteProgram", self.app)

    @property
    def _chosen(self) -> PaletteEntry | None:
        at = self.query_one(OptionList).highlighted
        return None if at is None else self._offered[at]

    @staticmethod
    def _drawn(entry: PaletteEntry) -> Content:
        return Content.assemble(one_line(entry.word), (f"  {entry.detail}", "$foreground-muted"))
