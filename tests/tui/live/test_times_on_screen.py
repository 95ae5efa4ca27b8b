"""Arrival, leaving, beginning and end at a typed time, by keys; what a closed meeting takes, and what its keys say."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.domain.clock import VIETNAM
from models.domain.language import _, choose_language
from models.domain.vocabulary import AttendanceState
from models.queries.lookup import current_meeting, latest_meeting
from models.queries.meetings import MeetingView
from models.queries.meetings import meeting as meeting_view
from models.queries.roll_call import RollCallRow, roll_call
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving

NARROW = {"size": (80, 24)}


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 12, 3, hour, minute, tzinfo=VIETNAM)


def hold(home: Path, clock: Clock, *, close: bool) -> None:
    """Open the meeting at 14:05 with everybody there; it is 14:45 then, and it may close."""
    clock.now = at(14, 5)
    with closing(Store.open(home, clock)) as store:
        perform_words(store, "meeting.open", {})
        perform_words(store, "attendance.present_rest", {})
        clock.now = at(14, 45)
        if close:
            perform_words(store, "meeting.close", {})


def first(home: Path) -> RollCallRow:
    with closing(open_reader(home)) as reader:
        return roll_call(reader, latest_meeting(reader) or "")[0]


def held(home: Path) -> MeetingView:
    with closing(open_reader(home)) as reader:
        return meeting_view(reader, current_meeting(reader) or latest_meeting(reader) or "")


async def to_the_roll(driver: Driver) -> None:
    await driver.press("f3", "r", "home")


@pytest.mark.parametrize("typed", ["1420", "14:20", "14h20", "14.20"])
async def test_arrival_and_leaving_are_typed_in_the_roll_call(planned: Path, clock: Clock, typed: str) -> None:
    hold(planned, clock, close=False)
    async with driving(planned, clock, **NARROW) as driver:
        await to_the_roll(driver)
        await driver.press("P")
        assert "Arrived at (14:20)" in driver.text
        await driver.type(typed)
        await driver.press("enter")
        assert first(planned).arrived_at == at(14, 20)
        await driver.press("home", "L")
        await driver.type("14h30")
        await driver.press("enter")
        assert (first(planned).arrived_at, first(planned).left_at) == (at(14, 20), at(14, 30))
        assert "gone at 14:30" in driver.text


async def test_a_time_that_cannot_be_is_refused_in_the_roll_call(planned: Path, clock: Clock) -> None:
    hold(planned, clock, close=False)
    async with driving(planned, clock, **NARROW) as driver:
        await to_the_roll(driver)
        await driver.press("L")
        await driver.type("25h")
        await driver.press("enter")
        assert "write hour and day" in driver.said
        assert "25h" in driver.text, "the line stays"
        await driver.press("escape", "L")
        for typed, sentence in (("1600", "in the future"), ("0800", "long before the meeting opened")):
            await driver.type(typed)
            await driver.press("enter")
            assert sentence in driver.said
            await driver.press("escape", "home", "L")
        assert first(planned).left_at is None


async def test_the_roll_of_a_closed_meeting_refuses_marks_and_names_the_key_that_corrects(
    planned: Path, clock: Clock
) -> None:
    hold(planned, clock, close=True)
    before = first(planned)
    async with driving(planned, clock, **NARROW) as driver:
        await to_the_roll(driver)
        assert "c corrects a mark" in driver.text
        assert driver.lines[-1].strip().startswith("c correct")
        for key in ("p", "x", "v", "e", "m", "l", "P", "L", "backspace"):
            await driver.press(key)
            assert "is closed; its roll-call is corrected with a reason: F3, r, c" in driver.said, key
        assert first(planned) == before


async def test_a_mark_of_a_closed_meeting_is_corrected_by_keys_with_the_reason(planned: Path, clock: Clock) -> None:
    hold(planned, clock, close=True)
    async with driving(planned, clock, **NARROW) as driver:
        await to_the_roll(driver)
        await driver.press("c", "tab", "tab")
        await driver.type("1430")
        await driver.press("tab", "enter")
        assert "“Why is it corrected?” is empty" in driver.said
        await driver.type("quen ghi")
        await driver.press("enter")
        assert (first(planned).arrived_at, first(planned).left_at) == (at(14, 5), at(14, 30))
        assert "(quen ghi)" in driver.said
        await driver.press("home", "c", "right", "tab")
        await driver.type("om")
        await driver.press("tab")
        await driver.type("nham")
        await driver.press("enter")
        assert (first(planned).state, first(planned).reason) == (AttendanceState.EXCUSED, "om")


@pytest.mark.parametrize("place", ["f3", "f5"])
async def test_the_times_of_a_closed_meeting_are_corrected_by_a_key_with_the_reason(
    planned: Path, clock: Clock, place: str
) -> None:
    hold(planned, clock, close=True)
    clock.now = at(16, 0)
    async with driving(planned, clock, **NARROW) as driver:
        await driver.press(place)
        if place == "f3":
            assert "C times" in driver.lines[-1]
        await driver.press("C", "tab", "end", *["backspace"] * 5)
        await driver.type("15h40")
        await driver.press("tab")
        await driver.type("bam muon")
        await driver.press("enter")
        assert "(bam muon)" in driver.said
        assert (held(planned).opened_at, held(planned).closed_at) == (at(14, 5), at(15, 40))


async def test_the_footer_of_a_meeting_that_is_through_says_where_enter_leads(planned: Path, clock: Clock) -> None:
    hold(planned, clock, close=False)
    with closing(Store.open(planned, clock)) as store:
        perform_words(store, "item.start", {"item": "1"})
    async with driving(planned, clock, **NARROW) as driver:
        assert "⏎ finish" in driver.lines[-1]
        await driver.press("enter")
        assert "⏎ start" in driver.lines[-1]
        while not (view := driver.live.panel_data()) or not view.is_through:
            await driver.press("enter")
        assert "⏎ score, close" in driver.lines[-1]
        await driver.press("enter")
        assert driver.live.panel is not None


async def test_the_minutes_of_a_closed_meeting_offer_approval_at_80_columns(planned: Path, clock: Clock) -> None:
    hold(planned, clock, close=True)
    for language in ("en", "vi"):
        async with driving(planned, clock, **NARROW) as driver:
            choose_language(language)
            await driver.press("f5")
            assert f"a {_('approve')}" in driver.lines[-1]
