"""``u`` takes back in every place, and its word stands in every footer; the roll-call is taken back row by row."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from textual.widgets import OptionList

from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.shell.key_tables import all_tables
from tui.shell.places import places
from tui.widgets.key import is_undo

TYPED = {"search", "roster"}
"""Places where letters are typed from the start."""


def test_the_letter_means_nothing_else_anywhere() -> None:
    for name, table in all_tables().items():
        for key in table:
            assert "u" not in key.keys.split(",") or is_undo(key), (name, key.id)


@pytest.mark.parametrize("place", [name for name in places() if name not in TYPED])
async def test_every_place_offers_undo_and_does_it(discussing: Path, clock: Clock, place: str) -> None:
    async with driving(discussing, clock, (80, 24)) as driver:
        await driver.app.run_action(f"go('{place}')")
        await driver.settle()
        assert "u undo" in driver.lines[-1]
        await driver.press("u")
        assert "undid" in driver.said


@pytest.mark.parametrize("key", ["r", "w", "y"])
async def test_what_opens_beside_the_meeting_offers_undo_too(discussing: Path, clock: Clock, key: str) -> None:
    async with driving(discussing, clock, (80, 24)) as driver:
        await driver.press(key)
        assert "u undo" in driver.lines[-1]
        await driver.press("u")
        assert "undid" in driver.said


async def test_the_roll_call_is_taken_back_row_by_row(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("r")
        names = driver.app.screen.query_one("#names", OptionList)
        before = marks(discussing)
        for row in (1, 3):
            names.highlighted = row
            await driver.press("v")
        changed = marks(discussing)
        assert {state for _member, state in changed - before} == {"unexcused"}
        await driver.press("u")
        assert names.highlighted == 3
        await driver.press("u")
        assert names.highlighted == 1
        assert marks(discussing) == before


def marks(home: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(home / "chibo.db")) as connection:
        return set(connection.execute("SELECT member_id, state FROM attendance WHERE deleted = 0"))
