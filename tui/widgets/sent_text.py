"""The text before the cursor as the keyboard sent it, code point by code point.

An input method corrects a word by backspaces and the rest of the word anew, in one burst: “viết” becomes “việt” by two
backspaces and “ệt”, if it writes whole letters. If it writes letters and tone marks apart (“Unicode tổ hợp”), it counts
what it sent: v, i, ê, sắc, t are five, and it sends three backspaces, where three whole letters would leave only “v”.
So a burst of backspaces is counted in what was sent; a single backspace, a person's, removes a letter with its marks.
For letters that are sent whole the two are the same.
"""

from __future__ import annotations

from tui.widgets.letters import edge, in_a_line, is_hidden, is_mark

PAUSE = 0.1
"""The least time between two backspaces of a person; those of an input method are much faster."""


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
        """What the burst has left of the sent text."""
        return self._sent[: len(self._sent) - self._removed]

    @property
    def _whole_left(self) -> str:
        """What the burst has left in whole letters: a letter without one of its marks is removed."""
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
