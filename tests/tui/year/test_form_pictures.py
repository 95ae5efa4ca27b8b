"""How every form of the year looks: a person looked at each. One start of the program takes all of a size."""

from __future__ import annotations

import shutil
from pathlib import Path

from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import LANGUAGES, SIZES, album

FORMS = {
    "assess": ("y", "shift+tab", "s"),
    "comment": ("escape", "m"),
    "propose": ("escape", "p"),
    "ballot": ("escape", "v"),
    "decide": ("escape", "o"),
    "superior": ("escape", "e"),
    "pick": ("escape", "shift+tab", "shift+tab", "a"),
    "own": ("escape", "n"),
    "words": ("escape", "down", "e"),
    "month": ("escape", "m"),
    "meeting": ("escape", "p"),
    "taken_up": ("escape", "t"),
}


@SIZES
@LANGUAGES
async def test_the_forms_of_the_year(
    snapshot: SnapshotAssertion, themed_home: Path, home: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    choose_language(language)
    shutil.copytree(themed_home, home)
    for name, page in (await album(home, clock, size, FORMS)).items():
        assert page == snapshot(name=name)
