"""How the minutes look: both languages, two sizes, looked at by a person before they were accepted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.domain.language import choose_language
from models.queries.lookup import latest_meeting
from tests.conftest import FakeClock
from tests.tui.driving import make_app
from tui.screens.minutes import MinutesScreen
from tui.widgets.entry_area import EntryArea

Compare = Callable[..., bool]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])

SENTENCE = ["space", "D", "u", "n", "g", "space", "g", "i", "o", "full_stop"]


@SIZES
@LANGUAGES
@pytest.mark.parametrize(
    "keys",
    [
        (),
        ("e", *SENTENCE),
        ("e", *SENTENCE, "f10", "d"),
        ("c",),
        ("a",),
        ("a", "y", "c", "enter"),
        ("a", "y", "c", "enter", "n"),
    ],
    ids=["draft", "typing", "comparison", "checks", "approval", "sealed", "addendum"],
)
def test_the_minutes(
    snap_compare: Compare, closed: Path, clock: FakeClock, size: tuple[int, int], language: str, keys: tuple[str, ...]
) -> None:
    choose_language(language)
    app = make_app(closed, clock)

    async def run_before(pilot: Pilot[int]) -> None:
        app.push_screen(MinutesScreen(latest_meeting(app.gateway.reader) or ""))
        await pilot.pause()
        for area in app.screen.query(EntryArea):
            area.cursor_blink = False
        for key in keys:
            await pilot.press(key)
            await asyncio.wrap_future(app.gateway.order(lambda _store: None))
            await pilot.pause()

    try:
        assert snap_compare(app, terminal_size=size, run_before=run_before)
    finally:
        app.gateway.close()
