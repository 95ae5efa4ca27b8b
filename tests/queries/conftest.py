"""The room of the scenario for every test here."""

from __future__ import annotations

import pytest

from models.store.store import Store
from tests.meeting_room import Clock, Room


@pytest.fixture
def room(store: Store, clock: Clock) -> Room:
    return Room(store, clock)
