"""A terminal that vanishes without a signal: the program ends, and does not go round in circles for ever."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.pty.terminal import PATIENCE, running
from tui.shell.terminal import TERMINAL_GONE_EXIT

pytestmark = [pytest.mark.pty, pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")]


def test_the_program_ends_when_its_terminal_is_gone(cell: object, meeting: str, home: Path) -> None:
    with running(home, is_born=False) as terminal:
        terminal.until_shown("Regular meeting")
        os.dup2(os.open(os.devnull, os.O_RDWR), terminal._descriptor)  # closes our end of it
        assert terminal.process.wait(PATIENCE) == TERMINAL_GONE_EXIT
