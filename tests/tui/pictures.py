"""Pictures of screens: pressed there by keys, compared with what a person looked at and accepted.

After a change that is meant: ``pytest … --snapshot-update``, and look at each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from models.domain.clock import Clock
from models.queries.lookup import latest_meeting
from tests.tui.driving import Driver, driving, make_app
from tui.app import ChiboApp
from tui.places import PLACES

Compare = Callable[..., bool]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


def looks_as_before(
    compare: Compare, home: Path, clock: Clock, size: tuple[int, int], *keys: str, go: Callable[[ChiboApp], object] = id
) -> bool:
    """Go to a screen, press keys, wait until all is done, and compare what stands there with its picture."""
    app = make_app(home, clock)

    async def run_before(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        go(app)
        await driver.settle()
        await driver.press(*keys)
        await _stand_still(driver)

    try:
        return compare(app, terminal_size=size, run_before=run_before)
    finally:
        app.gateway.close()


def at(place: str) -> Callable[[ChiboApp], object]:
    """Return how to go to a place, for the last meeting."""
    return lambda app: app.show_place(PLACES[place].make(latest_meeting(app.gateway.reader) or ""))


async def album_differs(
    snapshot: SnapshotAssertion, home: Path, clock: Clock, size: tuple[int, int], pages: Mapping[str, Sequence[str]]
) -> list[str]:
    """Press the keys of each page and compare what stands there with its picture; return the pages that differ.

    The program is started once for all of them, which is most of what a picture costs: a page begins where the one
    before it ended.
    """
    pictures = snapshot.use_extension(SVGImageExtension)
    differing = []
    async with driving(home, clock, size) as driver:
        for name, keys in pages.items():
            await driver.press(*keys)
            await _stand_still(driver)
            if driver.app.export_screenshot() != pictures(name=name):
                differing.append(name)
    return differing


async def _stand_still(driver: Driver) -> None:
    for field in (*driver.app.screen.query(Input), *driver.app.screen.query(TextArea)):
        field.cursor_blink = False
    await driver.settle()
    await driver.pilot.pause()  # a list that became shorter is laid out once more after it was drawn
