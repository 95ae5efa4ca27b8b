"""The scenario's steps 4 to 9, once through the screen by keys alone and once through ``chibo do``: the same store."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key

from models.acts.registry import ActOutcome
from models.domain.language import _ as translated
from models.store.export import export
from models.store.opening import open_reader
from models.store.store import Store
from models.store.verify import verify
from tests.tui import settling, styling
from tests.whole.comparing import without_ids_and_times
from tests.whole.facts import check_facts
from tests.whole.keys import AFTER, BEFORE, ENTER
from tests.whole.scenario import AFTER_THE_KILL, BEFORE_THE_KILL, Cast, Step
from tui.app import ChiboApp
from tui.home.screen import HomeScreen
from tui.live.ballot_screen import BallotScreen
from tui.main import run
from tui.shell.gateway import Gateway
from tui.widgets.entry_line import EntryLine


@pytest.fixture(autouse=True)
def _screens_are_drawn_where_they_are_looked_at() -> Iterator[None]:
    with styling.remembered(), settling.patched():
        yield


@pytest.fixture
def two_homes(cell: Store, meeting: str, do: Callable[..., ActOutcome], tmp_path: Path) -> tuple[Path, Path]:
    """The same planned meeting in two folders: one for the screen, one for the command line."""
    do("agenda.agree", meeting=meeting)
    cell.close()
    other = tmp_path / "by-command"
    shutil.copytree(cell.home, other)
    return cell.home, other


async def test_the_meeting_by_keys_and_by_commands_leaves_the_same_store(
    two_homes: tuple[Path, Path], clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BallotScreen, "REST_SECONDS", 0.05)
    on_screen, by_command = two_homes
    await _at_the_screen(on_screen, clock, BEFORE)
    await _at_the_screen(on_screen, clock, AFTER)  # the program was ended in the middle of item 11, and started again
    for step in (*BEFORE_THE_KILL, *AFTER_THE_KILL):
        _command(by_command, step, monkeypatch)
    assert _state(on_screen) == _state(by_command)
    check_facts(on_screen)


async def _at_the_screen(home: Path, clock: Any, keys: Iterable[str]) -> None:
    gateway = Gateway(home, clock)
    app = ChiboApp(gateway)
    try:
        async with app.run_test(size=(100, 30)) as pilot:
            if isinstance(app.screen, HomeScreen):
                await pilot.press(ENTER)
                await pilot.pause()
            for key in keys:
                clock.advance(seconds=2)
                await _play(app, key)
    finally:
        gateway.close()


async def _play(app: ChiboApp, key: str) -> None:
    kind, _, value = key.partition(":")
    if kind == "word":
        for letter in translated(value):
            await _press(app, f"text:{letter}")
    elif kind == "voted":
        while not isinstance(app.focused, EntryLine):  # noqa: ASYNC110 - between two voters nothing has the keys
            await asyncio.sleep(0.01)
    elif kind != "shown":  # keys of a terminal come without waiting: they must not overtake each other
        await _press(app, key)


async def _press(app: ChiboApp, key: str) -> None:
    """Press a key, letters without waiting: as fast as they come from a terminal, they must not overtake each other."""
    kind, _, value = key.partition(":")
    name = _character_to_key(value) if len(value) == 1 else value
    app.post_message(events.Key(name, value if len(value) == 1 else None))
    if kind == "key":
        for _turn in range(2):  # the key with what it sets off, then the word of the act
            await _caught_up(app)
            await asyncio.wrap_future(app.gateway.enqueue(lambda _store: None))
        await _caught_up(app)


async def _caught_up(app: ChiboApp) -> None:
    for pump in (app, app.screen):
        reached = asyncio.Event()
        pump.post_message(events.Callback(callback=reached.set))
        await reached.wait()


def _command(home: Path, step: Step | Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    if isinstance(step, Cast):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{step.choice}\n"))
        words = ["ballot", "cast", step.voter]
    else:
        words = ["do", step.act, *(f"{name}={value}" for name, value in step.words.items())]
    assert run([f"--home={home}", "--lang=en", *words]) == 0, f"{words} was refused"


def _state(home: Path) -> dict[str, list[str]]:
    reader = open_reader(home)
    try:
        assert verify(reader).finding is None
        return without_ids_and_times(json.loads(json.dumps(export(reader))))
    finally:
        reader.close()
