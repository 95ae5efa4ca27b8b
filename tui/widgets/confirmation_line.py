"""A confirmation by typing a word."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from models.domain.language import N_, _
from models.domain.text import fold
from tui.widgets.entry_line import EntryLine


class ConfirmationLine(Vertical):
    """Asks for a word; posts ``Confirmed`` when it was typed."""

    DEFAULT_CSS = "ConfirmationLine { height: auto; } ConfirmationLine Static { height: auto; margin: 0 0 1 0; }"

    class Confirmed(Message):
        """The word was typed."""

    class Refused(Message):
        """Another word was typed."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    _word = ""

    def compose(self) -> ComposeResult:
        yield Static()
        yield EntryLine()

    @property
    def line(self) -> EntryLine:
        return self.query_one(EntryLine)

    def ask(self, question: str, word: str) -> None:
        """Ask for a word."""
        self._word, self.line.value = word, ""
        way = _("Type “{word}”, then ⏎; {key:ballot.leave} goes back.").format(word=word)
        self.query_one(Static).update(Content(f"{question}\n{way}"))

    @on(EntryLine.Submitted)
    def _submit(self, event: EntryLine.Submitted) -> None:
        event.stop()
        if fold(self.line.value.strip()) == fold(self._word):
            self.post_message(self.Confirmed())
        else:
            self.post_message(
                self.Refused(_(N_("Type “{word}”, then ⏎; {key:ballot.leave} goes back.")).format(word=self._word))
            )
        self.line.value = ""
