"""The scenario's meeting, closed, its minutes not written yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.store.store import Store
from tests.conftest import FakeClock
from tests.tui.afterwards import held_home


@pytest.fixture(scope="session")
def made_closed_home(tmp_path_factory: pytest.TempPathFactory, planned_home: Path) -> tuple[Path, FakeClock]:
    home = tmp_path_factory.mktemp("closed") / "home"
    clock = held_home(planned_home, home)
    store = Store.open(home, clock)
    perform(store, "item.finish", item=_running(store))
    clock.advance(minutes=2)
    perform(store, "meeting.close")
    store.close()
    return home, clock


@pytest.fixture
def closed(made_closed_home: tuple[Path, FakeClock], home: Path, clock: FakeClock) -> Path:
    """A home folder with the meeting just closed; ``clock`` stands ten minutes later."""
    made, then = made_closed_home
    shutil.copytree(made, home)
    clock.now = then.now
    clock.advance(minutes=10)
    return home


def _running(store: Store) -> str:
    with store.unit("test.read") as unit:
        return str(unit.connection.execute("SELECT id FROM agenda_item WHERE state = 'running'").fetchone()[0])
