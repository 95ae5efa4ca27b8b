"""A line of text in which Vietnamese can be typed (docs/decisions/0006-own-text-fields.md).

Editing keys are handled with the letters, in their order: input methods such as Unikey and ibus send backspaces and
the new letters in one write, and Textual's bindings would come too late. Text is NFC at every moment, so that one
backspace removes one letter with its marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from textual import events
from textual.widgets import Input

from models.domain.text import nfc

LONGEST = 10_000  # characters; a line that nobody reads is a pasted file


class EntryLine(Input):
    """An ``Input`` that keeps order and NFC; pasted lines are joined by spaces, and nothing of them is lost."""

    DEFAULT_CSS = """
    EntryLine { height: 1; border: none; padding: 0 1; background: $panel; }
    EntryLine:focus { border: none; background: $primary 25%; }
    """

    async def _on_key(self, event: events.Key) -> None:
        edit = self._edits().get(event.key)
        if edit is not None:
            event.stop()
            event.prevent_default()
            self._restart_blink()
            edit()
        elif event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.action_submit()
        elif event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._restart_blink()
            self._type(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._type(" ".join(line.strip() for line in event.text.splitlines() if line.strip()))

    def _edits(self) -> dict[str, Callable[[], None]]:
        return {
            "backspace": self.action_delete_left,
            "ctrl+h": self.action_delete_left,
            "delete": self.action_delete_right,
            "left": self.action_cursor_left,
            "right": self.action_cursor_right,
            "home": self.action_home,
            "end": self.action_end,
            "ctrl+a": self.action_home,
            "ctrl+e": self.action_end,
            "ctrl+w": self.action_delete_left_word,
            "ctrl+u": self.action_delete_left_all,
            "ctrl+k": self.action_delete_right_all,
        }

    def _type(self, text: str) -> None:
        """Put text at the cursor, or in place of what is selected; a mark joins the letter before it."""
        start, end = sorted(self.selection)
        before, after = self.value[:start], self.value[end:]
        joined = nfc(before + _visible(text))
        if len(joined) + len(after) > LONGEST:
            self.app.bell()
            return
        self.value = joined + after
        self.cursor_position = len(joined)

    def validate_value(self, value: str) -> str:
        """Keep the value NFC and in one line that can be shown, whoever sets it."""
        return nfc(_visible(value))


def _visible(text: str) -> str:
    """Return the text as it can stand in a line: line ends become spaces, signs that cannot be shown go."""
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    hidden = unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co"} or "\ufe00" <= sign <= "\ufe0f"
    return "" if hidden else sign
