"""The year on screen: its views by keys, points that a person decides, reviews whose words stay behind a key."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.vocabulary import ScoreStage, SheetKind
from models.queries.people import members
from models.queries.year_points import given_in_year
from tests.conftest import FakeClock
from tests.tui.driving import Driver, driving
from tui.widgets.key import Key
from tui.year.keys import YEAR, YEAR_MEMBERS, YEAR_OVERVIEW
from tui.year.screen import YearScreen

AGENCY = "criteria-four-good-agency"


async def at(driver: Driver, view: str = "overview") -> YearScreen:
    """Go to a view of the year by its key on the first screen."""
    await driver.press("y")
    screen = driver.app.screen
    assert isinstance(screen, YearScreen)
    await driver.until(lambda: screen.is_ready)
    if view != screen.view.name_of_view:
        screen.show_view(view)
    await driver.settle()
    return screen


def given(driver: Driver, stage: ScoreStage = ScoreStage.SELF) -> dict[str, int]:
    found = given_in_year(driver.app.gateway.reader, 2026, AGENCY)[stage]
    return {key: one.points for key, one in found.items()}


async def test_the_year_tells_each_month_what_was_held_late_missed_and_graded(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, size=(80, 24)) as driver:
        await at(driver)
        lines = driver.lines
        assert "✓  1  01-03" in lines[2]
        assert "good 100" in lines[2]
        assert "⚠  2  02-09" in lines[3]
        assert "✗  3  no meeting was held" in lines[4]
        assert "5  05-04 ◆ thematic" in lines[6]
        assert "·  12" not in driver.text
        assert "Regular meetings in 3 of 11 months due; after the 7th: 1" in driver.text
        assert "Themes: I –  II ✓  III –  IV –" in driver.text


async def test_a_month_opens_its_meeting_and_one_without_says_so(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock) as driver:
        screen = await at(driver)
        await driver.press("down", "down", "enter")
        assert "No meeting is recorded in this month" in driver.said
        await driver.press("up", "up", "enter")
        assert driver.app.screen is not screen


async def test_the_years_are_gone_through_by_a_key_as_far_as_there_is_something(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock) as driver:
        screen = await at(driver)
        await driver.press("Y")
        assert screen.year == 2027
        await driver.press("Y")
        assert "Nothing is recorded of 2028" in driver.said
        await driver.press("y", "y", "y")
        assert "Nothing is recorded of 2024" in driver.said


async def test_a_person_decides_each_point_of_the_four_good_sheet_and_sees_what_is_missing(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, size=(80, 24)) as driver:
        screen = await at(driver)
        screen.show_view("four-good")
        await driver.settle()
        assert "Four-good cell: an agency (sample)" in driver.text
        assert "You decide, 0 to 10: no record can tell this" in driver.text
        before = given(driver)
        await driver.press("9", "enter")
        assert given(driver) == before | {"politics-work": 9}
        most = sum(line.points for line in screen.view.sheet.lines.values())  # type: ignore[attr-defined]
        assert most == 100
        total = sum(given(driver).values())
        assert f"{total} < 95: {95 - total} missing" in driver.text
        await driver.press("u")
        assert given(driver) == before


async def test_a_remark_and_a_stage_of_the_years_sheet(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock) as driver:
        await at(driver, "four-good")
        await driver.press("r")
        assert "Give the points first" in driver.said
        await driver.press("9", "r")
        await driver.type("nhiều việc khó")
        await driver.press("enter")
        assert "Remark: nhiều việc khó" in driver.text
        await driver.press("right", "c", "minus")
        assert given(driver)["politics-work"] == 9
        assert given(driver, ScoreStage.VOTED)["politics-work"] == 8


async def test_a_cell_whose_type_is_not_told_is_told_how(planned: Path, clock: FakeClock) -> None:
    async with driving(planned, clock) as driver:
        await at(driver, "four-good")
        assert "depends on the type of the cell" in driver.text
        await driver.press("P")
        assert "depends on the type of the cell" in driver.said


async def test_what_was_said_of_a_member_stands_behind_a_key_and_hides_when_another_is_chosen(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, size=(80, 24)) as driver:
        screen = await at(driver, "members")
        rows = screen.view.query_one("#members")
        head = members(driver.app.gateway.reader, clock.now.date())[0]  # who assessed himself
        while rows.get_option_at_index(rows.highlighted).id != head.id:  # type: ignore[attr-defined]
            await driver.press("down")
        assert "Written, confidential: Self, Comments. h shows it." in driver.text
        assert "chậm" not in driver.text
        await driver.press("h")
        assert "Self: Còn chậm báo cáo" in driver.text
        await driver.press("down", "up")
        assert "chậm" not in driver.text
        await driver.press("h", "tab", "shift+tab")
        assert "chậm" not in driver.text


async def test_the_vote_on_a_member_is_counted_and_its_arithmetic_shown(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock) as driver:
        await at(driver, "members")
        await driver.press("v", "enter")
        for count in ("1", "7", "0", "0"):
            await driver.type(count)
            await driver.press("enter")
        assert "counted the vote on" in driver.said
        assert "excellent 1 · good 7 · completed 0 · not done 0 of" in driver.text
        assert "→ good" in driver.text


async def test_more_excellent_members_than_may_be_are_marked_with_the_reckoning(
    year_home: Path, clock: FakeClock
) -> None:
    async with driving(year_home, clock, size=(80, 24)) as driver:
        await at(driver, "members")
        assert "1 excellent; at most 20% of 1 rated good: 20 × 1 / 100 → 0" in driver.text
        assert driver.text.count("⚠") == 2
        await driver.press("p", "left", "enter")
        assert "the committee proposed for" in driver.said


KEYS = [
    *((view, key) for view, table in (("overview", YEAR_OVERVIEW), ("members", YEAR_MEMBERS)) for key in table),
    *(("overview", key) for key in YEAR),
]


async def test_no_key_of_the_year_does_nothing_without_saying_why(year_home: Path, clock: FakeClock) -> None:
    async with driving(year_home, clock, size=(80, 24)) as driver:
        for view, key in KEYS:
            screen = await at(driver, view) if driver.app.screen.place != "year" else driver.app.screen  # type: ignore[attr-defined]
            if screen.view.name_of_view != view:  # type: ignore[attr-defined]
                screen.show_view(view)  # type: ignore[attr-defined]
                await driver.settle()
            driver.app.screen.messages.update("")  # type: ignore[attr-defined]
            await driver.settle()
            before = (driver.app.screen, driver.text)
            await driver.press(_first(key))
            if (driver.app.screen, driver.text) == before:  # the cursor moves in colour alone
                assert key.id in {"overview.up", "overview.down", "review.up"}, key.id
            await driver.press("escape")
            if driver.app.screen.place == "year" and driver.app.screen.panel:  # type: ignore[attr-defined]
                pytest.fail(f"{key.id} leaves a form open")


def _first(key: Key) -> str:
    return key.keys.partition(",")[0]


def test_the_sheet_of_a_year_is_one_of_its_two_kinds() -> None:
    from tui.year.views import views

    kinds = {getattr(view, "kind", None) for view in views()}
    assert kinds >= {SheetKind.FOUR_GOOD, SheetKind.CLASSIFICATION}
