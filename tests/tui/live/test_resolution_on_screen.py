"""The resolution by keys: drafted, put to the vote, amended; and who takes the minutes."""

from __future__ import annotations

from pathlib import Path

from models.store.opening import open_reader
from tests.meeting_room import Clock
from tests.tui.driving import driving


def _resolutions(home: Path) -> list[tuple[str, str, str, int | None]]:
    reader = open_reader(home)
    try:
        return reader.execute("SELECT title, text, state, number FROM resolution WHERE deleted = 0").fetchall()
    finally:
        reader.close()


async def test_a_key_drafts_the_resolution_and_the_motion_adopts_it(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("N")
        await driver.type("Nghị quyết tháng 12")
        await driver.press("enter")
        await driver.type("1. Họp thôn.")
        await driver.press("f10")
        assert _resolutions(discussing) == [("Nghị quyết tháng 12", "1. Họp thôn.", "draft", None)]
        await driver.press("v", "right", "enter")
        assert "Nghị quyết tháng 12" in driver.text  # what the motion adopts
        await driver.type("Thông qua nghị quyết")
        await driver.press("enter", "enter")
        assert "1. Họp thôn." in driver.text  # the text that is voted on
        await driver.press("enter")
        assert "Thông qua nghị quyết: 1. Họp thôn." in driver.text
        await driver.press("7", "enter", "0", "enter", "0", "enter")
        await driver.settle()
        assert "PASSED" in driver.said
        assert _resolutions(discussing) == [("Nghị quyết tháng 12", "1. Họp thôn.", "adopted", 1)]
        await driver.press("N")
        assert "No. 01: Nghị quyết tháng 12" in driver.text


async def test_a_draft_is_changed_by_the_same_key(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("N")
        await driver.type("Tháng 12")
        await driver.press("enter", "f10")
        await driver.settle()
        await driver.press("N")
        assert "Tháng 12" in driver.text


async def test_a_key_names_the_minute_taker(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("T")
        await driver.type("yen")
        await driver.press("enter")
        await driver.settle()
        await driver.press("T")
        assert "Now: Nguyễn Hoàng Yến" in driver.text
