"""How the year looks: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from models.domain.language import choose_language
from tests.conftest import FakeClock
from tests.tui.pictures import picture
from tui.year.screen import YearScreen

SMALL, LARGE = (80, 24), (120, 40)


@pytest.mark.parametrize(
    ("view", "language", "size"),
    [
        *((view, "vi", SMALL) for view in ("overview", "four-good", "members")),
        *((view, "en", LARGE) for view in ("overview", "four-good", "members")),
        ("overview", "vi", LARGE),
        ("overview", "en", SMALL),
        ("members", "en", SMALL),
    ],
    ids=lambda value: f"{value[0]}x{value[1]}" if isinstance(value, tuple) else value,
)
async def test_the_year(
    snapshot: SnapshotAssertion,
    year_home: Path,
    clock: FakeClock,
    view: str,
    language: str,
    size: tuple[int, int],
) -> None:
    choose_language(language)
    assert await picture(year_home, clock, size, "down", go=lambda app: app.push_screen(YearScreen(view))) == snapshot
