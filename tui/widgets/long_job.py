"""Reports a long job on the message line: its progress, its duration, how to cancel it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from tui.widgets.message_line import MessageLine

if TYPE_CHECKING:
    from textual.screen import Screen

REPORT_SECONDS = 1.0


class LongJob:
    """A job in a thread, reported on the message line of a screen until :meth:`end`.

    A thread cannot be stopped: the result of a cancelled job is ignored (``is_wanted`` is false).
    """

    def __init__(self, screen: Screen[None], doing: str, way_out: str) -> None:
        self.is_wanted = True
        self._screen, self._doing, self._began = screen, doing, time.monotonic()
        self._way_out = way_out
        self._timer = screen.set_interval(REPORT_SECONDS, self._tell)
        self._tell()

    def end(self, *, given_up: bool = False) -> None:
        """Stop reporting; ``given_up``: the result is ignored."""
        self._timer.stop()
        self.is_wanted = not given_up

    def _tell(self) -> None:
        seconds = int(time.monotonic() - self._began)
        doing = f"{self._doing} {seconds} s" if seconds else self._doing
        self._screen.query_one(MessageLine).say(f"{doing} · {self._way_out}")
