"""A framed part of a screen: its number and title in the upper edge, its keys in the lower; the active one is lit."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.containers import Container
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList

from models.domain.language import _
from tui.widgets.key import Key
from tui.widgets.key_bar import fitting

CORNERS = 6
"""The cells of an edge that hold no text: corners and the blanks beside the text."""


class Frame(Container):
    """A frame with a title around other widgets."""

    DEFAULT_CSS = """
    Frame {
        border: round $panel-lighten-3; border-title-color: $foreground; border-subtitle-color: $foreground-muted;
        border-subtitle-align: right; padding: 0 1;
    }
    """

    _title = ""

    @property
    def title(self) -> str:
        """The title, in the language of the program."""
        return self._title

    def show_title(self, title: str) -> None:
        """Show a title, unless it stands there already."""
        if title != self._title:
            self._title = title
            self.border_title = self.edge_title()

    def edge_title(self) -> Content:
        """Return the text of the upper edge."""
        return Content(self._title)


class Pane(Frame):
    """A part of a screen that has a number; ``label`` is its title, an English gettext message.

    The screen gives the number: the order in which it yields its panes. The heavy frame shows the active one without
    colours too.
    """

    DEFAULT_CSS = """
    Pane.lists { padding: 0; }
    Pane.active { border: heavy $accent; border-title-color: $accent; border-title-style: bold; }
    """

    class TitleChanged(Message):
        """A title changed: it also stands in the row that names the panes."""

    def __init__(self, label: str, content: Widget, keys: Sequence[Key] = (), *, classes: str = "") -> None:
        super().__init__(content, classes=classes)
        self.content_widget = content
        self.set_class(isinstance(content, OptionList), "lists")
        self.label = label
        self.number = 0
        self._keys = tuple(keys)

    def numbered(self, number: int) -> None:
        """Set the number, and show it with the title."""
        self.number = number
        self.show_title(self._title or _(self.label))
        self.border_title = self.edge_title()

    def show_title(self, title: str) -> None:
        """Show a title, and tell the screen."""
        if title != self._title:
            super().show_title(title)
            self.post_message(self.TitleChanged())

    def edge_title(self) -> Content:
        """Return number and title."""
        return Content(f"{self.number} {self._title}" if self.number else self._title)

    @property
    def listed(self) -> OptionList | None:
        """The list that the pane shows, if it is one."""
        return self.content_widget if isinstance(self.content_widget, OptionList) else None

    def on_resize(self, event: events.Resize) -> None:
        """Name the keys that fit into the lower edge."""
        shown = fitting(self._keys, event.size.width - CORNERS)
        self.border_subtitle = Content("  ".join(f"{key.shown} {key.word}" for key in shown))
