"""The command palette: every act by its name."""

from __future__ import annotations

from pathlib import Path

from tests.meeting_room import Clock
from tests.tui.driving import driving


async def test_any_act_is_done_by_its_name_and_words(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("colon")
        await driver.type("list.pl")
        assert "list.plan_time" in driver.text
        await driver.type("an_time seconds=90")
        await driver.press("enter")
        assert "planned 90 seconds" in driver.said


async def test_a_wrong_word_is_refused_in_a_sentence_and_the_line_stays_to_be_mended(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("colon")
        await driver.type("speech.ask member=Nobody")
        await driver.press("enter")
        assert "There is no member" in driver.said
        assert driver.live.query_one("#command #line").value == "speech.ask member=Nobody"
