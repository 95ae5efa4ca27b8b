"""A program in a pseudo-terminal, and the time until it has drawn something. POSIX only."""

from __future__ import annotations

import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fcntl import ioctl

PATIENCE = 30.0
QUIET = 0.15
"""Seconds without a byte after which a program is held to have done with drawing."""


class Drawing:
    """One run of a program; ``began`` is the time at which it was started."""

    def __init__(self, descriptor: int, began: float) -> None:
        self._descriptor = descriptor
        self.began = began

    def until(self, wanted: bytes) -> float:
        """Return the seconds from the start until the program has written ``wanted``."""
        drawn = b""
        while wanted not in drawn:
            drawn += self._read(PATIENCE)
            if not drawn:
                raise RuntimeError(f"never drawn: {wanted!r}")
        return time.perf_counter() - self.began

    def until_quiet(self) -> None:
        """Wait until nothing more is drawn."""
        while self._read(QUIET):
            pass

    def key(self, key: bytes) -> float:
        """Press a key; return the seconds until the first byte of what it draws."""
        pressed = time.perf_counter()
        os.write(self._descriptor, key)
        if not self._read(PATIENCE):
            raise RuntimeError(f"nothing drawn after {key!r}")
        painted = time.perf_counter() - pressed
        self.until_quiet()
        return painted

    def _read(self, patience: float) -> bytes:
        ready, _, _ = select.select([self._descriptor], [], [], patience)
        return os.read(self._descriptor, 65536) if ready else b""


@contextmanager
def drawing(command: Sequence[str], **environment: str) -> Iterator[Drawing]:
    """Run a Python module or file in a terminal of 100x30."""
    outside, inside = pty.openpty()
    ioctl(outside, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | {"TERM": "xterm-256color"} | environment,
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    try:
        yield Drawing(outside, began)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(outside)
