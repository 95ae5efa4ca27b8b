"""Each error is one sentence; the meeting continues, or the program ends in order."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from models.store.limits import DATABASE
from tests.meeting_room import Clock
from tests.tui.driving import driving, make_app
from tui.app import ChiboApp, run
from tui.home.screen import HomeScreen
from tui.shell.too_small import TooSmallScreen

SECRET = "what was said in confidence"


async def test_a_mistake_in_an_act_leaves_the_meeting_on_the_screen(
    discussing: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with driving(discussing, clock) as driver:
        failed: Future[Any] = Future()
        failed.set_exception(RuntimeError(SECRET))
        monkeypatch.setattr(driver.app.gateway, "act", lambda *_names, **_arguments: failed)
        await driver.press("n")
        assert "chibo made a mistake" in driver.said
        assert "▶ 12 " in driver.text
        (report,) = (discussing / "log").glob("crash-*")
        assert SECRET not in report.read_text(encoding="utf-8")


def test_a_mistake_of_a_screen_ends_the_program_without_showing_values(
    discussing: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(_self: ChiboApp) -> None:
        told = SECRET
        raise RuntimeError(told)

    monkeypatch.setattr(ChiboApp, "on_mount", fail)
    with pytest.raises(RuntimeError):
        _run_headless(discussing, clock, monkeypatch)
    shown = capfd.readouterr()
    assert SECRET not in shown.out + shown.err


def test_an_empty_folder_becomes_a_store_that_asks_for_the_cells_name(
    home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    screens: list[type[object]] = []
    monkeypatch.setattr(ChiboApp, "on_ready", lambda app: (screens.append(type(app.screen)), app.exit()), raising=False)
    assert _run_headless(home, clock, monkeypatch) == 0
    assert (home / DATABASE).is_file()
    assert screens == [HomeScreen]


async def test_the_cell_is_named_by_keyboard_at_the_first_start(store: object, home: Path, clock: Clock) -> None:
    async with driving(home, clock, (80, 24)) as driver:
        assert "Name your cell to begin" in driver.text
        await driver.press("escape")
        assert "needs its name" in driver.said
        await driver.type("Chi bộ 1")
        await driver.press("enter", "enter", "enter")
        assert "named the cell Chi bộ 1" in driver.said
        assert "i reads them from a spreadsheet" in driver.text


async def test_a_window_too_small_says_so_and_goes_on_where_it_was(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("r")
        await driver.pilot.resize_terminal(70, 20)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, TooSmallScreen)
        await driver.press("n", "q")
        assert isinstance(driver.app.screen, TooSmallScreen)
        await driver.pilot.resize_terminal(80, 24)
        await driver.pilot.pause()
        assert "Roll-call" in driver.text


async def test_acts_that_wait_are_done_before_the_program_ends(discussing: Path, clock: Clock) -> None:
    app = make_app(discussing, clock)
    async with app.run_test(size=(100, 30)) as pilot:
        answer = app.gateway.act("speech.next")
        await pilot.press("ctrl+q")
    app.gateway.close()
    assert "gave the floor to" in answer.result(0).label


def _run_headless(home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> int:
    shown = ChiboApp.run
    monkeypatch.setattr(ChiboApp, "run", lambda app: shown(app, headless=True, size=(80, 24)))
    return run(home, clock)
