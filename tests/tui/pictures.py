"""Pictures of screens: pressed there by keys, compared with what a person looked at and accepted.

A picture is text (``screen_text``); each stands in ``__snapshots__`` beside its test. After a change that is meant:
``pytest … --snapshot-update``, and read the diff.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from models.domain.clock import Clock
from models.queries.lookup import latest_meeting
from tests.tui.driving import Driver, driving
from tests.tui.screen_text import screen_text
from tui.app import ChiboApp
from tui.shell.places import places
from tui.wall.app import WallApp

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


async def picture(
    home: Path, clock: Clock, size: tuple[int, int], *keys: str, go: Callable[[ChiboApp], object] | None = None
) -> str:
    """Go to a screen, press keys, wait until everything is done, and return the screen."""
    async with driving(home, clock, size) as driver:
        if go:
            go(driver.app)
            await driver.settle()
        return await _after(driver, keys)


async def album(home: Path, clock: Clock, size: tuple[int, int], pages: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Press the keys of each page, and return what stands there.

    The program is started once for all of them, which is most of what a picture costs: a page begins where the one
    before it ended.
    """
    async with driving(home, clock, size) as driver:
        return {name: await _after(driver, keys) for name, keys in pages.items()}


async def wall_picture(home: Path, clock: Clock, size: tuple[int, int]) -> str:
    """Return the text of the wall."""
    app = WallApp(home, clock)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        return screen_text(app)


def at(place: str) -> Callable[[ChiboApp], object]:
    """Return how to go to a place, for the last meeting."""
    return lambda app: app.navigation.show_place(places()[place].make(latest_meeting(app.gateway.reader) or ""))


async def stand_still(driver: Driver) -> None:
    """Wait until the screen does not change any more."""
    for field in (*driver.app.screen.query(Input), *driver.app.screen.query(TextArea)):
        field.cursor_blink = False
    await driver.settle()
    await driver.app.workers.wait_for_complete()  # what is read in a thread of the screen's own
    await driver.settle()
    await driver.pilot.pause()  # a list that became shorter is laid out once more after it was drawn


async def _after(driver: Driver, keys: Sequence[str]) -> str:
    await driver.press(*keys)
    await stand_still(driver)
    return screen_text(driver.app)
