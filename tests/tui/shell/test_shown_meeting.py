"""What is done on a screen is done to the meeting that it shows, in every place and in the palette."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.domain.vocabulary import MeetingState
from models.store.store import Store
from models.tables import Meeting
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.home.screen import HomeScreen
from tui.live.screen import LiveScreen

Places = tuple[Path, str, str]


@pytest.fixture
def places(discussing: Path, clock: Clock) -> Places:
    """The scenario's meeting runs; another, of the month before, can be brought into any state."""
    with closing(Store.open(discussing, clock)) as store:
        running = store_row(discussing, "SELECT id FROM meeting")
        other = str(perform_words(store, "meeting.plan", {"at": "14:00 05/11/2026"}).value)
    return discussing, running, other


def store_row(home: Path, sql: str) -> str:
    with closing(sqlite3.connect(home / "chibo.db")) as connection:
        return str(connection.execute(sql).fetchone()[0])


def bring(home: Path, clock: Clock, meeting: str, state: MeetingState) -> None:
    with closing(Store.open(home, clock)) as store, store.unit("test.state") as unit:
        row = unit.get(Meeting, meeting)
        row.state, row.agreed_at = state, unit.now
        if state in {MeetingState.CLOSED, MeetingState.APPROVED}:
            row.opened_at = row.closed_at = unit.now


def newest(home: Path) -> tuple[str, str]:
    with closing(sqlite3.connect(home / "chibo.db")) as connection:
        return connection.execute(
            "SELECT act, meeting_id FROM journal_entry WHERE act != 'outside' ORDER BY time DESC LIMIT 1"
        ).fetchone()


async def show(driver: Driver, meeting: str, *place: str) -> None:
    await driver.press("f9")
    assert isinstance(driver.app.screen, HomeScreen)
    driver.app.screen.choose_row(meeting)
    await driver.settle()
    await driver.press(*place)


async def test_keys_of_a_closed_meeting_do_not_reach_the_one_that_runs(places: Places, clock: Clock) -> None:
    home, _running, other = places
    bring(home, clock, other, MeetingState.CLOSED)
    before = newest(home)
    async with driving(home, clock) as driver:
        await show(driver, other, "f3")
        for keys in (("n",), ("e",), ("E",), ("l",), ("enter",)):
            await driver.press(*keys)
            assert "✗" in driver.said, keys
            await driver.press("escape")
        assert newest(home) == before
        await driver.press("o")
        await driver.type("sua bien ban")
        await driver.press("f10")
        assert newest(home) == ("note.write", other)
        assert " · " not in driver.said.partition("(")[0]


async def test_a_closed_meeting_offers_what_is_left_to_do(places: Places, clock: Clock) -> None:
    home, _running, other = places
    bring(home, clock, other, MeetingState.CLOSED)
    async with driving(home, clock) as driver:
        await show(driver, other, "f3")
        footer = driver.lines[-1]
        for word in ("F4", "F5", "F6"):
            assert word in footer
        assert "⏎" not in footer
        await driver.press("n")
        assert "is closed" in driver.said


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.POSTPONED, MeetingState.APPROVED])
async def test_no_meeting_that_does_not_run_offers_the_acts_of_one_that_does(
    places: Places, clock: Clock, state: MeetingState
) -> None:
    home, _running, other = places
    bring(home, clock, other, state)
    async with driving(home, clock) as driver:
        await show(driver, other, "f3")
        assert "⏎" not in driver.lines[-1]
        before = newest(home)
        await driver.press("n")
        assert "✗" in driver.said
        assert newest(home) == before


@pytest.mark.parametrize("place", ["f2", "f3", "f4", "f5"])
async def test_the_palette_acts_on_the_meeting_below_it(places: Places, clock: Clock, place: str) -> None:
    home, _running, other = places
    async with driving(home, clock) as driver:
        await show(driver, other, place)
        await driver.press("colon")
        await driver.type("item.add title=Nuoc_sach")
        await driver.press("enter")
        assert newest(home) == ("item.add", other)


async def test_the_palette_of_the_first_screen_acts_on_the_chosen_meeting(places: Places, clock: Clock) -> None:
    home, _running, other = places
    async with driving(home, clock) as driver:
        await show(driver, other)
        await driver.press("colon")
        await driver.type("meeting.change place=Xa")
        await driver.press("enter")
        assert newest(home) == ("meeting.change", other)


async def test_a_place_without_a_meeting_tells_which_one_was_changed(places: Places, clock: Clock) -> None:
    home, running, _other = places
    async with driving(home, clock, (140, 30)) as driver:
        await driver.press("f6", "colon")
        await driver.type("note.write text=Nho")
        await driver.press("enter")
        assert newest(home) == ("note.write", running)
        assert "Regular meeting 2026-12-03" in driver.said


async def test_undo_tells_of_another_meeting_than_the_shown_one(places: Places, clock: Clock) -> None:
    home, _running, other = places
    async with driving(home, clock, (140, 30)) as driver:
        await driver.press("l")  # the list of the meeting that runs
        await show(driver, other, "f3", "u")
        assert "Regular meeting 2026-12-03" in driver.said


async def test_the_places_go_on_with_the_meeting_that_was_shown(places: Places, clock: Clock) -> None:
    home, _running, other = places
    async with driving(home, clock) as driver:
        await show(driver, other, "f3", "f6", "f3")
        assert isinstance(driver.app.screen, LiveScreen)
        assert driver.app.screen.meeting_id == other
