"""The first screen: the meetings, and what to do next."""

from __future__ import annotations

from pathlib import Path

from models.acts.registry import perform
from models.queries.lookup import current_meeting
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.screens.home import HomeScreen
from tui.screens.live import LiveScreen
from tui.screens.preparation import PreparationScreen


async def test_a_meeting_is_planned_and_opened_by_keyboard(cell: Store, clock: Clock) -> None:
    async with driving(cell.home, clock) as driver:
        assert "n plans one" in driver.text
        await driver.press("n", "enter", "enter", "enter", "enter")
        assert "Regular meeting 2027-01-03" in driver.text
        await driver.press("enter")
        assert isinstance(driver.app.screen, PreparationScreen)


async def test_a_meeting_of_today_opens_where_it_is_held(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter")
        assert isinstance(driver.app.screen, LiveScreen)


async def test_undoing_the_plan_of_a_meeting_leads_back_to_the_list(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("enter", "u")
        assert isinstance(driver.app.screen, HomeScreen)
        assert "undid: planned" in driver.said
        await driver.press("U")
        assert "Regular meeting 2026-12-03" in driver.text


async def test_the_cursor_stays_on_its_meeting_when_another_is_planned_before_it(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        chosen = current_meeting(driver.app.gateway.reader)
        other = Store.open(planned, clock)
        clock.advance(days=-40)
        perform(other, "meeting.plan", at=clock.now)
        other.close()
        await driver.until(lambda: "2026-10-24" in driver.text)
        assert driver.app.screen.shown_meeting == chosen
