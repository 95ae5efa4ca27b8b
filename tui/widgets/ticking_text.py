"""A text that is computed every second and drawn only when it differs."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static


class TickingText(Static):
    """Shows what ``source`` returns, updated every second."""

    DEFAULT_CSS = "TickingText { height: auto; }"

    def __init__(self, source: Callable[[], Content], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._source = source
        self._shown: Content | None = None

    def on_mount(self) -> None:
        self.set_interval(1, self.tick)
        self.tick()

    def tick(self) -> None:
        """Compute the text, and draw it if it differs."""
        text = self._source()
        if text != self._shown:
            self._shown = text
            self.update(text)
