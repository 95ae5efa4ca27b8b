"""Vietnamese text: searching, sorting, safe lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain.text import (
    TITLE_KEY,
    cell_width,
    clean_text,
    fold,
    fuzzy,
    given_name_key,
    matches,
    name_key,
    nfc,
    one_line,
    short_name,
    title_key,
)

any_text = st.text(st.characters(exclude_categories=()), max_size=60)
hostile_text = st.text(st.sampled_from("aộ漢\u0301\u202e\u200b\x1b[31m\t\n\r;\x07]\ud800\ufe0f👍 "), max_size=40)


def test_search_ignores_diacritics_case_and_the_bar_of_d():
    assert fold("  NGUYỄN  Đình\tĐức ") == "nguyen dinh duc"


@pytest.mark.parametrize(
    "query", ["nguyen", "Nguyễn", "duc ng", "NGUYE", "đức", "", unicodedata.normalize("NFD", "Đức")]
)
def test_every_word_of_a_query_is_looked_for(query: str):
    assert matches(query, "Nguyễn Văn Đức")


def test_one_word_that_is_not_there_is_no_match():
    assert not matches("nguyen dung", "Nguyễn Văn Đức")


def test_picking_people_puts_the_given_name_first_then_its_beginning_then_other_words_then_parts():
    people = ["Lê Xuân Bảo", "Hà Thị Anh", "Anh Minh Tú", "Trần Văn Anhtuan", "Vũ Oanh Mai"]
    assert fuzzy("anh", people, str) == ["Hà Thị Anh", "Trần Văn Anhtuan", "Anh Minh Tú", "Vũ Oanh Mai"]


def test_picking_people_prefers_the_diacritics_that_were_typed():
    assert fuzzy("hường", ["Lò Thị Hương", "Ma Thị Hường"], str) == ["Ma Thị Hường", "Lò Thị Hương"]


def test_people_are_sorted_by_given_name_then_family_then_middle_name():
    in_order = ["Lê Văn An", "Nguyễn Bá An", "Nguyễn Cao An", "Trần Ánh", "Lê Văn Đức", "An Thị Yến"]
    assert sorted(set(in_order), key=given_name_key) == in_order


@pytest.mark.parametrize(
    "in_order",
    [
        "a à ả ã á ạ ă ằ â ầ ấ b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
        "Ma Mà Mả Mã Má Mạ Man Mán Măn Mân",
        "Dung Dũng Dương Đạt Đức",
        "Hoa Hòa Hoàng Hương Hường Hưởng",
    ],
)
def test_the_order_is_the_alphabet_with_tones_last(in_order: str):
    words = in_order.split()
    assert sorted(set(words), key=given_name_key) == words


@given(any_text, any_text)
def test_of_two_different_names_exactly_one_goes_first(one: str, other: str):
    first, second = given_name_key(one), given_name_key(other)
    assert (first < second) + (second < first) == (one != other)


@pytest.mark.parametrize(("one", "other"), [("Lê Thuỷ", "lê  Thủy"), ("Hoà", "Hòa"), ("KHOẺ", "khỏe")])
def test_a_name_is_the_same_wherever_its_tone_mark_stands(one: str, other: str):
    assert name_key(one) == name_key(unicodedata.normalize("NFD", other))


@pytest.mark.parametrize(("one", "other"), [("Hương", "Hường"), ("Dung", "Dũng"), ("An Bình", "Anbình")])
def test_names_that_sound_different_are_different(one: str, other: str):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(("full_name", "short"), [("Trần Thị Bích Hạnh", "Hạnh"), ("Ý", "Ý"), ("  ", "")])
def test_people_are_addressed_by_their_given_name(full_name: str, short: str):
    assert short_name(full_name) == short


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("một\r\nhai\tba", "một hai ba"),
        ("\x1b[31mđỏ\x1b[0m", "đỏ"),
        ("\x1b]0;tiêu đề\x07chữ", "chữ"),
        ("\x1b]8;;http://x\x1b\\liên kết\x1b]8;;\x1b\\", "liên kết"),
        ("abc\u202edef\u2066g\u200bh", "abcdefgh"),
        ("a\ud800b", "a\ufffdb"),
        ("e\u0302\u0323", "ệ"),
        ("a\u2028b", "a b"),
    ],
)
def test_one_line_takes_out_what_would_disturb_a_screen(raw: str, shown: str):
    assert one_line(raw) == shown


@pytest.mark.parametrize(
    ("limit", "shown"), [(9, "Bích Hạnh"), (8, "Bích Hạ…"), (6, "Bích…"), (1, "…"), (0, ""), (-3, "")]
)
def test_a_line_is_cut_with_an_ellipsis_within_its_width(limit: int, shown: str):
    assert one_line("Bích Hạnh", limit) == shown


def test_wide_characters_take_two_cells_and_combining_marks_none():
    assert cell_width("漢字") == 4
    assert cell_width("x\u0301\u0323") == 1
    assert one_line("漢字漢字", 4) == "漢…"


@given(any_text | hostile_text, st.integers(0, 20))
def test_one_line_never_exceeds_its_width_and_holds_nothing_unsafe(text: str, limit: int):
    line = one_line(text, limit)
    assert cell_width(line) <= limit
    assert not [sign for sign in line if unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]


@given(any_text | hostile_text)
def test_one_line_is_settled_after_one_pass(text: str):
    assert one_line(one_line(text)) == one_line(text)


def test_clean_text_keeps_lines_and_tabs_and_drops_control_characters():
    assert clean_text("a\r\nb\rc\td\x00\x07\x1b[1me\ud83d" + "e\u0302") == "a\nb\nc\tdeê"


@given(any_text | hostile_text)
def test_clean_text_can_always_be_stored(text: str):
    cleaned = clean_text(text)
    assert cleaned == nfc(cleaned)
    assert cleaned.encode("utf-8").decode("utf-8") == cleaned
    assert not [sign for sign in cleaned if unicodedata.category(sign) == "Cc" and sign not in "\n\t"]


@given(st.lists(st.text(alphabet="aăâbdđeêiou ắằ0127", max_size=12), max_size=8))
def test_case_does_not_count_and_a_longer_name_follows_the_shorter(names: list[str]):
    assert all(title_key(name.upper()) == title_key(name) for name in names)
    assert title_key(" ".join(names)).startswith(title_key(names[0]) if names else b"")


def test_names_of_places_sort_by_the_alphabet_and_numbers_by_value() -> None:
    right = [
        "Chi bộ 1", "Chi bộ 2", "Chi bộ 2 A", "Chi bộ 10", "Chi bộ Ấp 3", "Chi bộ Bản Mồng", "Chi bộ thôn 2",
        "Chi bộ thôn 10", "Chi bộ Ủy ban", "Đảng bộ xã Lao Chải", "Đảng bộ xã Lào Chải", "Đảng bộ xã Thanh Thủy",
        "Ỷ La", "Zét",
    ]  # fmt: skip
    assert sorted(sorted(right), key=title_key) == right


def test_the_key_of_a_name_has_an_end_and_no_name_breaks_it() -> None:
    assert len(title_key("Chi bộ " + "9" * 600 + " 会議 😀" * 80)) == TITLE_KEY
    assert title_key("") == b""
    assert title_key("Chi bộ 02") == title_key("chi bộ 2")
