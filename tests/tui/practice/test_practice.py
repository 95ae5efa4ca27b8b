"""The practice room on the real screens: marked, answered by keys, apart from the cell, and it survives a power cut."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from models.domain.text import fold, short_name
from models.practice.engine import step
from models.practice.keeping import Practice, kept_practice, resumed
from models.practice.reactions import PracticeAnswer
from models.profiles.loading import load_practice
from models.profiles.practice import Behaviour
from models.queries.agenda import agenda
from tests.meeting_room import Clock
from tests.practice_rooms import made_room
from tests.tui.driving import Driver
from tui.live.screen import LiveScreen
from tui.practice.app import POWER_IS_GONE, PracticeApp
from tui.practice.bar import PracticeBar
from tui.practice.screen import PracticeScreen
from tui.shell import daemon_start
from tui.shell.document_screen import FOLDER
from tui.shell.gateway import Gateway
from tui.shell.key_tables import keys_by_id


@pytest.fixture(scope="session")
def room_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Practice]:
    return made_room(tmp_path_factory)


@asynccontextmanager
async def practising(
    room: Path, practice: Practice, clock: Clock, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Driver]:
    """Open the practice room; the clock goes only when told."""
    app = PracticeApp(Gateway(room, clock), load_practice(None), practice, tick=0)
    try:
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await driver.until(lambda: isinstance(app.screen, LiveScreen) and bool(app.screen.query(PracticeBar)))
            await driver.settle()
            yield driver
    finally:
        app.gateway.close()


def app_of(driver: Driver) -> PracticeApp:
    assert isinstance(driver.app, PracticeApp)
    return driver.app


async def act(driver: Driver, name: str, **arguments: object) -> None:
    driver.app.gateway.act(name, **arguments).result(timeout=60)
    await driver.settle()


async def until_it_happens(driver: Driver, clock: Clock, behaviour: Behaviour) -> str:
    """Let time pass until an event of that behaviour happens; return its member's name."""
    app = app_of(driver)
    for _ in range(200):
        found = [one for one in app.practice.log if one.behaviour is behaviour]
        if found:
            await driver.settle()
            assert app.seen is not None
            return app.seen.name(found[-1].member)
        clock.advance(seconds=10)
        app.look()
    raise AssertionError(behaviour)


def answer_to(driver: Driver, behaviour: Behaviour) -> PracticeAnswer:
    app_of(driver).look()
    return next(one.answer for one in app_of(driver).answers() if one.happening.behaviour is behaviour)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_a_meeting_is_practised_by_keys_apart_from_the_cell_and_goes_on_after_a_power_cut(
    room_once: tuple[Path, Practice], planned: Path, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise AssertionError("a practice has no network and no daemon")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(daemon_start, "spawn", refuse)
    before = tree(planned)
    room, practice = tmp_path / "room", room_once[1]
    shutil.copytree(room_once[0], room)
    clock.now = practice.now
    async with practising(room, practice, clock) as driver:
        await driver.settle()
        assert "PRACTICE" in driver.lines[0]
        assert "m opens the meeting" in driver.lines[0]
        await driver.press("m", "enter")
        app_of(driver).look()
        await driver.settle()
        assert "Not in the room" in driver.text, driver.text
        await act(driver, "attendance.present_rest", meeting=practice.meeting)
        items = {one.kind: one.id for one in agenda(driver.app.gateway.reader, practice.meeting).items}

        await act(driver, "item.start", item=items["discussion"])
        name = await until_it_happens(driver, clock, Behaviour.ASKS)
        assert f"{name} asks for the floor" in driver.text
        assert answer_to(driver, Behaviour.ASKS) is PracticeAnswer.WAITING
        await driver.press("a")
        await driver.type(fold(short_name(name)))
        await driver.press("enter")
        assert answer_to(driver, Behaviour.ASKS) is PracticeAnswer.IN_TIME, driver.said
        await driver.press("n")
        await until_it_happens(driver, clock, Behaviour.LONG)
        await driver.press("e")
        assert answer_to(driver, Behaviour.LONG) is PracticeAnswer.IN_TIME

        await driver.press("ctrl+g")
        assert isinstance(driver.app.screen, PracticeScreen)
        assert "asks for the floor" in driver.text
        assert "[done]" in driver.text
        await driver.press("escape")
        assert isinstance(driver.app.screen, LiveScreen)
        assert len(driver.app.screen.query(PracticeBar)) == 1

        power = next(one for one in (app_of(driver).plan or refuse()).planned if one.event.behaviour is Behaviour.POWER)
        await act(driver, "item.start", item=items[power.at or ""])
        for _ in range(60):
            clock.advance(seconds=10)
            app_of(driver).look()
            if app_of(driver).practice.has_no_power:
                break
        await driver.until(lambda: not driver.app.is_running)
        assert driver.app.return_code == POWER_IS_GONE
    kept = kept_practice(room)
    assert kept is not None
    assert kept.has_no_power
    later = resumed(kept)
    clock.now = later.now
    async with practising(room, later, clock) as driver:
        await driver.settle()
        assert "PRACTICE" in driver.lines[0]
        app = app_of(driver)
        assert app.seen is not None
        assert app.seen.running is not None
        assert app.seen.running.kind == power.at
        assert app.practice.log[: len(later.log)] == later.log
        assert app.plan is not None
        assert step(app.plan, app.seen, later.log) in {None, *app.practice.log[len(later.log) :]}
        clock.now += timedelta(minutes=1)
        await act(driver, "meeting.close", meeting=practice.meeting)
        app.look()
        await driver.settle()
        assert "^g shows the debriefing" in driver.lines[0]
        await driver.press("ctrl+g")
        for words in ("Answers", "answered in time", "Who spoke"):
            assert words in driver.text
        await driver.press("c")
        folder = room / FOLDER
        await driver.until(lambda: "Written" in driver.said)
        assert [path.suffix for path in folder.iterdir()] == [".pdf"]
    assert tree(planned) == before


def test_every_event_that_asks_for_an_answer_names_a_key_that_there_is() -> None:
    pressed = {one.press for one in load_practice(None).events if one.patience}
    assert "" not in pressed
    assert pressed <= set(keys_by_id())
