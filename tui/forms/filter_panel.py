"""The filter of a list: the rows that contain the words are shown while these are typed."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from models.domain.language import N_, _
from tui.forms.form import Panel
from tui.forms.keys import FORM
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key, bindings


def filter_key(table: str) -> Key:
    """Return the key that opens the filter, with an id of a table."""
    return Key(f"{table}.filter", "slash", "panel('filter')", N_("filter"), N_("Show only the rows with some words."))


class FilterPanel(Panel):
    """Asks for words; the list shows matching rows while they are typed."""

    BINDINGS = bindings(FORM)
    DEFAULT_CSS = """
    FilterPanel { height: 6; border-left: none; }
    """

    class Changed(Message):
        """The words were changed."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    def contents(self) -> Iterable[Widget]:
        yield Static(_("Show only what contains these words"), classes="panel-title")
        yield EntryLine(id="filter-words")
        yield Static(_("⏎ done   {key:form.cancel} shows everything"), classes="panel-hint")

    def show_words(self, words: str) -> None:
        """Show the words of the filter that is in force."""
        self.query_one(EntryLine).typed = words

    def action_done(self) -> None:
        """Close, and keep what is shown."""
        self.post_message(self.Closed())

    def action_cancel(self) -> None:
        """Show all rows again."""
        self.query_one(EntryLine).value = ""
        super().action_cancel()

    @on(EntryLine.Changed)
    def _typed(self, event: EntryLine.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(EntryLine.Submitted)
    def _entered(self, event: EntryLine.Submitted) -> None:
        event.stop()
        self.action_done()
