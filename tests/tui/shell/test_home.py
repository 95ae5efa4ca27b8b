"""The first screen: the meetings, and what to do next."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.queries.lookup import current_meeting
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.forms.form import ActRequest
from tui.home.screen import HomeScreen
from tui.live.screen import LiveScreen
from tui.preparation.screen import PreparationScreen
from tui.shell.gateway import WATCH_SECONDS


async def test_a_meeting_is_planned_and_opened_by_keyboard(cell: Store, clock: Clock) -> None:
    async with driving(cell.home, clock) as driver:
        assert "n plans one" in driver.text
        await driver.press("n", "enter", "enter", "enter", "enter")
        assert "Regular meeting 2027-01-03" in driver.text
        await driver.press("enter")
        assert isinstance(driver.app.screen, PreparationScreen)


async def test_the_cell_is_asked_for_its_name_once_however_slow_the_store_is(home: Path, clock: Clock) -> None:
    Store.create(home).close()
    async with driving(home, clock, (80, 24)) as driver:
        await driver.until(lambda: "Name your cell" in driver.text)
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.type("Chi bộ Thôn Hạ")
        await driver.pilot.press("enter", "enter", "enter")
        screen = driver.app.screen
        assert isinstance(screen, HomeScreen)
        screen.read()  # what else was done is told; the cell's own act still waits
        await driver.pilot.pause()
        free.set()
        await driver.settle()
        assert screen.panel is None
        assert "Chi bộ Thôn Hạ" in driver.lines[0]


async def test_the_form_of_the_name_goes_when_another_program_names_the_cell(home: Path, clock: Clock) -> None:
    Store.create(home).close()
    async with driving(home, clock) as driver:
        await driver.until(lambda: "Name your cell" in driver.text)
        other = Store.open(home, clock)
        perform(other, "cell.create", name="Chi bộ Thôn Hạ")
        other.close()
        await driver.until(lambda: "Name your cell" not in driver.text)


async def test_the_footer_offers_nothing_of_a_meeting_while_there_is_none(cell: Store, clock: Clock) -> None:
    async with driving(cell.home, clock, (200, 24)) as driver:
        footer = driver.lines[-1]
        assert "n new meeting" in footer
        assert not [word for word in ("go in", "prepare", "remove") if word in footer]
        await driver.press("n", "enter", "enter", "enter", "enter")
        assert "⏎ go in" in driver.lines[-1]


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


async def test_the_keyboard_does_not_wait_for_what_takes_long_to_read(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        free = threading.Event()
        driver.app.gateway.query_in_background(lambda _reader: free.wait(10))
        words = {"title": "Soát đường ống nước", "owner": "Yến", "due": "20/12/2026"}
        await asyncio.wrap_future(driver.app.gateway.act_by_words("task.assign", words))
        await driver.pilot.press("n")
        assert "Plan a meeting" in driver.text
        assert "0 tasks" in driver.text
        free.set()
        await driver.until(lambda: "1 task" in driver.text)


async def test_a_change_is_read_once_though_two_tell_of_it(
    planned: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    show = HomeScreen.store_changed
    monkeypatch.setattr(HomeScreen, "store_changed", lambda screen: (read.append(1), show(screen)))
    async with driving(planned, clock) as driver:
        read.clear()
        driver.app.do(ActRequest("cell.change", {"place": "Hà Giang"}), "")
        await driver.settle()
        await asyncio.sleep(3 * WATCH_SECONDS)
        await driver.settle()
        assert len(read) == 1


async def test_a_meeting_planned_by_mistake_is_removed_by_a_key_and_comes_back(planned: Path, clock: Clock) -> None:
    async with driving(planned, clock) as driver:
        await driver.press("x")
        assert "Regular meeting 2026-12-03" not in driver.text
        await driver.press("u")
        assert "Regular meeting 2026-12-03" in driver.text


async def test_what_is_there_twice_is_told_and_made_one_by_a_key(planned: Path, clock: Clock) -> None:
    other = Store.open(planned, clock)
    perform(other, "member.add", name="Vi Văn Mậu")
    other.close()
    async with driving(planned, clock, (120, 40)) as driver:
        await driver.until(lambda: "Perhaps there twice" in driver.text)
        await driver.press("M", "enter")
        assert "made one of two records: Vi Văn Mậu" in driver.said
        await driver.press("M")
        assert "seems to be there twice" in driver.said


async def test_wrong_data_files_are_named_and_end_no_screen(planned: Path, clock: Clock) -> None:
    own = planned / "profiles"
    own.mkdir()
    for name in ("rules-2025", "agenda-regular", "criteria-meeting-quality"):
        (own / f"{name}.toml").write_text("id = ]", encoding="utf-8")
    async with driving(planned, clock, (160, 40)) as driver:
        assert "rules-2025.toml" in driver.said
        assert "line 1" in driver.said
        await driver.press("down", "up")
        assert "rules-2025.toml" in driver.said, "it stands until something else is said"
        for key in ("f2", "f3", "f5", "f6", "f8", "f11", "y"):
            await driver.press(key, "escape")
        assert driver.app.fault is None


async def test_wrong_preferences_end_no_screen(planned: Path, clock: Clock) -> None:
    (planned / "screen.toml").write_text('theme = ["dark"]\nkeys = 5\n', encoding="utf-8")
    async with driving(planned, clock) as driver:
        assert "There is no theme" in driver.said
