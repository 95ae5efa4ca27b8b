"""How the program looks, with its colours: a picture of every place in each language, and of every theme.

These are the few that are looked at as images: after a change that is meant, ``pytest tests/tui/test_looks.py
--snapshot-update``, and open what git shows as changed. What stands on each screen, in each size and language, is
compared as text by the tests of that place.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from models.domain.language import choose_language
from tests.meeting_room import Clock
from tests.tui.driving import Driver, make_app
from tests.tui.pictures import at, stand_still
from tui.app import ChiboApp
from tui.shell.places import places
from tui.shell.themes import NAMES
from tui.wall.app import WallApp

Compare = Callable[..., bool]

BOTH = pytest.mark.parametrize(("language", "size"), [("vi", (120, 40)), ("en", (80, 24))], ids=["vi", "en"])
OVER_THE_MEETING = {
    "meeting": (),
    "help": ("question_mark",),
    "palette": ("colon",),
    "task": ("t",),
    "roll_call": ("r",),
}


def _looks(
    compare: Compare, home: Path, clock: Clock, size: tuple[int, int], *keys: str, go: Callable[[ChiboApp], object] = id
) -> bool:
    app = make_app(home, clock)

    async def run_before(pilot: Pilot[int]) -> None:
        driver = Driver(app, pilot)
        await driver.settle()
        go(app)
        await driver.settle()
        await driver.press(*keys)
        await stand_still(driver)

    try:
        return compare(app, terminal_size=size, run_before=run_before)
    finally:
        app.gateway.close()


@BOTH
def test_home(snap_compare: Compare, furnished: Path, clock: Clock, size: tuple[int, int], language: str) -> None:
    choose_language(language)
    assert _looks(snap_compare, furnished, clock, size)


@BOTH
@pytest.mark.parametrize("place", [place for place in places() if place != "live"])
def test_a_place(
    snap_compare: Compare,
    furnished: Path,
    clock: Clock,
    size: tuple[int, int],
    language: str,
    place: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/thu-ky"))  # the import begins there
    choose_language(language)
    assert _looks(snap_compare, furnished, clock, size, go=at(place))


@BOTH
@pytest.mark.parametrize("name", OVER_THE_MEETING)
def test_the_meeting_and_what_opens_over_it(
    snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str, name: str
) -> None:
    choose_language(language)
    assert _looks(snap_compare, discussing, clock, size, *OVER_THE_MEETING[name])


@BOTH
def test_the_wall(snap_compare: Compare, discussing: Path, clock: Clock, size: tuple[int, int], language: str) -> None:
    choose_language(language)
    assert snap_compare(WallApp(discussing, clock), terminal_size=size)


@pytest.mark.parametrize("theme", NAMES)
def test_a_theme(snap_compare: Compare, discussing: Path, clock: Clock, theme: str) -> None:
    choose_language("vi")
    (discussing / "screen.toml").write_text(f'theme = "{theme}"\n', encoding="utf-8")
    assert _looks(snap_compare, discussing, clock, (100, 30), "tab")
