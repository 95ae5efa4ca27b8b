"""Keys and colours of one person: read from a file, told in a sentence where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.shell.key_tables import all_tables
from tui.shell.preferences import FILE, Preferences, load_preferences, save_theme


def loaded(home: Path, text: str) -> Preferences:
    home.mkdir(exist_ok=True)
    (home / FILE).write_text(text, encoding="utf-8")
    return load_preferences(home, all_tables().values())


def test_without_a_file_everything_is_the_programs_own(home: Path) -> None:
    assert load_preferences(home, all_tables().values()) == Preferences()


def test_keys_are_read_as_people_write_them(home: Path) -> None:
    found = loaded(home, '[keys]\n"speech.next" = "f12, Z"\n"undo" = "ctrl+z"\n"help" = "?"\n')
    assert found.problems == ()
    assert found.keymap == {"speech.next": "f12,Z", "undo": "ctrl+z", "help": "question_mark"}


@pytest.mark.parametrize("wish", ['"roll.unexcused" = "u"', '"roll.left" = "v"', '"roll.unexcused" = "n"'])
def test_a_file_of_keys_still_holds_though_undo_took_a_key(home: Path, wish: str) -> None:
    assert loaded(home, f"[keys]\n{wish}\n").problems == ()


@pytest.mark.parametrize("wish", ['"records.search" = "f2"', '"home.import" = "tab"', '"home.import" = "z"'])
def test_a_file_of_keys_still_holds_beside_panes_and_retired_keys(home: Path, wish: str) -> None:
    assert loaded(home, f"[keys]\n{wish}\n").problems == ()


def test_what_has_another_key_makes_room_for_a_wish(home: Path) -> None:
    assert loaded(home, '[keys]\n"roll.left" = "v"\n').keymap == {"roll.left": "v", "roll.unexcused": "n"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[keys]\n"speech.nxt" = "f12"', "there is no key “speech.nxt”"),
        ('[keys]\n"speech.next" = ""', "“” is no key for speech.next"),
        ('[keys]\n"speech.next" = 7', "“7” is no key for speech.next"),
        ('[keys]\n"speech.next" = "v"', "is taken by vote"),
        ('theme = "pink"', "There is no theme “pink”"),
        ("theme =", "cannot be read"),
    ],
)
def test_what_is_wrong_is_left_out_with_a_sentence(home: Path, text: str, said: str) -> None:
    found = loaded(home, text)
    assert found.keymap == {}
    assert found.theme == "dark"
    assert len(found.problems) == 1
    assert said in found.problems[0]


def test_two_keys_may_change_places(home: Path) -> None:
    found = loaded(home, '[keys]\n"note" = "v"\n"vote" = "o"\n')
    assert found == Preferences(keymap={"note": "v", "vote": "o"})


def test_keeping_a_theme_leaves_the_rest_of_the_file_alone(home: Path) -> None:
    loaded(home, '# mine\n[keys]\n"undo" = "ctrl+z" # as elsewhere\n')
    save_theme(home, "light")
    save_theme(home, "contrast")
    text = (home / FILE).read_text(encoding="utf-8")
    assert text == 'theme = "contrast"\n# mine\n[keys]\n"undo" = "ctrl+z" # as elsewhere\n'


async def test_a_key_of_ones_own_does_its_work_and_stands_in_the_footer(discussing: Path, clock: Clock) -> None:
    loaded(discussing, '[keys]\n"speech.stop" = "f13"\n')
    async with driving(discussing, clock) as driver:
        assert "F13 end speech" in driver.lines[-1]
        await driver.press("e")
        assert "“e” does nothing here" in driver.said
        await driver.press("f13")
        assert "ended the speech of" in driver.said


async def test_a_wrong_file_is_told_on_the_first_screen(discussing: Path, clock: Clock) -> None:
    loaded(discussing, "theme =")
    async with driving(discussing, clock) as driver:
        assert "cannot be read" in driver.said
