"""A text area for Vietnamese (docs/decisions/0006-own-text-fields.md).

As in :mod:`tui.widgets.entry_line`, editing keys are handled in the widget, in order with the letters; the text is
always NFC; and the backspaces of an input method are counted in the characters that it sent. Every change, typed,
pasted or made by the program, goes through :meth:`EntryArea.edit`.
"""

from __future__ import annotations

import os.path
from dataclasses import replace

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location

from models.domain.text import split_lines
from tui.widgets.letters import MAX_CHARACTERS, edge, in_lines, is_mark, too_long, typed_text
from tui.widgets.sent_text import SentText

_ACTIONS = {binding.key: binding.action for binding in Binding.make_bindings(TextArea.BINDINGS)} | {
    "ctrl+h": "delete_left",  # what some terminals send for backspace
    "ctrl+home": "cursor_text_start",
    "ctrl+end": "cursor_text_end",
    "ctrl+shift+home": "cursor_text_start(True)",
    "ctrl+shift+end": "cursor_text_end(True)",
}


class EntryArea(TextArea):
    """A ``TextArea`` that keeps order and NFC; Enter begins a line, F10 submits where no form takes it."""

    DEFAULT_CSS = """
    EntryArea { height: 5; border: none; padding: 0 1; background: $panel; }
    EntryArea:focus { border: none; background: $primary 25%; }
    """

    cursor_blink: reactive[bool] = reactive(False, init=False)  # noqa: FBT003 - as Textual has it
    """No blinking, as in :class:`~tui.widgets.entry_line.EntryLine`."""

    class Submitted(Message):
        """F10 was pressed; ``text`` is the text at that moment."""

        def __init__(self, area: EntryArea, text: str) -> None:
            super().__init__()
            self.area = area
            self.text = text

        @property
        def control(self) -> EntryArea:
            return self.area

    def __init__(self, text: str = "", *, max_characters: int = MAX_CHARACTERS, id: str | None = None) -> None:  # noqa: A002
        super().__init__(in_lines(text), id=id, highlight_cursor_line=False)
        self.max_characters = max_characters
        self._sent = SentText()

    @property
    def takes_letters(self) -> bool:
        """Whether letters are text here, and not keys; used by screens, which do not import this module at
        the start.
        """
        return not self.read_only

    @property
    def typed(self) -> str:
        """The text of the area."""
        return self.text

    @typed.setter
    def typed(self, text: str) -> None:
        self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        action, text = _ACTIONS.get(event.key), typed_text(event)
        if event.key == "f10":
            self.post_message(self.Submitted(self, self.text))
        elif self.takes_letters and action == "delete_left" and self.selection.is_empty:
            self._take_back(event.time)
        elif action is not None:
            if not await self.app.run_action(action, self):
                return
        elif self.takes_letters and text:
            self._type(text, event.time)
        else:
            return  # TextArea's own handler follows, so that Enter keeps its order
        self._restart_blink()
        event.stop()
        event.prevent_default()

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        if self.takes_letters and event.text:
            self._type(event.text, event.time)

    def action_cursor_text_start(self, select: bool = False) -> None:
        """Move to the beginning of the text."""
        self.move_cursor((0, 0), select=select)

    def action_cursor_text_end(self, select: bool = False) -> None:
        """Move to the end of the text."""
        self.move_cursor(self.document.end, select=select)

    def _type(self, text: str, at: float) -> None:
        """Insert text at the cursor, replacing the selection."""
        (row, column), end = sorted(self.selection)
        if len(split_lines(text)) > 1:
            self._replace_via_keyboard(text, (row, column), end)
        else:
            before = self.document.get_line(row)[:column]
            self._rewrite(row, before, self._sent.type(before, text, at), end)

    def _take_back(self, at: float) -> None:
        """Delete what one backspace removes; at the start of a line, the line end before it."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        left = self._sent.take_back(before, at)
        if left is None:
            self.action_delete_left()
        else:
            self._rewrite(row, before, left, (row, column))

    def _rewrite(self, row: int, before: str, new: str, end: Location) -> None:
        """Replace the text between the start of a row and ``end``, changing as little as possible."""
        same = len(os.path.commonprefix([before, new]))  # noqa: RUF071 - letter by letter is what is meant
        if tail := new[same:]:
            self._replace_via_keyboard(tail, (row, same), end)
        elif (row, same) != end:
            self._delete_via_keyboard((row, same), end)

    def load_text(self, text: str) -> None:
        """Replace the whole text, in NFC and without signs that cannot be shown."""
        super().load_text(in_lines(text))

    def edit(self, edit: Edit) -> EditResult:
        """Edit the text; a combining mark joins the letter before it.

        An edit that would make the text too long is refused completely, with a notice.
        """
        fitted = self._joined(replace(edit, text=in_lines(edit.text))) if edit.text else edit
        removed = len(self.get_text_range(fitted.from_location, fitted.to_location))
        length = len(self.text) - removed + len(fitted.text)
        if length > self.max_characters and fitted.text:
            self.notify(too_long(length, self.max_characters), severity="error", markup=False)
            return EditResult(self.cursor_location, "")
        return super().edit(fitted)

    def get_cursor_left_location(self) -> Location:
        """Return the start of the letter before the cursor, including its marks."""
        row, column = super().get_cursor_left_location()
        return row, edge(self.document.get_line(row), column, -1)

    def get_cursor_right_location(self) -> Location:
        """Return the end of the letter after the cursor, including its marks."""
        row, column = super().get_cursor_right_location()
        return row, edge(self.document.get_line(row), column, 1)

    def _joined(self, edit: Edit) -> Edit:
        """Return an edit that starts with a mark as one that replaces the letter before it."""
        row, column = edit.top
        if column == 0 or not is_mark(edit.text[0]):
            return edit
        line = self.document.get_line(row)
        begin = edge(line, column - 1, -1)
        return replace(
            edit, text=in_lines(line[begin:column] + edit.text), from_location=(row, begin), to_location=edit.bottom
        )
