"""Keys: one table feeds everything, and none does nothing without saying why."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.widgets import OptionList

from models.domain.language import choose_language
from models.queries.lookup import latest_meeting
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.keys import LIVE
from tui.records.screen import RecordsScreen
from tui.shell.help import HelpScreen
from tui.shell.key_tables import all_tables
from tui.shell.places import places
from tui.shell.preferences import FILE
from tui.widgets.entry_line import EntryLine
from tui.widgets.key import Key
from tui.widgets.key_bar import KeyBar, fitting

TABLES = list(all_tables().values())


def test_every_key_has_an_id_of_its_own_and_what_two_screens_share_is_the_same_key() -> None:
    every = {key for table in TABLES for key in table}
    assert len({key.id for key in every}) == len(every)
    for table in TABLES:
        assert len({key.id for key in table}) == len(table)


def test_no_table_binds_a_key_twice() -> None:
    for table in TABLES:
        names = [name for key in table for name in key.keys.split(",")]
        assert len(names) == len(set(names))


def test_every_key_has_a_name_that_no_multiplexer_takes() -> None:
    taken = {"ctrl+s", "ctrl+j", "ctrl+o", "ctrl+b", "ctrl+a"}
    assert not [key.id for table in TABLES for key in table if taken.issuperset(key.keys.split(","))]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [80, 100, 200])
def test_the_footer_shows_only_what_fits(language: str, width: int) -> None:
    choose_language(language)
    for table in TABLES:
        bar = fitting(table, width)
        assert sum(len(key.shown) + 1 + len(key.word) + 2 for key in bar) <= width
        assert len(bar) >= min(2, len(table))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (200, 60)])
async def test_help_always_stands_whole_at_the_end_of_the_footer(
    discussing: Path, clock: Clock, size: tuple[int, int]
) -> None:
    async with driving(discussing, clock, size) as driver:
        assert driver.lines[-1].rstrip().endswith("? help")
        assert len(driver.lines[-1]) == size[0]


async def test_help_lists_every_key_of_the_screen(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (100, 50)) as driver:
        await driver.press("question_mark")
        assert isinstance(driver.app.screen, HelpScreen)
        missing = [key.help for key in LIVE if key.help not in driver.text]
        assert missing == []
        await driver.press("escape")
        assert not isinstance(driver.app.screen, HelpScreen)


@pytest.mark.parametrize("home_name", ["planned", "discussing"])
async def test_every_key_of_the_meeting_does_something_or_says_why_not(
    request: pytest.FixtureRequest, clock: Clock, home_name: str
) -> None:
    home: Path = request.getfixturevalue(home_name)
    async with driving(home, clock, (80, 24)) as driver:
        meeting = latest_meeting(driver.app.gateway.reader) or ""
        assert await _silent_keys(driver, "live", LIVE, meeting) == []


@pytest.mark.parametrize("key", ["Y", "f13", "ctrl+y"])
async def test_a_key_that_means_nothing_says_so(discussing: Path, clock: Clock, key: str) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press(key)
        assert "does nothing here" in driver.said


async def test_a_click_on_a_word_of_the_footer_is_its_key(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        where = driver.lines[-1].index("next speaker")
        await driver.pilot.click(KeyBar, offset=(where, 0))
        await driver.settle()
        assert "gave the floor to" in driver.said


async def test_the_keyboard_never_waits_for_the_store(discussing: Path, clock: Clock) -> None:
    import threading

    async with driving(discussing, clock) as driver:
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.pilot.press("n", "k")
        agenda = driver.live.query_one("#agenda", OptionList)
        assert agenda.highlighted == 10
        assert "▶ Nguyễn Hoàng Yến" in driver.text
        free.set()
        await driver.settle()
        assert "▶ Lò Tiến Hương" in driver.text


def _traces(driver: Driver) -> tuple[object, ...]:
    """What a key may leave: words, a panel or another screen, a changed row, another side."""
    return driver.app.screen, driver.text, [listed.highlighted for listed in driver.app.screen.query(OptionList)]


async def test_a_question_mark_can_be_typed_into_a_note(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("c")
        await driver.type("why?")
        assert "why?" in driver.text
        assert driver.lines[-1].rstrip().endswith("F1 help")
        await driver.press("f1")
        assert isinstance(driver.app.screen, HelpScreen)


ASCII = "".join(chr(code) for code in range(33, 127))


async def test_every_sign_of_the_keyboard_can_be_typed_into_a_form(planned: Path, clock: Clock) -> None:
    (planned / FILE).write_text('[keys]\n"home.records" = "z"\n', encoding="utf-8")  # a letter as a key of one's own
    async with driving(planned, clock) as driver:
        await driver.press("n", "tab", "tab", "tab")
        await driver.pilot.press(*ASCII)
        assert isinstance(driver.app.focused, EntryLine)
        assert driver.app.focused.value == ASCII
        await driver.press("escape", "z")
        assert isinstance(driver.app.screen, RecordsScreen)


async def test_what_is_typed_while_an_act_is_done_reaches_the_forms_that_follow_it(
    discussing: Path, clock: Clock
) -> None:
    import threading

    async with driving(discussing, clock) as driver:
        await driver.press("v", "enter", "N", "Q")
        free = threading.Event()
        driver.app.gateway.enqueue(lambda _store: free.wait(10))
        await driver.pilot.press("enter")  # the motion is put as soon as the store is free
        await driver.pilot.press("enter", "4", "enter", "2")  # the round is opened, and counted
        assert driver.live.panel is None
        free.set()
        await driver.until(lambda: driver.live.panel is not None and driver.live.panel.id == "hands-form")
        await driver.settle()
        lines = driver.live.query("#hands-form EntryLine").results()
        assert [line.value for line in lines][:2] == ["4", "2"]


PLACES_WITH_KEYS = {
    "preparation": all_tables()["PREPARATION"],
    "score": all_tables()["SCORE"],
    "minutes": all_tables()["MINUTES"],
    "documents": all_tables()["DOCUMENTS"],
    "records": all_tables()["RECORDS"],
    "search": all_tables()["SEARCH"],
    "conflicts": all_tables()["CONFLICTS"],
    "roster": all_tables()["ROSTER_IMPORT"],
}


@pytest.mark.parametrize("place", PLACES_WITH_KEYS)
async def test_every_key_of_every_place_does_something_or_says_why_not(
    discussing: Path, clock: Clock, place: str
) -> None:
    async with driving(discussing, clock, (80, 24)) as driver:
        assert await _silent_keys(driver, place, PLACES_WITH_KEYS[place], driver.live.meeting_id) == []


async def _silent_keys(driver: Driver, place: str, keys: Iterable[Key], meeting: str) -> list[str]:
    """Go to a place anew for each of its keys, press it, and return those that left no trace."""
    silent = []
    for key in keys:
        driver.app.navigation.show_home()
        driver.app.navigation.show_place(places()[place].make(meeting))
        await driver.settle()
        before = _traces(driver)
        await driver.press(key.in_force.partition(",")[0])
        if _traces(driver) == before:
            silent.append(key.id)
    return silent
