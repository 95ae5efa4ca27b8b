"""A panel with a text to read, which may be scrolled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.domain.language import _
from tui.forms.form import Panel


class TextPanel(Panel, can_focus=True):
    """Shows lines under a title. A subclass has the title and the lines."""

    title = ""
    """The title, a message in English."""

    def lines(self, view: Any) -> Iterable[Content]:
        """Return the lines of the text."""
        raise NotImplementedError

    def contents(self) -> Iterable[Widget]:
        yield Static(_(self.title), classes="panel-title")
        yield Static(classes="panel-text")

    def initial_focus(self) -> Widget | None:
        return self

    def prepare(self, view: Any) -> None:
        self.scroll_home(animate=False)
        self.show(view)

    def show(self, view: Any) -> None:
        self.query_one(".panel-text", Static).update(Content("\n").join(self.lines(view)))
