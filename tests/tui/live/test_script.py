"""The chair's script on the live screen: one key shows what to say now."""

from __future__ import annotations

from pathlib import Path

from tests.meeting_room import Clock
from tests.tui.driving import driving


async def test_one_key_shows_what_to_say_at_the_item_that_runs_then_at_the_next(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("S")
        assert "What to say" in driver.text
        assert "The floor is open" in driver.text
        await driver.press("escape", "enter", "S")
        assert "The floor is open" not in driver.text
        await driver.press("S")
        assert "What to say" not in driver.text


async def test_before_the_meeting_the_first_words_are_shown(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "S")
        assert "Comrades, it is time to begin" in driver.text
