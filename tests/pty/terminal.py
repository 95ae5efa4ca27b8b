"""The real program in a pseudo-terminal: bytes in as one write, the screen out as a person sees it."""

from __future__ import annotations

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.nursery import Child, nursery

PATIENCE = 60.0  # seconds until a test gives up
WIDTH, HEIGHT = 100, 30

_CAN_YOU_HOLD_BACK, _YES = b"\x1b[?2026$p", b"\x1b[?2026;2$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
"""Synchronised output (DEC private mode 2026): the program says where a frame begins and ends."""


class Terminal:
    """One run of the program, and its screen; a screen is looked at between two frames, never in the middle of one."""

    def __init__(self, process: Child | subprocess.Popen[bytes], descriptor: int) -> None:
        self.process = process
        self.drawn = b""
        self._descriptor = descriptor
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.ByteStream(self._screen)

    def write(self, content: bytes) -> None:
        """Send bytes as one write, as an input method does."""
        os.write(self._descriptor, content)

    @property
    def text(self) -> str:
        """The text of the screen."""
        return "\n".join(self._screen.display)

    @property
    def cells(self) -> list[list[object]]:
        """Every cell of the screen: its letter, colours and attributes."""
        return [[self._screen.buffer[row][column] for column in range(WIDTH)] for row in range(HEIGHT)]

    def until_shown(self, wanted: str) -> None:
        """Read the program's output until the screen shows a text; fail with the screen if it never does."""
        self._until(lambda: wanted in self.text, wanted)

    def until_matches(self, pattern: str) -> None:
        """Read the program's output until a part of the screen matches a regular expression."""
        self._until(lambda: re.search(pattern, self.text), pattern)

    def until_drawn(self, wanted: bytes) -> None:
        """Read until the program has written some bytes."""
        self._until(lambda: wanted in self.drawn, repr(wanted))

    def _until(self, holds: object, wanted: str) -> None:
        end = time.monotonic() + PATIENCE
        while self._within_a_frame or not holds():  # type: ignore[operator]
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, end - time.monotonic()))
            assert ready, f"never shown: {wanted}; what was:\n{self.text}"
            content = os.read(self._descriptor, 65536)
            asked = self.drawn.count(_CAN_YOU_HOLD_BACK)
            self.drawn += content
            self._stream.feed(content)
            if self.drawn.count(_CAN_YOU_HOLD_BACK) > asked:
                self.write(_YES)

    @property
    def _within_a_frame(self) -> bool:
        return self.drawn.rfind(_BEGIN) > self.drawn.rfind(_END)


@contextmanager
def running(home: Path, *, is_born: bool = True, **environment: str) -> Iterator[Terminal]:
    """Run the program on a home folder in a terminal of its own; it is ended in any case.

    ``is_born`` has the nursery make it; else a Python of its own is started, as a person does.
    """
    import fcntl
    import pty
    import termios

    outside, inside = pty.openpty()
    fcntl.ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    chibo = {"TERM": "xterm-256color", "CHIBO_HOME": str(home), "CHIBO_LANG": "en"}
    size = {"COLUMNS": str(WIDTH), "LINES": str(HEIGHT)}  # pytest-xdist's workers have others
    chibo |= size | environment
    process: Child | subprocess.Popen[bytes]
    if is_born:
        process = nursery().bear_in(os.ttyname(inside), [], chibo)
    else:
        process = subprocess.Popen(
            [sys.executable, "-m", "tui.main"],
            env=os.environ | chibo,
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
    try:
        yield Terminal(process, outside)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
        os.close(inside)
        os.close(outside)
