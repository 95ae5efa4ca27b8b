"""Scoring a meeting by keys: proposals with their evidence, points of a person, four stages kept apart."""

from __future__ import annotations

from pathlib import Path

from models.acts.scores import SHEET
from models.domain.vocabulary import ScoreStage
from models.queries.lookup import latest_meeting
from models.queries.scoring import GivenScore, given_scores
from tests.conftest import FakeClock
from tests.tui.driving import Driver, driving
from tui.score.screen import ScoreScreen


async def at_the_sheet(driver: Driver) -> ScoreScreen:
    """Go to the score sheet of the meeting."""
    screen = ScoreScreen(latest_meeting(driver.app.gateway.reader) or "")
    driver.app.push_screen(screen)
    await driver.until(lambda: screen.is_ready)
    await driver.settle()
    return screen


def given(driver: Driver, stage: ScoreStage = ScoreStage.SELF) -> dict[str, GivenScore]:
    reader = driver.app.gateway.reader
    return dict(given_scores(reader, latest_meeting(reader) or "", SHEET)[stage])


async def go_to(driver: Driver, screen: ScoreScreen, criterion: str) -> None:
    while screen.rows.chosen is None or screen.rows.chosen.key != criterion:
        await driver.press("down")


async def test_each_line_shows_what_the_records_propose_and_by_what(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock, size=(80, 24)) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        assert "Proposed 4: 9 of 10 members attended = 90%" in driver.text
        await go_to(driver, screen, "direction")
        assert "You decide, 0 to 2: no record can tell this" in driver.text


async def test_all_proposals_are_taken_by_one_key_and_taken_back_by_one_undo(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        await at_the_sheet(driver)
        await driver.press("P")
        assert len(given(driver)) > 5
        assert "took over the proposed points" in driver.said
        await driver.press("u")
        assert given(driver) == {}


async def test_typed_digits_become_points_when_no_other_digit_could_follow(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "tasks-done")
        await driver.press("2")
        assert "2_" in driver.text
        assert given(driver) == {}
        await driver.press("7")
        assert given(driver)["tasks-done"].points == 27
        await driver.press("3", "enter")
        assert given(driver)["tasks-done"].points == 3


async def test_a_digit_that_was_typed_is_dropped_by_backspace(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "tasks-done")
        await driver.press("2", "backspace", "down")
        assert given(driver) == {}


async def test_more_points_than_the_line_has_are_refused_with_the_reason(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("9")
        assert "0 to 4 points" in driver.said
        assert given(driver) == {}


async def test_plus_and_minus_count_from_what_stands_however_fast_they_come(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("plus", "minus", "minus", "minus")
        assert given(driver)["attendance-share"].points == 1
        assert "≠" in driver.text
        assert "Differs from the proposal." in driver.text


async def test_taking_a_proposal_keeps_what_the_records_said(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "attendance-share")
        await driver.press("p")
        assert given(driver)["attendance-share"] == GivenScore(4, "", "9/10")
        await go_to(driver, screen, "direction")
        await driver.press("p")
        assert "No points are proposed here" in driver.said


async def test_a_remark_stands_beside_points_and_stays_when_they_change(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "direction")
        await driver.press("r")
        assert "Give the points first" in driver.said
        await driver.press("2", "r")
        await driver.type("dự thảo kịp thời")
        await driver.press("enter")
        await driver.press("minus")
        assert given(driver)["direction"] == GivenScore(1, "dự thảo kịp thời", "")
        assert "Remark: dự thảo kịp thời" in driver.text


async def test_the_stages_are_kept_apart_and_one_begins_from_the_one_before(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await driver.press("c")
        assert "no stage before" in driver.said
        await go_to(driver, screen, "attendance-share")
        await driver.press("4", "tab", "c", "minus")
        assert given(driver)["attendance-share"].points == 4
        assert given(driver, ScoreStage.VOTED)["attendance-share"].points == 3
        assert "[voted by the cell 3]" in driver.text


async def test_points_that_were_given_are_taken_away_by_a_key(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "direction")
        await driver.press("2", "backspace")
        assert given(driver) == {}


async def test_the_scenarios_meeting_gets_93_of_100_which_is_good(held: Path, clock: FakeClock) -> None:
    async with driving(held, clock, size=(80, 24)) as driver:
        screen = await at_the_sheet(driver)
        await driver.press("P")
        assert "without points" in driver.text
        lost = {"duration": 1, "committee-meeting": 2, "regular-content": 1, "digital": 1, "principles-3": 1}
        for line in tuple(screen.sheet.lines.values()) if screen.sheet else ():
            if line.key in given(driver):
                continue
            await go_to(driver, screen, line.key)
            await driver.press(*str(line.points - lost.get(line.key, 0)), "enter")
            if line.key == "close-3":
                break
        assert "= 93 of 100 · 93 ≥ 90 → good" in driver.text


async def test_a_meeting_without_a_theme_is_weighed_by_what_applies(planned: Path, clock: FakeClock) -> None:
    async with driving(planned, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "thematic-content")
        assert "counts only in months with a theme" in driver.text
        assert "– of 95" in driver.text


async def test_a_change_from_elsewhere_shows_and_the_cursor_stays(held: Path, clock: FakeClock) -> None:
    from models.acts.registry import perform
    from models.store.store import Store

    async with driving(held, clock) as driver:
        screen = await at_the_sheet(driver)
        await go_to(driver, screen, "direction")
        other = Store.open(held, clock)
        perform(other, "score.give", criterion="direction", points=1)
        other.close()
        await driver.until(lambda: "1 of 100" in driver.text)
        assert screen.rows.chosen is not None
        assert screen.rows.chosen.key == "direction"


async def test_a_data_file_that_is_wrong_is_told_beside_the_shipped_sheet(held: Path, clock: FakeClock) -> None:
    own = held / "profiles" / f"{SHEET}.toml"
    own.parent.mkdir()
    own.write_text("total = none", encoding="utf-8")
    async with driving(held, clock) as driver:
        await at_the_sheet(driver)
        assert f"{SHEET}.toml is not valid TOML" in driver.said
        await driver.press("down", "up")
        assert f"{SHEET}.toml is not valid TOML" in driver.said, "it stands until something else is said"
        own.unlink()
        await driver.press("f9", "f4")
        assert SHEET not in driver.said
        await driver.press("plus")
        assert given(driver) != {}
