"""The process is told to end, or its terminal is gone: it leaves in order, and the terminal as it found it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.store.connection import open_reader
from models.store.store import Store

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")]

PATIENCE = 30.0  # seconds until the test gives up
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_program_in_order(cell: Store, meeting: str, name: str) -> None:
    number = getattr(signal, name)
    process, terminal = _start(cell.home)
    try:
        _read_until(terminal, b"new meeting")
        process.send_signal(number)
        _read_until(terminal, LEAVES_ALTERNATE_SCREEN)
        assert process.wait(PATIENCE) == 128 + number
    finally:
        process.kill()
        process.wait()
        os.close(terminal)
    open_reader(cell.home).close()


def _start(home: Path) -> tuple[subprocess.Popen[bytes], int]:
    """Start the program in a pseudo-terminal of its own; return it and the terminal's other end."""
    import fcntl
    import pty
    import struct
    import termios

    terminal, inside = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "tui.main"],
        env=os.environ | {"TERM": "xterm-256color", "CHIBO_HOME": str(home), "CHIBO_LANG": "en"},
        stdin=inside,
        stdout=inside,
        stderr=inside,
        start_new_session=True,
    )
    os.close(inside)
    return process, terminal


def _read_until(terminal: int, wanted: bytes) -> bytes:
    """Read what the program draws until it contains ``wanted``; fail with the end of it if it never does."""
    drawn, end = b"", time.monotonic() + PATIENCE
    while wanted not in drawn:
        ready, _, _ = select.select([terminal], [], [], max(0.0, end - time.monotonic()))
        assert ready, f"never drawn: {wanted!r}; the end of what was: {drawn[-500:]!r}"
        drawn += os.read(terminal, 65536)
    return drawn
