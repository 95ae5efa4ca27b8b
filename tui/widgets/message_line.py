"""The message line: the word of the last act, a warning with its source, a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.visual import VisualType
from textual.widgets import Static

from models.domain.warnings import RuleWarning

MAX_LINES = 2
"""Lines of a message: as many are kept free for it, so that no message moves what stands above it."""


class MessageLine(Static):
    """Shows one message until it is stale; what kind it is, a sign says too and not colour alone."""

    DEFAULT_CSS = f"MessageLine {{ height: {MAX_LINES}; padding: 0 1; }}"

    whole = ""
    """The last message where it had no room; the help shows it."""

    stays = False
    """Whether the message stands until the next one: keys that were typed before it could be read end it not."""

    is_refusal = False
    """Whether the message says what is wrong."""

    def mended(self) -> None:
        """Take a refusal away: what it was about is being corrected."""
        if self.is_refusal:
            self.forget()

    def forget(self) -> None:
        """Take the message away: something else was done since."""
        if self.content and not self.stays:
            super().update("")

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show a message; what has no room ends in “…”."""
        self.stays = self.is_refusal = False
        super().update(self._cut(content) if isinstance(content, Content) else content, layout=layout)

    def _cut(self, message: Content) -> Content:
        width = self.content_size.width or self.app.size.width - 2
        lines = message.wrap(max(1, width))
        self.whole = message.plain if len(lines) > MAX_LINES else ""
        if len(lines) <= MAX_LINES:
            return message
        last = Content.assemble(lines[MAX_LINES - 1].truncate(max(0, width - 4)).rstrip(), " … ?")
        return Content("\n").join([*lines[: MAX_LINES - 1], last])

    def done(self, line: str, warnings: Sequence[RuleWarning] = (), *, changed: bool = True) -> None:
        """Say what was done, and which rules speak against it; the sign is of what changed something."""
        told = [Content.assemble(("✓ " if changed else "= ", "b $success" if changed else "b"), line)] if line else []
        told += [
            Content.assemble((f"⚠ {warning}", "b $warning"), (f" ({warning.citation})" if warning.citation else "", ""))
            for warning in warnings
        ]
        self.update(Content("  ").join(told))

    def refused(self, sentence: str, *, stays: bool = False) -> None:
        """Say why something was not done, or what is wrong; ``stays`` keeps it until something else is said."""
        self.update(Content.assemble((f"✗ {sentence}", "b $error")))
        self.stays, self.is_refusal = stays, True

    def say(self, sentence: str) -> None:
        """Say something that is neither."""
        self.update(Content(sentence))
