"""The room of the scenario for every test here."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.store.store import Store
from tests.meeting_room import Clock, Room


@pytest.fixture
def room(store: Store, clock: Clock, room_file: tuple[Path, Room]) -> Room:
    return room_file[1].copied_to(store, clock)
