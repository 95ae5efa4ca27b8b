"""Practice rooms furnished once for the whole run."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.domain.vocabulary import MeetingKind
from models.practice.keeping import Practice
from models.practice.plan import Draw
from models.practice.room import furnish_practice
from models.profiles.practice import PracticeLevel
from tests.made_once import made_once

DRAW = Draw(7, PracticeLevel.MEDIUM, MeetingKind.REGULAR, 6)


def made_room(folders: pytest.TempPathFactory) -> tuple[Path, Practice]:
    """Return a folder with the practice room of :data:`DRAW`, and its practice."""
    return made_once(folders, "practice", lambda home: furnish_practice(home, DRAW))
