"""The process gets a signal, or its terminal is gone: it ends in order and restores the terminal."""

from __future__ import annotations

import signal
import sys

import pytest

from models.store.opening import open_reader
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import PATIENCE, running

pytestmark = pytest.mark.pty

LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_the_program_in_order(cell: Store, meeting: str, name: str) -> None:
    number = getattr(signal, name)
    with running(cell.home) as terminal:
        terminal.until_shown("new meeting")
        terminal.process.send_signal(number)
        terminal.until_drawn(LEAVES_ALTERNATE_SCREEN)
        assert terminal.process.wait(PATIENCE) == 128 + number
    open_reader(cell.home).close()
