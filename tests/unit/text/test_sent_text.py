"""What the keyboard sent and what is shown: backspaces of an input method, and those of a person."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.sent_text import PAUSE, SentText

DELETE = "\x7f"
FAST, SLOW = PAUSE / 10, PAUSE * 3


def typed(*keys: tuple[str, float]) -> str:
    """Return what is shown after keys, each with the seconds since the one before it."""
    text, now, shown = SentText(), 100.0, ""
    for key, later in keys:
        now += later
        shown = (text.take_back(shown, now) or "") if key == DELETE else text.type(shown, key, now)
    return shown


def burst(keys: str) -> list[tuple[str, float]]:
    """Return keys that come close behind one another, the first after a while."""
    return [(key, FAST if place else SLOW) for place, key in enumerate(keys)]


def test_a_burst_is_counted_in_what_was_sent():
    assert typed(*burst("viê\u0301t"), *burst(DELETE * 3 + "ê\u0300t")) == "viềt"


def test_a_mark_alone_goes_to_the_letter_whose_mark_was_taken_back():
    assert typed(*burst("viê\u0301"), (DELETE, SLOW), ("\u0300", FAST)) == "viề"


def test_a_single_backspace_removes_the_letter_with_its_marks_and_another_one_the_letter_before():
    assert typed(*burst("hê\u0301t"), (DELETE, SLOW), (DELETE, SLOW), ("i", SLOW)) == "hi"


def test_half_a_letter_does_not_come_back_after_a_while():
    assert typed(*burst("ba\u0301"), (DELETE, SLOW), (DELETE, FAST), (DELETE, FAST), ("x", SLOW)) == "x"


def test_what_is_not_shown_counts_for_an_input_method_and_not_for_a_person():
    assert typed(*burst("to\u200c" + DELETE * 2 + "ô")) == "tô"
    assert typed(*burst("to\u200c"), (DELETE, SLOW)) == "t"


def test_what_was_changed_otherwise_meanwhile_is_taken_as_it_stands():
    text = SentText()
    text.type("", "ê\u0301", 1.0)
    assert text.take_back("việt", 1.0) == "việ"


def test_nothing_before_the_cursor_is_nothing_to_take_back():
    assert SentText().take_back("", 1.0) is None


@given(st.text(st.sampled_from("aêơtđ ĐẾ"), max_size=12), st.integers(0, 14))
def test_for_whole_letters_a_burst_removes_as_many_letters(text: str, count: int):
    text = unicodedata.normalize("NFC", text)
    assert typed(*burst(text), *burst(DELETE * count)) == text[: max(0, len(text) - count)]


@given(st.lists(st.sampled_from([*"vietêơ\u0301\u0323\u0306 \u200c", DELETE]), max_size=20), st.data())
def test_what_is_shown_is_nfc_whatever_comes(keys: list[str], data: st.DataObject):
    shown = typed(*((key, data.draw(st.sampled_from([FAST, SLOW]))) for key in keys))
    assert unicodedata.is_normalized("NFC", shown)
    assert "\u200c" not in shown


@pytest.mark.parametrize("later", [FAST, SLOW])
def test_a_letter_of_two_characters_goes_whole(later: float):
    assert typed(*burst("tơ\u0306"), (DELETE, later)) == "t"
