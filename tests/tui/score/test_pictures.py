"""How the score sheet looks: both languages, two sizes, looked at by a person before they were accepted."""

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
from tui.screens.score import ScoreScreen

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


@SIZES
@LANGUAGES
def test_the_score_sheet(
    snap_compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    assert _looks_as_before(snap_compare, held, clock, size, language)


@SIZES
@LANGUAGES
def test_a_remark_beside_the_points(
    snap_compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str
) -> None:
    assert _looks_as_before(snap_compare, held, clock, size, language, "r")


def _looks_as_before(
    compare: Callable[..., bool], held: Path, clock: FakeClock, size: tuple[int, int], language: str, *keys: str
) -> bool:
    choose_language(language)
    app = make_app(held, clock)

    async def run_before(pilot: Pilot[int]) -> None:
        app.push_screen(ScoreScreen(latest_meeting(app.gateway.reader) or ""))
        await pilot.pause()
        await pilot.press("P", "down", "3")
        await asyncio.wrap_future(app.gateway.order(lambda _store: None))
        await pilot.pause()
        await pilot.press(*keys)

    try:
        return compare(app, terminal_size=size, run_before=run_before)
    finally:
        app.gateway.close()
