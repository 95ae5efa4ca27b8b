"""Going from place to place, and jumping to a row by its letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.vocabulary import MeetingState
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.home.screen import HomeScreen
from tui.live.agenda_pane import AgendaPane
from tui.live.screen import LiveScreen
from tui.shell.jump import JumpScreen
from tui.shell.panel_host import PanelHost
from tui.shell.places import place_of, places


@pytest.mark.parametrize("state", MeetingState)
def test_a_meeting_in_every_state_has_its_place(state: MeetingState) -> None:
    assert places()[place_of(state)].of_meeting


async def test_every_place_can_be_gone_to_from_every_other(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        for name, place in places().items():
            await driver.app.run_action(f"go('{name}')")
            await driver.settle()
            assert type(driver.app.screen).__name__ == place.screen.rpartition(":")[2]
            assert len(driver.app.screen_stack) <= 3
        await driver.press("f9")
        assert isinstance(driver.app.screen, HomeScreen)


async def test_a_form_that_is_being_filled_in_is_not_left_behind(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        await driver.type("half a sent")
        await driver.press("f9")
        assert isinstance(driver.app.screen, LiveScreen)
        assert "close it with esc" in driver.said


async def test_a_letter_jumps_to_its_row(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (100, 45)) as driver:
        await driver.press("semicolon")
        assert isinstance(driver.app.screen, JumpScreen)
        await driver.press("c")
        assert driver.live.query_one(AgendaPane).chosen.number == "3"


async def test_any_other_key_leaves_jump_mode(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        before = driver.live.query_one(AgendaPane).chosen
        await driver.press("semicolon", "escape")
        assert driver.live.query_one(AgendaPane).chosen == before


async def test_where_there_is_no_row_jumping_says_so(store: object, home: Path, clock: Clock) -> None:
    async with driving(home, clock) as driver:
        await driver.press("f1", "escape")
        driver.app.action_jump()
        await driver.settle()
        assert "no row" in driver.said


@pytest.mark.parametrize(
    ("way", "opening"),
    [
        (("f9",), "n"),
        (("f2",), "enter"),
        (("f2",), "a"),
        (("f2",), "f"),
        (("f3",), "o"),
        (("f3",), "v"),
        (("f9", "y", "shift+tab"), "s"),
    ],
)
async def test_escape_closes_the_form_and_nothing_else(
    discussing: Path, clock: Clock, way: tuple[str, ...], opening: str
) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press(*way)
        place = driver.app.screen
        assert isinstance(place, PanelHost)
        await driver.press(opening)
        assert place.panel is not None, driver.said
        await driver.press("escape")
        assert place.panel is None
        assert driver.app.screen is place
