"""The resolution by keys: drafted, put to the vote, amended; and who takes the minutes."""

from __future__ import annotations

from pathlib import Path

from models.store.opening import open_reader
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.widgets.choice_field import ChoiceField


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


async def test_a_motion_tells_what_it_made_and_the_key_writes_its_text(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("v", "right", "enter")
        await driver.type("Nghị quyết tháng 12")
        await driver.press("f10", "enter", "7", "enter", "0", "enter", "0", "enter")
        assert "adopted resolution no. 01" in driver.said
        assert "F3, N" in driver.said
        await driver.press("N")
        shown = driver.live.panel.query_one("#resolution-draft", ChoiceField)
        assert str(shown.render()).startswith("‹ No. 01: Nghị quyết tháng 12 (adopted, without a text) ›")
        assert driver.live.panel.field_texts()["resolution-title"] == "Nghị quyết tháng 12"
        await driver.press("tab", "tab")
        await driver.type("1. Họp thôn.")
        await driver.press("f10")
        assert _resolutions(discussing) == [("Nghị quyết tháng 12", "1. Họp thôn.", "adopted", 1)], driver.said
        await driver.press("N")
        assert "✓ No. 01: Nghị quyết tháng 12" in driver.text
        assert driver.live.panel.field_texts()["resolution-title"] == "", "another one"


async def test_after_a_decided_motion_another_one_is_the_first_choice(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("v")
        await driver.type("Chọn ngày")
        await driver.press("f10", "enter", "1", "enter", "0", "enter", "0", "enter")
        assert "NOT PASSED" in driver.said
        await driver.press("v")
        assert "‹ put another motion ›" in driver.text
        await driver.press("right")
        assert "‹ amend it ›" in driver.text
        await driver.press("right")
        assert "‹ void its last round ›" in driver.text
        await driver.press("right")
        assert "nominate" not in driver.text
        await driver.press("enter")
        assert "Put a motion to the vote" in driver.text
