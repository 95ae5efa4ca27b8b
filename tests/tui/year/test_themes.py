"""The plan of themes and the indicators on screen: chosen by a few letters, moved and planned by keys, counted."""

from __future__ import annotations

import shutil
import threading
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from models.queries.themes import PlannedView, year_plan
from tests.conftest import FakeClock
from tests.tui.driving import Driver, driving
from tests.tui.pictures import picture
from tui.year.screen import YearScreen

REFORM = "Cải cách thủ tục hành chính, phục vụ người dân và doanh nghiệp"


async def at(driver: Driver, view: str) -> None:
    await driver.press("y")
    screen = driver.app.screen
    assert isinstance(screen, YearScreen)
    await driver.until(lambda: screen.is_ready)
    screen.show_view(view)
    await driver.settle()


def planned(driver: Driver) -> PlannedView:
    gateway = driver.app.gateway
    (found,) = year_plan(gateway.reader, gateway.home, 2026, date(2026, 12, 3)).themes
    return found


async def test_a_theme_is_found_by_a_few_letters_moved_by_one_key_and_gets_its_meeting(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, (120, 40)) as driver:
        await at(driver, "themes")
        assert "Quarter III  ⚠ 0 meetings with a theme" in driver.text
        await driver.press("a")
        await driver.type("administrative")
        await driver.press("enter", "enter")
        assert "into quarter 1 of 2026" in driver.said
        assert planned(driver).title == REFORM
        await driver.press("right", "right")
        await driver.settle()
        assert planned(driver).quarter == 3
        await driver.press("left")
        await driver.settle()
        assert planned(driver).quarter == 2
        await driver.press("p", "enter", "enter", "enter")
        assert "planned a thematic meeting" in driver.said
        assert (planned(driver).quarter, planned(driver).month) == (2, 6)
        assert f"○ {REFORM}" in driver.text
        await driver.press("u")
        await driver.settle()
        assert planned(driver).meeting is None


async def test_a_quick_hand_moves_a_theme_as_often_as_it_presses(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock, (120, 40)) as driver:
        await at(driver, "themes")
        await driver.press("a")
        await driver.type("administrative")
        await driver.press("enter", "enter")
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.pilot.press("right", "right", "right", "left")
        free.set()
        await driver.settle()
        await driver.until(lambda: planned(driver).quarter == 3)


async def test_enter_takes_a_theme_of_the_catalogue_into_the_first_quarter_without_one(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, (120, 40)) as driver:
        await at(driver, "themes")
        await driver.press(*["down"] * 4, "enter")
        await driver.settle()
        assert (planned(driver).quarter, planned(driver).source) == (4, "study-ho-chi-minh")


async def test_a_theme_of_ones_own_is_named_its_month_and_removed(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock, (120, 40)) as driver:
        await at(driver, "themes")
        await driver.press("n")
        await driver.type("Giữ rừng đầu nguồn")
        await driver.press("enter", "enter")
        await driver.press("m")
        await driver.type("8")
        await driver.press("enter")
        await driver.settle()
        assert (planned(driver).quarter, planned(driver).month) == (3, 8)
        await driver.press("x")
        await driver.settle()
        assert "Giữ rừng đầu nguồn" not in driver.text.partition("took")[0]


async def test_a_key_for_a_theme_says_that_one_is_to_be_chosen(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock, (120, 40)) as driver:
        await at(driver, "themes")
        for key in ("x", "p", "m", "e", "t", "right"):
            await driver.press("up", key)
            assert "Choose a theme of the plan first" in driver.said, key


async def test_the_indicators_are_counted_beside_those_of_the_year_before(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock, (100, 30)) as driver:
        await at(driver, "indicators")
        line = next(line for line in driver.lines if "months with a regular meeting" in line)
        assert line.split()[-2:] == ["3/11", "27.27%"]


KEYS = {"themes": ("down",), "indicators": ("tab",)}
PICTURES = [("themes", "vi", (120, 40)), ("themes", "en", (80, 24))]
PICTURES += [(view, language, size) for view in KEYS for language, size in (("vi", (80, 24)), ("en", (120, 40)))]


@pytest.mark.parametrize(
    ("view", "language", "size"),
    PICTURES,
    ids=[f"{view}-{language}-{size[0]}x{size[1]}" for view, language, size in PICTURES],
)
async def test_how_themes_look(
    snapshot: SnapshotAssertion,
    themed_home: Path,
    home: Path,
    clock: FakeClock,
    view: str,
    language: str,
    size: tuple[int, int],
) -> None:
    choose_language(language)
    shutil.copytree(themed_home, home)
    assert await picture(home, clock, size, "y", *["tab"] * 3, *KEYS[view]) == snapshot
