"""Pictures of screens: pressed there by keys, compared with what a person looked at and accepted.

After a change that is meant: ``pytest … --snapshot-update``, and look at each.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from models.domain.clock import Clock
from tests.tui.driving import driving, make_app

Compare = Callable[..., bool]

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
LANGUAGES = pytest.mark.parametrize("language", ["vi", "en"])


def looks_as_before(compare: Compare, home: Path, clock: Clock, size: tuple[int, int], *keys: str) -> bool:
    """Press keys, wait until all is done, and compare the screen with its picture."""
    app = make_app(home, clock)

    async def run_before(pilot: Pilot[int]) -> None:
        await asyncio.wrap_future(app.gateway.order(lambda _store: None))
        await pilot.pause()
        await pilot.press(*keys)
        await asyncio.wrap_future(app.gateway.order(lambda _store: None))
        for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
            field.cursor_blink = False
        await pilot.pause()
        await pilot.pause()  # a list that became shorter is laid out once more after it was drawn

    try:
        return compare(app, terminal_size=size, run_before=run_before)
    finally:
        app.gateway.close()


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
            for field in (*driver.app.screen.query(Input), *driver.app.screen.query(TextArea)):
                field.cursor_blink = False
            await driver.settle()
            await driver.settle()  # a list that became shorter is laid out once more after it was drawn
            if driver.app.export_screenshot() != pictures(name=name):
                differing.append(name)
    return differing
