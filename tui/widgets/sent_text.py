"""The text before the cursor as the keyboard sent it, by code points.

An input method corrects a word by a burst of backspaces followed by the rest of the word: “viết” becomes “việt” by two
backspaces and “ệt”, if it sends composed letters. If it sends letters and tone marks separately (“Unicode tổ hợp”), it
counts its code points: v, i, ê, sắc, t are five, and it sends three backspaces, which would leave only “v” if they
removed whole letters. So a burst of backspaces is counted in code points as sent; a single backspace, by a person,
removes a letter with its marks. For composed letters both are the same.
"""

from __future__ import annotations

from tui.widgets.letters import edge, in_a_line, is_hidden, is_mark

PAUSE = 0.1
"""Minimum seconds between two backspaces of a person; those of an input method are much faster."""


class SentText:
    """The text before the cursor as it was sent. ``at`` is the time of a key event in seconds."""

    def __init__(self) -> None:
        self._sent = ""
        self._shown = ""
        self._removed = 0
        """How many code points of ``_sent`` the current burst of backspaces removed."""
        self._last = 0.0

    def type(self, before: str, text: str, at: float) -> str:
        """Return the text before the cursor after typing ``text``; ``before`` is the current one."""
        self._follow(before)
        if self._removed:
            in_a_burst = self._removed > 1 and at - self._last <= PAUSE
            self._sent = self._left if in_a_burst or is_mark(text[0]) else self._whole_left
        self._sent, self._removed, self._last = self._sent + text, 0, at
        return self._show(self._sent)

    def take_back(self, before: str, at: float) -> str | None:
        """Return the text before the cursor after a backspace; ``None`` when there is nothing to delete."""
        self._follow(before)
        if self._removed and at - self._last > PAUSE:
            self._sent, self._removed = self._whole_left, 0
        elif not self._removed and at - self._last > PAUSE:
            self._sent = self._without_hidden_end()
        if self._removed == len(self._sent):
            return None
        self._removed, self._last = self._removed + 1, at
        return self._show(self._whole_left)

    @property
    def _left(self) -> str:
        """The part of the sent text that the burst has left."""
        return self._sent[: len(self._sent) - self._removed]

    @property
    def _whole_left(self) -> str:
        """The same in complete letters: a letter without one of its marks is removed."""
        return self._sent[: edge(self._sent, len(self._sent) - self._removed, -1)]

    def _follow(self, before: str) -> None:
        """Start again when something other than the keyboard changed the text before the cursor."""
        if before != self._shown:
            self._sent = self._shown = before
            self._removed = 0

    def _show(self, sent: str) -> str:
        self._shown = in_a_line(sent)
        return self._shown

    def _without_hidden_end(self) -> str:
        """Remove hidden signs at the end: a person's backspace removes a visible letter."""
        end = len(self._sent)
        while end and is_hidden(self._sent[end - 1]):
            end -= 1
        return self._sent[:end]
