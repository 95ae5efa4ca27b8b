"""A furnished cell, made once."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.demo import furnish
from tests.meeting_room import Clock


@pytest.fixture(scope="session")
def furnished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's cell with its year of meetings."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    furnish(home)
    return home


@pytest.fixture
def furnished(furnished_home: Path, home: Path, clock: Clock) -> Path:
    """A home folder with a year of meetings, at the end of that year."""
    shutil.copytree(furnished_home, home)
    clock.now = datetime(2026, 12, 30, 2, tzinfo=UTC)
    return home
