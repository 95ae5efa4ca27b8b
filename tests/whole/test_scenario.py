"""The scenario's steps 4 to 9, once through the screen by keys alone and once through ``chibo do``: the same store."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.keys import _character_to_key

from models.acts.registry import Outcome
from models.domain.vocabulary import MotionState, RoundState
from models.queries.floor import floor_view
from models.queries.live import live
from models.queries.votes import motions
from models.store.connection import open_reader
from models.store.export import export
from models.store.store import Store
from models.store.verify import verify
from tests.whole.comparing import without_ids_and_times
from tests.whole.scenario import AFTER_THE_KILL, BEFORE_THE_KILL, Cast, Step
from tui.app import ChiboApp
from tui.gateway import Gateway
from tui.main import run
from tui.screens.home import HomeScreen

ENTER = "enter"


@pytest.fixture
def two_homes(cell: Store, meeting: str, do: Callable[..., Outcome], tmp_path: Path) -> tuple[Path, Path]:
    """The same planned meeting in two folders: one for the screen, one for the command line."""
    do("agenda.agree", meeting=meeting)
    cell.close()
    other = tmp_path / "by-command"
    shutil.copytree(cell.home, other)
    return cell.home, other


async def test_the_meeting_by_keys_and_by_commands_leaves_the_same_store(
    two_homes: tuple[Path, Path], clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_screen, by_command = two_homes
    await _at_the_screen(on_screen, clock, BEFORE)
    await _at_the_screen(on_screen, clock, AFTER)  # the program was ended in the middle of item 11, and started again
    for step in (*BEFORE_THE_KILL, *AFTER_THE_KILL):
        _command(by_command, step, monkeypatch)
    assert _state(on_screen) == _state(by_command)
    _check_facts(on_screen)


class Keys:
    """What the secretary types: words letter by letter, keys by name."""

    def __init__(self) -> None:
        self.typed: list[str] = []

    def key(self, *names: str) -> Keys:
        self.typed += [f"key:{name}" for name in names]
        return self

    def text(self, *fields: str) -> Keys:
        """Type each field and go on by Enter."""
        for field in fields:
            self.typed += [*(f"text:{letter}" for letter in field), f"key:{ENTER}"]
        return self

    def item(self) -> Keys:
        """Start the next item and finish it."""
        return self.key(ENTER, ENTER, "down")

    def task(self, owner: str, title: str, due: str = "31/12/2026", *numbers: str) -> Keys:
        baseline, target, unit = numbers or ("", "", "")
        return self.key("t").text(owner, title, due, baseline, target, unit)

    def note(self, steps: int, text: str, about: str = "", by: str = "") -> Keys:
        return self.key("o", *["right"] * steps, ENTER).text(text, about, by).key(ENTER)

    def motion(self, steps: int, title: str, about: str = "") -> Keys:
        return self.key(*["right"] * steps, ENTER).text(title, about, "", "")

    def vote(self) -> Keys:
        """In the form of the round: vote on the motion, by the method proposed."""
        return self.key(*[ENTER] * 4)


def _keys_before() -> list[str]:
    keys = Keys().key("m", ENTER, ENTER)
    keys.key("r", "p", "x").text("ốm").key(*"pppppp", "m", "e", "down", "p", "q").key(ENTER, "down")
    for _item in range(5):
        keys.item()
    keys.key("r", "p", "q")  # Ý arrives, the only one not called yet
    keys.key(ENTER, "space", "space", ENTER, "down")
    keys.key(ENTER, "a").text("mau").key("n", "e", ENTER, "down")
    return keys.item().item().key(ENTER).typed


def _keys_after() -> list[str]:
    keys = Keys().key(ENTER, "down", ENTER)
    for name in ("yen", "mau", "huong", "hiep"):
        keys.key("a").text(name)
    keys.key("n", "p", "p", "n", "u", "e", "n", "n", "n", "e", ENTER, "down", ENTER)
    keys.note(3, "Nộp báo cáo quý chậm hai tuần", "duc", "duc")
    keys.note(4, "Vắng hai buổi trực không báo trước", "huong", "hanh")
    keys.note(5, "Hoàn thành tốt đợt kiểm tra liên ngành", "yen")
    keys.key(ENTER, "down", ENTER, "g").text("Sửa đèn đường ngõ 12", "dung", "15/12/2026", "")
    keys.key(ENTER, "down", ENTER).task("duc", "Kiểm tra 40 cơ sở", "25/12/2026", "12", "40", "cơ sở")
    keys.task("hanh", "Vận động hộ làm nhà tiêu", "31/12/2026", "3", "77", "hộ")
    for name in ("Ánh", "Dung", "Yến", "Mậu", "Hương", "Ân", "Hiệp", "Ý", "Trình", "Ơn"):
        keys.task(name, f"Nhiệm vụ tháng của {name}")
    keys.key(ENTER, "down", ENTER)
    keys.key("v").motion(1, "Nghị quyết tháng 12").vote().text("4", "2", "1")
    keys.key("v", ENTER, "right", ENTER, ENTER).text("Bỏ chỉ tiêu thứ ba").vote().text("5", "2", "0")
    keys.key("v", ENTER, "right", "right", "right", ENTER, ENTER, ENTER)
    keys.motion(3, "Công nhận chính thức Ma Ngọc Hiệp", "hiep").vote()
    keys.text("Yến, Hương", "7", "7", "0", "5", "2", "0")
    keys.key("v", ENTER, "right", "right", ENTER, ENTER).text("kiểm phiếu nhầm").vote()
    keys.text("Yến, Hương", "7", "7", "0", "6", "1", "0")
    keys.key("v", ENTER, "right", "right", "right", ENTER, ENTER, ENTER).motion(0, "Chọn ngày sinh hoạt chuyên đề")
    keys.key(ENTER, ENTER, "right", "right", "right", ENTER, ENTER, ENTER)
    for name, steps in (("Ánh", 0), ("Dung", 0), ("Đức", 1), ("Hạnh", 0), ("Yến", 1), ("Mậu", 0), ("Hương", 2)):
        keys.text(name).key(*["down"] * steps, "space", ENTER)
    return keys.key("f10", ENTER).typed


BEFORE, AFTER = _keys_before(), _keys_after()


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
                await _press(app, key)
    finally:
        gateway.close()


async def _press(app: ChiboApp, key: str) -> None:
    """Press a key, letters without waiting: as fast as they come from a terminal, they must not overtake each other."""
    kind, _, value = key.partition(":")
    name = _character_to_key(value) if len(value) == 1 else value
    app.post_message(events.Key(name, value if len(value) == 1 else None))
    if kind == "key":
        for _turn in range(2):  # the key with what it sets off, then the word of the act
            await _caught_up(app)
            await asyncio.wrap_future(app.gateway.warm_up())
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


def _check_facts(home: Path) -> None:
    """What the scenario says stands in the store."""
    reader = open_reader(home)
    meeting = reader.execute("SELECT id FROM meeting").fetchone()[0]
    view = live(reader, meeting)
    assert (view.electorate.official, view.electorate.counted, view.electorate.voters_present) == (10, 8, 7)
    assert view.electorate.others_present == 2
    discussion = floor_view(reader, view.agenda.items[11].id)
    order = [speaker.name.split()[-1] for speaker in discussion.finished]
    assert order == ["Yến", "Hương", "Hiệp", "Mậu"], "Mậu, who had spoken, comes after Hiệp, who had not"
    resolution, confirmation, on_laptop = motions(reader, meeting)
    assert [(one.arithmetic, one.passed) for one in resolution.rounds] == [("2·4 > 8", False), ("2·5 > 8", True)]
    assert [(one.state, one.arithmetic, one.passed) for one in confirmation.rounds] == [
        (RoundState.VOIDED, "3·5 ≥ 2·8", False),
        (RoundState.COUNTED, "3·6 ≥ 2·8", True),
    ]
    counted = on_laptop.rounds[0]
    assert (counted.yes, counted.no, counted.abstain, on_laptop.state) == (4, 2, 1, MotionState.FAILED)
    without_task = reader.execute(
        "SELECT count(*) FROM member WHERE id NOT IN (SELECT owner_id FROM task WHERE deleted = 0)"
    ).fetchone()[0]
    assert without_task == 0
    reader.close()
