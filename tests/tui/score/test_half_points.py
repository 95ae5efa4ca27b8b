"""Half points by keys, where the sheet has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.language import choose_language
from models.domain.points import Points, sum_of
from tests.conftest import FakeClock
from tests.half_points import let_halves_be_given
from tests.tui.driving import driving
from tests.tui.score.test_score import at_the_sheet, given, go_to


@pytest.mark.parametrize("mark", ["comma", "full_stop"])
async def test_the_comma_adds_half_a_point_and_the_5_behind_it_is_no_five_points(
    held: Path, clock: FakeClock, mark: str
) -> None:
    let_halves_be_given(held)
    async with driving(held, clock, size=(80, 24)) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("2")
        assert "2_" in driver.text
        await driver.press(mark)
        assert "2.5_" in driver.text
        assert given(driver) == {}
        await driver.press("7")
        assert "only half a point" in driver.said.lower()
        await driver.press("5")
        assert given(driver)["attendance-share"].points == Points(5)
        assert "2.5" in driver.text


async def test_half_a_point_alone_and_a_whole_one_are_taken_by_going_on(held: Path, clock: FakeClock) -> None:
    let_halves_be_given(held)
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press(mark := "comma", "down")
        assert given(driver)["attendance-share"].points == Points(1)
        await driver.press("up", "3", mark, "backspace", "enter")
        assert given(driver)["attendance-share"].points == 3
        await driver.press("up", "4")
        assert given(driver)["attendance-share"].points == 4, "nothing can follow the most"
        await driver.press("minus", "2", mark, "plus")
        assert given(driver)["attendance-share"].points == Points(7)


async def test_points_half_typed_are_not_left_behind(held: Path, clock: FakeClock) -> None:
    let_halves_be_given(held)
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("2", "f4")
        await driver.until(lambda: given(driver)["attendance-share"].points == 2)


async def test_only_a_sheet_with_halves_offers_the_key(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock, size=(200, 40)) as driver:
        screen = await at_the_sheet(driver)
        assert "half point" not in driver.text
        assert not any(key.id == "score.half" for key in screen.all_keys())
        await go_to(driver, screen, "attendance-share")
        await driver.press("2", "comma")
        assert given(driver)["attendance-share"].points == 2
        assert "whole points only" in driver.said
    let_halves_be_given(held)
    async with driving(held, clock, size=(200, 40)) as driver:
        await at_the_sheet(driver)
        assert "half point" in driver.text


async def test_halves_are_summed_and_written_in_vietnamese_with_a_comma(held: Path, clock: FakeClock) -> None:
    let_halves_be_given(held)
    choose_language("vi")
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("P", "2", "comma")
        assert "2,5_" in driver.text
        await driver.press("5")
        given_points = [one.points for one in given(driver).values()]
        assert f"[tự chấm {sum_of(given_points)}]" in driver.text
        assert sum_of(given_points).half == 1
