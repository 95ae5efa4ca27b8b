"""An entry line for Vietnamese (docs/decisions/0006-own-text-fields.md).

Editing keys are handled together with the letters, in order: input methods such as Unikey and ibus send backspaces and
the new letters in one write, and Textual's bindings would run too late. Text is always NFC. A backspace removes a
letter with its marks, or within a burst what the input method sent (:mod:`tui.widgets.sent_text`).
"""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from models.domain.language import _
from tui.widgets.letters import MAX_CHARACTERS, edge, in_a_line, joined, too_long, typed_text
from tui.widgets.sent_text import SentText

_ACTIONS = {binding.key: binding.action for binding in Binding.make_bindings(Input.BINDINGS)} | {
    "ctrl+h": "delete_left",  # what some terminals send for backspace
    "ctrl+backspace": "delete_left_word",
    "ctrl+home": "home",
    "ctrl+end": "end",
    "alt+backspace": "delete_left_word",
}
"""The action of each key: Textual's own bindings, applied by the line itself."""


class EntryLine(Input):
    """An ``Input`` that keeps the order of keys and NFC; pasted lines are joined by spaces."""

    DEFAULT_CSS = """
    EntryLine { height: 1; border: none; padding: 0 1; background: $panel; }
    EntryLine:focus { border: none; background: $primary 25%; }
    """

    cursor_blink: reactive[bool] = reactive(False, init=False)  # noqa: FBT003 - as Textual has it
    """No blinking: each blink redraws the screen, which uses an old laptop's battery."""

    class Notice(Message):
        """A notice for the message line: about a pasted text, or an invalid input."""

        def __init__(self, sentence: str, *, is_refusal: bool = False) -> None:
            super().__init__()
            self.sentence = sentence
            self.is_refusal = is_refusal

    _sent: SentText | None = None

    _left = ""
    """The text as the person left it. With the focus a proposal of the program is selected, so that the next letter
    replaces it; a typed text is not, or it would be lost.
    """

    @property
    def sent(self) -> SentText:
        """The text before the cursor as the keyboard sent it."""
        self._sent = self._sent or SentText()
        return self._sent

    @property
    def typed(self) -> str:
        """The text of the line."""
        return self.value

    @typed.setter
    def typed(self, text: str) -> None:
        self.value = text
        self._left = self.value
        self.cursor_position = len(self.value)

    def _on_focus(self, _event: events.Focus) -> None:
        self.select_on_focus = self.value != self._left  # Textual's own handler follows

    async def _on_key(self, event: events.Key) -> None:
        self._restart_blink()
        before = self.value
        action = _ACTIONS.get(event.key)
        if action == "delete_left" and self.selection.is_empty:
            self._take_back(event.time)
            taken = True
        elif action is not None:
            taken = await self.app.run_action(action, self)
        elif text := typed_text(event):
            self._type(text, event.time)
            taken = True
        else:
            taken = False
        if self.value != before:
            self._left = self.value
        if taken:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.paste(event.text, event.time)

    def action_paste(self) -> None:
        """Paste the text cut or copied in the program."""
        self.paste(self.app.clipboard)

    def paste(self, text: str, at: float = 0.0) -> None:
        """Insert a text at the cursor; report that several lines were joined."""
        line, count = joined(text)
        if line:
            self._type(line, at)
            self._left = self.value
        if count > 1:
            self.post_message(
                self.Notice(_("{count} pasted lines stand in one line now, with spaces between.").format(count=count))
            )

    def action_cursor_left(self, select: bool = False) -> None:
        """Move before the previous letter and its marks."""
        super().action_cursor_left(select)
        self._go_to_edge(-1, select)

    def action_cursor_right(self, select: bool = False) -> None:
        """Move behind the next letter and its marks."""
        super().action_cursor_right(select)
        self._go_to_edge(1, select)

    def action_delete_left(self) -> None:
        """Delete the selection, or the letter before the cursor with its marks."""
        if self.selection.is_empty:
            self.delete(edge(self.value, self.cursor_position - 1, -1), self.cursor_position)
        else:
            self.delete_selection()

    def action_delete_right(self) -> None:
        """Delete the selection, or the letter after the cursor with its marks."""
        if self.selection.is_empty:
            self.delete(self.cursor_position, edge(self.value, self.cursor_position + 1, 1))
        else:
            self.delete_selection()

    def validate_value(self, value: str) -> str:
        """Normalise the value: NFC, one line, signs that can be shown."""
        return in_a_line(value)

    def _type(self, text: str, at: float) -> None:
        """Insert text at the cursor, replacing the selection; a mark joins the letter before it.

        A text that would make the line too long is refused completely, with a notice.
        """
        start, end = sorted(self.selection)
        before, after = self.sent.type(self.value[:start], text, at), self.value[end:]
        length = len(before) + len(after)
        if length > MAX_CHARACTERS:
            self.notify(too_long(length), severity="error", markup=False)
            return
        self._write(before, after)

    def _take_back(self, at: float) -> None:
        """Delete what one backspace removes."""
        before = self.sent.take_back(self.value[: self.cursor_position], at)
        if before is not None:
            self._write(before, self.value[self.cursor_position :])

    def _write(self, before: str, after: str) -> None:
        self.value = before + after
        self.cursor_position = len(before)

    def _go_to_edge(self, step: int, select: bool) -> None:
        start, end = self.selection
        end = edge(self.value, end, step)
        self.selection = Selection(start if select else end, end)
