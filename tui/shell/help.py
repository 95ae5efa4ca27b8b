"""The help: every key of the screen below with a sentence, from the key tables."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from models.domain.language import _
from tui.widgets.key import Key


class HelpScreen(ModalScreen[None]):
    """Lists keys, below the last message if it was cut; any of its own keys closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 84; max-width: 100%; height: auto; max-height: 100%;
        background: $surface; border: round $accent; padding: 0 2;
    }
    """
    BINDINGS = [Binding("escape,q,question_mark,f1,enter", "close", show=False, priority=True)]  # noqa: RUF012 - Textual's

    def __init__(self, keys: Sequence[Key], said: str = "") -> None:
        super().__init__()
        self._keys = keys
        self._said = said

    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = _("Keys")
            box.border_subtitle = _("esc closes")
            lines = [self._line(key) for key in self._keys]
            if self._said:
                yield Static(Content(self._said + "\n"), id="said")
            yield Static(Content("\n").join(lines))

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()

    @staticmethod
    def _line(key: Key) -> Content:
        names = " ".join(key.every_shown)
        return Content.assemble((f"{names:>12}  ", "b $accent"), _(key.help))
