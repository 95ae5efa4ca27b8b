"""The message line: the outcome of the last act, warnings, refusals."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from models.domain.warnings import RuleWarning

MAX_LINES = 2
"""The lines of a message. They are always reserved, so that a message moves nothing."""


class MessageLine(Static):
    """Shows one message; its kind is shown by a sign, not by colour alone."""

    DEFAULT_CSS = f"MessageLine {{ height: {MAX_LINES}; padding: 0 1; }}"

    whole = ""
    """The last message if it was cut; the help shows it."""

    stays = False
    """Whether the message stays until the next one, whatever is typed."""

    is_refusal = False
    """Whether the message is a refusal."""

    _uncut: Content | None = None
    _cut_width = 0

    def mended(self) -> None:
        """Clear a refusal: the text is being corrected."""
        if self.is_refusal:
            self.forget()

    def forget(self) -> None:
        """Clear the message."""
        if self.content and not self.stays:
            self._uncut = None
            super().update("")

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show a message, cut to the lines of the widget."""
        self.stays = self.is_refusal = False
        self._uncut = content if isinstance(content, Content) else None
        super().update(content if self._uncut is None else self._cut(self._uncut), layout=layout)

    def on_resize(self, _event: events.Resize) -> None:
        """Cut the message to the new width."""
        if self._uncut is not None and self._cut_width != self._width:
            super().update(self._cut(self._uncut))

    @property
    def _width(self) -> int:
        """The width of a line; before the layout, what the screen leaves."""
        return self.content_size.width or self.app.size.width - 2

    def _cut(self, message: Content) -> Content:
        self._cut_width = width = self._width
        lines = message.wrap(max(1, width))
        self.whole = message.plain if len(lines) > MAX_LINES else ""
        if len(lines) <= MAX_LINES:
            return message
        last = Content.assemble(lines[MAX_LINES - 1].truncate(max(0, width - 4)).rstrip(), " … ?")
        return Content("\n").join([*lines[: MAX_LINES - 1], last])

    def done(self, line: str, warnings: Sequence[RuleWarning] = (), *, changed: bool = True) -> None:
        """Show the outcome of an act with the warnings of rules; ``changed`` chooses the sign."""
        told = [Content.assemble(("✓ " if changed else "= ", "b $success" if changed else "b"), line)] if line else []
        told += [
            Content.assemble((f"⚠ {warning}", "b $warning"), (f" ({warning.citation})" if warning.citation else "", ""))
            for warning in warnings
        ]
        self.update(Content("  ").join(told))

    def refused(self, sentence: str, *, stays: bool = False) -> None:
        """Show a refusal or an error; with ``stays`` until the next message."""
        self.update(Content.assemble((f"✗ {sentence}", "b $error")))
        self.stays, self.is_refusal = stays, True

    def say(self, sentence: str) -> None:
        """Show a notice."""
        self.update(Content(sentence))
