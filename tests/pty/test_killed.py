"""The laptop dies in the middle of an item: after a restart the meeting continues, including the running timer."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from models.acts.registry import ActOutcome
from models.store.store import Store

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

from tests.pty.terminal import running

pytestmark = pytest.mark.pty


def test_a_killed_program_goes_straight_back_to_the_item_and_its_time(
    cell: Store, meeting: str, do: Callable[..., ActOutcome]
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    cell.close()
    with running(cell.home, CHIBO_NOW="2026-12-03T14:10+07:00") as terminal:
        terminal.until_shown("asks to speak")
        terminal.write(b"\r")
        terminal.until_shown("started the item")
        terminal.write(b"\r")
        terminal.until_shown("finished the item")
        terminal.write(b"jjjjjjjjjj\r")
        terminal.until_shown("▶ 11")  # and here it is killed
    with running(cell.home, CHIBO_NOW="2026-12-03T14:13+07:00") as terminal:
        terminal.until_shown("▶ 11")
        terminal.until_shown("left of 8′")
        terminal.until_matches(r"(?<!█)█{10,14}░")  # three minutes of eight are gone: so much of 29 cells
        terminal.write(b"\x1b[H")
        terminal.until_shown("✓  1")
