"""How the practice looks: the bar over the real screen, and the list of what has happened."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.registry import perform
from models.domain.language import choose_language
from models.practice.keeping import Practice
from models.practice.reading import practice_facts
from models.store.opening import open_reader
from models.store.store import Store
from tests.meeting_room import Clock
from tests.practice_rooms import made_room
from tests.tui.pictures import LANGUAGES, SIZES
from tests.tui.practice.test_practice import practising
from tests.tui.screen_text import screen_text


@pytest.fixture(scope="session")
def begun_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Practice]:
    """A practice whose meeting is in its discussion."""
    made, practice = made_room(tmp_path_factory)
    home = tmp_path_factory.mktemp("begun") / "room"
    shutil.copytree(made, home)
    connection = open_reader(home)
    items = {one.kind: one.id for one in practice_facts(connection, practice.meeting, practice.now).items}
    connection.close()
    now = practice.now
    store = Store.open(home, lambda: now)
    perform(store, "meeting.open", meeting=practice.meeting)
    perform(store, "attendance.present_rest", meeting=practice.meeting)
    perform(store, "item.start", item=items["discussion"])
    store.close()
    return home, practice


@SIZES
@LANGUAGES
async def test_the_practice_over_the_meeting_and_its_list(
    begun_once: tuple[Path, Practice],
    tmp_path: Path,
    clock: Clock,
    snapshot: SnapshotAssertion,
    size: tuple[int, int],
    language: str,
) -> None:
    choose_language(language)
    room, practice = tmp_path / "room", begun_once[1]
    shutil.copytree(begun_once[0], room)
    clock.now = practice.now
    async with practising(room, replace(practice), clock, size) as driver:
        for _ in range(30):
            clock.now += timedelta(seconds=10)
            driver.app.look()  # type: ignore[attr-defined]
        await driver.settle()
        meeting = screen_text(driver.app)
        await driver.press("ctrl+g")
        assert f"{meeting}\n{'─' * size[0]}\n{screen_text(driver.app)}" == snapshot
