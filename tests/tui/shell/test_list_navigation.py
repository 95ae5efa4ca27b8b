"""PgUp, PgDn, Home and End move in every list; no key leads to a blank screen; messages move nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from models.acts.words import perform_words
from models.domain.vocabulary import MeetingState
from models.store.store import Store
from models.tables import Meeting
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.shell.places import places
from tui.widgets.message_line import MAX_LINES, MessageLine
from tui.widgets.person_field import PersonField

SMALL = (80, 24)


def listed(driver: Driver) -> OptionList:
    return next(one for one in driver.app.screen.query(OptionList) if one.is_on_screen and one.option_count)


@pytest.mark.parametrize(
    "way", [("f2",), ("f3",), ("f4",), ("f6",), ("f11",), ("f3", "r"), ("colon",), ("f9",)], ids=" ".join
)
async def test_the_same_keys_move_in_every_list(discussing: Path, clock: Clock, way: tuple[str, ...]) -> None:
    if way == ("f9",):
        _plan_more(discussing, clock)
    async with driving(discussing, clock, SMALL) as driver:
        await driver.press(*way)
        rows = listed(driver)
        await driver.press("end")
        last = rows.highlighted
        assert last is not None
        assert last >= rows.option_count - 2  # the last may be one that cannot be chosen
        await driver.press("home")
        assert rows.highlighted in (0, 1)
        first = rows.highlighted
        await driver.press("pagedown")
        assert rows.highlighted != first
        await driver.press("pageup")
        assert rows.highlighted == first


def _plan_more(home: Path, clock: Clock) -> None:
    store = Store.open(home, clock)
    for month in range(1, 12):
        perform_words(store, "meeting.plan", {"at": f"14:00 05/{month:02}/2027"})
    store.close()


async def test_beside_the_agenda_of_a_narrow_screen_they_scroll_or_say_that_all_is_shown(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        await driver.press("tab")
        for key in ("pagedown", "end", "home", "pageup"):
            await driver.press(key)
            assert "All of it stands on the screen" in driver.said, key


async def test_they_move_among_the_names_under_a_line(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        await driver.press("a")
        field = driver.app.screen.query_one(PersonField)
        first = field.picked
        await driver.press("end")
        last = field.picked
        assert last != first
        await driver.press("home")
        assert field.picked == first
        await driver.press("pagedown")
        assert field.picked not in (first, last)
        assert "▸" in driver.text
        await driver.press(*["down"] * 30)
        assert field.picked == last  # beyond the names that have room, too


async def test_in_a_line_without_a_list_they_are_the_lines_own(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        await driver.press("c")
        await driver.type("thong nhat")
        await driver.press("home", "X", "end", "Y")
        assert driver.app.screen.query_one("#text").value == "Xthong nhatY"


@pytest.mark.parametrize(
    "state", [MeetingState.PLANNED, MeetingState.OPEN, MeetingState.CLOSED, MeetingState.POSTPONED]
)
async def test_no_key_leads_to_a_blank_screen(planned: Path, clock: Clock, state: str) -> None:
    store = Store.open(planned, clock)
    with store.unit("test.state") as unit:
        (key,) = unit.connection.execute("SELECT id FROM meeting").fetchone()
        held = unit.get(Meeting, key)
        held.state = MeetingState(state)
        if state in ("open", "closed"):
            held.opened_at = unit.now
        if state == "closed":
            held.closed_at = unit.now
    store.close()
    async with driving(planned, clock, SMALL) as driver:
        for place in places():
            for key in ("tab", "pagedown", "full_stop", "comma", "end"):
                await driver.app.run_action(f"go('{place}')")
                await driver.settle()
                await driver.press(key)
                body = driver.lines[1:-4]
                assert any(line.strip(" │▏▎▕") for line in body), (place, key, driver.text)


async def test_a_long_message_moves_nothing_and_goes_with_the_next_key(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        rows = listed(driver)
        before = rows.region
        driver.live.messages.refused("Không được. " * 40)
        await driver.settle()
        assert rows.region == before
        assert driver.live.query_one(MessageLine).region.height == MAX_LINES
        assert "… ?" in driver.said
        await driver.press("question_mark")
        assert driver.text.count("Không được") > 20
        await driver.press("escape", "down")
        assert driver.said == ""


async def test_in_a_form_a_refusal_goes_when_what_it_refused_is_changed(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        await driver.press("t")
        await driver.press(*["enter"] * 7)
        assert "✗" in driver.said
        await driver.type("Mậ")
        assert driver.said == ""


async def test_enter_after_the_last_item_leads_to_what_comes_next(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, SMALL) as driver:
        for _item in range(30):
            if driver.live.panel_data().is_through:
                break
            await driver.press("enter")
        assert driver.live.panel_data().is_through
        assert "Every item has had its turn" in driver.text
        await driver.press("enter")
        assert driver.live.panel is not None
        assert "score the meeting" in driver.text
        await driver.press("enter")
        assert type(driver.app.screen).__name__ == "ScoreScreen"
