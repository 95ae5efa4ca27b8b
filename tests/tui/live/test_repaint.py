"""A key paints only what it changed: what the rest of the live screen shows is not drawn again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.widget import Widget

from tests.meeting_room import Clock
from tests.tui.driving import driving


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The ids of the widgets that asked to be painted."""
    asked: set[str] = set()
    refresh = Widget.refresh

    def watched(widget: Widget, *regions: Any, **options: Any) -> Widget:
        asked.add(widget.id or type(widget).__name__)
        return refresh(widget, *regions, **options)

    monkeypatch.setattr(Widget, "refresh", watched)
    return asked


async def test_the_cursor_paints_the_agenda_alone(discussing: Path, clock: Clock, painted: set[str]) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("up")
        assert "⏎ start" in driver.lines[-1]  # no longer on the item that runs: the footer follows
        painted.clear()
        await driver.press("up")
        assert painted == {"agenda"}


async def test_an_act_paints_what_it_changed_and_its_word(discussing: Path, clock: Clock, painted: set[str]) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        await driver.press("p")
        painted.clear()
        await driver.press("p")
        clock_parts = {"speech", "speech-timer", "speech-first", "speech-strip"}
        assert painted == {*clock_parts, "recorded", "ScrollBar", "message"}


async def test_word_of_a_change_that_shows_nowhere_paints_nothing(
    discussing: Path, clock: Clock, painted: set[str]
) -> None:
    async with driving(discussing, clock, (120, 40)) as driver:
        painted.clear()
        driver.live.store_changed()
        assert painted == set()
