"""The footer: the current keys, as many as fit; each can be clicked."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.widgets.key import Key
from tui.widgets.sync_sign import SyncSign

GAP = 2
WITH_WORDS = 100
"""From this width on the sign of sync has words beside it."""


def fitting(keys: Sequence[Key], width: int) -> tuple[Key, ...]:
    """Return the first keys that fit with their labels into a width."""
    shown: list[Key] = []
    used = 0
    for key in keys:
        used += cell_len(key.shown) + 1 + cell_len(key.word) + GAP
        if used > width:
            break
        shown.append(key)
    return tuple(shown)


class KeyBar(Widget):
    """Shows keys with their labels; the state of sync, undo and help are at the right end."""

    DEFAULT_CSS = """
    KeyBar {
        height: 1; dock: bottom; background: $panel; color: $foreground; padding: 0 1;
        link-style: none; link-color: $foreground;
        link-style-hover: bold; link-background-hover: $primary; link-color-hover: $text;
    }
    """

    keys: reactive[tuple[Key, ...]] = reactive(())
    always: reactive[tuple[Key, ...]] = reactive(())
    sign: reactive[SyncSign | None] = reactive(None)

    def on_mount(self) -> None:
        self.sign = getattr(self.app, "sync_sign", None)

    def render(self) -> Content:
        width = self.content_size.width
        sign = [self.sign.drawn(with_word=width >= WITH_WORDS)] if self.sign else []
        right = Content(" " * GAP).join([*sign, *(self._drawn(key) for key in self.always)])
        left = fitting(self.keys, width - right.cell_length - GAP)
        line = Content(" " * GAP).join([self._drawn(key) for key in left])
        filling = max(GAP, width - line.cell_length - right.cell_length)
        return Content.assemble(line, " " * filling, right)

    def on_resize(self, _event: events.Resize) -> None:
        self.refresh()

    def _drawn(self, key: Key) -> Content:
        action = key.action if key.action.startswith("app.") else f"screen.press('{key.id}')"
        return Content.from_markup(f"[@click={action}][b $accent]$key[/] $word[/]", key=key.shown, word=key.word)
