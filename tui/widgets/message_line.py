"""The message line: the word of the last act, a warning with its source, a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from models.domain.warnings import RuleWarning


class MessageLine(Static):
    """Shows one message until the next; what kind it is, a sign says too and not colour alone."""

    DEFAULT_CSS = "MessageLine { height: auto; min-height: 1; max-height: 3; padding: 0 1; }"

    def done(self, line: str, warnings: Sequence[RuleWarning] = ()) -> None:
        """Say what was done, and which rules speak against it."""
        told = [Content.assemble(("✓ ", "b $success"), line)] if line else []
        told += [
            Content.assemble((f"⚠ {warning}", "b $warning"), (f" ({warning.citation})" if warning.citation else "", ""))
            for warning in warnings
        ]
        self.update(Content("  ").join(told))

    def refused(self, sentence: str) -> None:
        """Say why something was not done."""
        self.update(Content.assemble((f"✗ {sentence}", "b $error")))

    def say(self, sentence: str) -> None:
        """Say something that is neither."""
        self.update(Content(sentence))
