"""A field to choose one of a few words, by arrows or space bar.

A letter does not change the choice by itself: whoever types a text does not look whether the cursor is in its field.
The form decides what becomes of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from models.domain.language import _
from models.domain.text import fold
from tui.widgets.letters import typed_text

GAP = 2
"""Minimum distance between the word and the hint."""


class ChoiceField(Widget, can_focus=True):
    """Shows the chosen word between arrows, and a hint with the focus; ``value`` is the key of the word."""

    DEFAULT_CSS = """
    ChoiceField { height: auto; min-height: 1; padding: 0 1; background: $panel; }
    ChoiceField:focus { background: $primary 25%; }
    """

    index: reactive[int] = reactive(0, init=False)

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: ChoiceField) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> ChoiceField:
            return self.choice

    class Submitted(Changed):
        """Enter was pressed."""

    class Typed(Message):
        """A letter was typed, which belongs into a text field."""

        def __init__(self, choice: ChoiceField, key: events.Key) -> None:
            super().__init__()
            self.choice = choice
            self.key = key

        @property
        def control(self) -> ChoiceField:
            return self.choice

    def __init__(self, options: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.options = tuple(options)

    @property
    def value(self) -> str:
        """The key of the chosen word."""
        return self.options[self.index][0] if self.options else ""

    @value.setter
    def value(self, key: str) -> None:
        self.index = next((place for place, option in enumerate(self.options) if option[0] == key), 0)

    def render(self) -> Content:
        """Draw the word between arrows; a single word has none."""
        word = self.options[self.index][1] if self.options else ""
        if len(self.options) < 2:
            return Content(word)
        drawn = Content.assemble(("‹ ", "$accent"), word, (" ›", "$accent"))
        return Content.assemble(drawn, self._hint(drawn.cell_length)) if self.has_focus else drawn

    def _hint(self, used: int) -> Content:
        """Return the hint at the right end; empty without room."""
        hint = _("← → change it")
        filling = self.content_size.width - used - cell_len(hint)
        return Content.assemble(" " * filling, (hint, "$foreground-muted")) if filling >= GAP else Content("")

    def watch_index(self) -> None:
        """Post :class:`Changed`; the next word may need another line."""
        self.refresh(layout=True)
        self.post_message(self.Changed(self))

    def go_to(self, letter: str) -> bool:
        """Go to the next word that begins with a letter; return whether there is one."""
        count = len(self.options)
        places = ((self.index + step) % count for step in range(1, count + 1))
        found = next((place for place in places if fold(self.options[place][1]).startswith(fold(letter))), None)
        if found is not None:
            self.index = found
        return found is not None

    async def _on_key(self, event: events.Key) -> None:
        steps = {"left": -1, "right": 1, "space": 1}
        if event.key == "enter":
            self.post_message(self.Submitted(self))
        elif event.key in steps and self.options:
            self.index = (self.index + steps[event.key]) % len(self.options)
        elif typed_text(event):
            self.post_message(self.Typed(self, events.Key(event.key, event.character)))
        else:
            return
        event.stop()
        event.prevent_default()
