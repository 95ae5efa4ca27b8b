"""The scenario's meeting, its points not given yet."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import FakeClock
from tests.tui.afterwards import held_home


@pytest.fixture(scope="session")
def made_held_home(tmp_path_factory: pytest.TempPathFactory, planned_home: Path) -> tuple[Path, FakeClock]:
    home = tmp_path_factory.mktemp("held") / "home"
    return home, held_home(planned_home, home)


@pytest.fixture
def held(made_held_home: tuple[Path, FakeClock], home: Path, clock: FakeClock) -> Path:
    """A home folder with the meeting at its item of scoring; ``clock`` stands at that moment."""
    made, then = made_held_home
    shutil.copytree(made, home)
    clock.now = then.now
    return home
