"""The panes of the live screen: keys go to one and enlarge it, a narrow screen shows one, a form covers none of two."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from models.store.opening import open_reader
from tests.meeting_room import Clock
from tests.tui.driving import Driver, driving
from tui.live.keys import LIVE
from tui.live.recorded_pane import RecordedPane, recorded
from tui.shell.preferences import load_preferences
from tui.widgets.pane import Pane

KEYS_OF_FORMS = ("a", "o", "t", "g", "v", "c", "i", "b", "m")


def shown(driver: Driver) -> list[int]:
    """Return the numbers of the panes that stand on the screen."""
    return [pane.number for pane in driver.live.query(Pane) if pane.is_on_screen]


async def test_a_number_goes_to_a_pane_and_z_enlarges_it(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        assert shown(driver) == [1, 2, 3, 4]
        await driver.press("4", "z")
        assert shown(driver) == [4]
        assert "1 Agenda" in driver.text, "the row of names tells of the others"
        await driver.press("2")
        assert shown(driver) == [2]
        await driver.press("z")
        assert shown(driver) == [1, 2, 3, 4]


async def test_under_100_columns_one_pane_stands_and_a_row_names_the_others(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock, (99, 30)) as driver:
        for number in (2, 3, 4, 1):
            await driver.press("tab")
            assert shown(driver) == [number]
            row = next(line for line in driver.lines if "1 Agenda" in line)
            assert "2 Speakers' list · 3" in row
            assert "4 Quorum · 7/8" in row


async def test_a_form_leaves_agenda_and_speakers_in_sight_on_the_smallest_screen(
    discussing: Path, clock: Clock
) -> None:
    async with driving(discussing, clock, (80, 24)) as driver:
        for key in KEYS_OF_FORMS:
            await driver.press(key)
            assert driver.live.panel is not None, key
            assert shown(driver) == [1, 2], key
            assert "▶ 12 " in driver.lines[1], "the clocks stand in one line"
            assert any(" ✓ 11 " in line for line in driver.lines), key
            assert "1 Lò Tiến Hương" in driver.text, key
            await driver.press("escape")
            assert driver.live.panel is None, key


async def test_what_was_just_recorded_is_listed_and_any_of_it_is_taken_back(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("n", "o")
        await driver.type("Lắp đèn đường")
        await driver.press("f10")
        assert "gave the floor to Lò Tiến Hương" in driver.text
        await driver.press("3", "down", "u")
        assert "undid: gave the floor to Lò Tiến Hương" in driver.said
        assert "▶ Nguyễn Hoàng Yến" in driver.text
        with closing(open_reader(discussing)) as reader:
            (newest, *_rest) = recorded(reader, driver.app.screen.shown_meeting)
        pane = driver.app.screen.query_one(RecordedPane)
        pane.move("first")
        assert pane.chosen_id == newest.number  # by its number: it may be another machine's
        await driver.press("u")
        assert f"undid: {newest.words}"[:40] in driver.said


async def test_the_numbers_do_nothing_to_the_panes_while_a_form_is_filled_in(discussing: Path, clock: Clock) -> None:
    async with driving(discussing, clock) as driver:
        await driver.press("o")
        await driver.type("3z")
        assert driver.live.panel.field_texts()["text"] == "3z"
        assert driver.live.shown_pane == 1


def test_a_remapped_key_of_a_former_default_still_loads(tmp_path: Path) -> None:
    (tmp_path / "screen.toml").write_text('[keys]\n"speech.back" = "z"\n"live.side" = "tab"\n', encoding="utf-8")
    read = load_preferences(tmp_path, [LIVE])
    assert read.problems == ()
    assert "speech.back" not in read.keymap


def test_a_key_of_ones_own_takes_its_key_from_a_pane(tmp_path: Path) -> None:
    (tmp_path / "screen.toml").write_text('[keys]\n"note" = "z"\n"task" = "2"\n', encoding="utf-8")
    read = load_preferences(tmp_path, [LIVE])
    assert read.problems == ()
    assert read.keymap == {"note": "z", "task": "2"}
