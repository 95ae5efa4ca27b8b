"""The scenario's meeting on the screen: planned, or in the middle of the discussion."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.acts.words import perform_words
from models.store.store import Store
from tests.meeting_room import ROSTER, Clock
from tests.tui import settling, styling
from tests.tui.screen_text import ScreenText
from tests.whole.scenario import BEFORE_THE_KILL, DISCUSSION, Step

IN_THE_DISCUSSION = (*BEFORE_THE_KILL, *DISCUSSION[:7])
"""Up to where Yến holds the floor, and Hương, Hiệp and Mậu wait in that order."""


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """Return what a picture is compared with: text, one file each."""
    return snapshot.use_extension(ScreenText)


@pytest.fixture(scope="session", autouse=True)
def _styles_are_found_once() -> Iterator[None]:
    with styling.remembered():
        yield


@pytest.fixture(scope="session", autouse=True)
def _waiting_is_exact() -> Iterator[None]:
    with settling.patched():
        yield


class _Hands:
    """A clock and a store to do the scenario's steps with."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.store = Store.open(home, clock)
        self.clock = clock

    def do(self, *steps: Step) -> None:
        for step in steps:
            self.clock.advance(minutes=step.minutes)
            perform_words(self.store, step.act, step.words)


@pytest.fixture(scope="session")
def planned_home(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """The scenario's cell with its meeting planned; made once, and copied by whoever needs it."""
    from tests.conftest import FakeClock

    home = tmp_path_factory.mktemp("planned") / "home"
    shutil.copytree(empty_store_file, home)
    hands = _Hands(home, FakeClock())
    hands.do(
        Step("cell.create", {"name": "Chi bộ Chi cục An toàn vệ sinh thực phẩm"}),
        Step("roster.import", {"file": str(ROSTER)}),
        Step("meeting.plan", {"at": "14:00 03/12/2026"}),
    )
    hands.store.close()
    return home


@pytest.fixture(scope="session")
def discussing_home(tmp_path_factory: pytest.TempPathFactory, planned_home: Path) -> tuple[Path, Clock]:
    """The scenario's meeting in the discussion, and a clock that stands at that moment; made once."""
    from tests.conftest import FakeClock

    home, clock = tmp_path_factory.mktemp("discussing") / "home", FakeClock()
    clock.advance(minutes=5)
    shutil.copytree(planned_home, home)
    hands = _Hands(home, clock)
    hands.do(*IN_THE_DISCUSSION)
    hands.store.close()
    return home, clock


@pytest.fixture
def planned(planned_home: Path, home: Path) -> Path:
    """A home folder with the scenario's meeting planned."""
    shutil.copytree(planned_home, home)
    return home


@pytest.fixture
def discussing(discussing_home: tuple[Path, Clock], home: Path, clock: Clock) -> Path:
    """A home folder with the scenario's meeting in the discussion; ``clock`` stands at that moment."""
    made, then = discussing_home
    shutil.copytree(made, home)
    clock.now = then.now
    return home


@pytest.fixture
def furnished(furnished_home: Path, home: Path, clock: Clock) -> Path:
    """A home folder with a year of meetings, at the end of that year."""
    shutil.copytree(furnished_home, home)
    clock.now = datetime(2026, 12, 30, 2, tzinfo=UTC)
    return home
