"""Characters that look alike are one in searching, looking up and comparing; the text itself stays as it was typed."""

from __future__ import annotations

import pytest

from models.domain.copying import core
from models.domain.secrecy import mark_in_text
from models.domain.text import clean_text, fold, folded_places, fuzzy, given_name_key, matches, name_key, title_key

ALIKE = {
    "eth for the Vietnamese letter": ("Ð\u1eb7ng Ðình Trình", "Đặng Đình Trình"),
    "small eth": ("ð\u1ed7 văn ðạt", "đỗ văn đạt"),
    "African d": ("Ɖỗ Văn ɖạt", "Đỗ Văn Đạt"),
    "curly apostrophe": ("Y Bl\u00f4 K\u2019\u0110\u0103m", "Y Blô K'Đăm"),
    "modifier apostrophe": ("H\u02bcHen Niê", "H'Hen Niê"),
    "acute accent for an apostrophe": ("H\u00b4Hen Niê", "H'Hen Niê"),
    "no-break hyphen": ("Sín Chải\u2011A", "Sín Chải-A"),
    "en dash": ("Hà Nội \u2013 Huế", "Hà Nội - Huế"),
    "minus": ("05\u2212NQ/CB", "05-NQ/CB"),
    "full-width hyphen": ("05\uff0dNQ/CB", "05-NQ/CB"),
    "no-break space": ("Lê\u00a0Thị\u202fDung", "Lê Thị Dung"),
    "zero-width space": ("Lê Thị\u200b Dung\ufeff", "Lê Thị Dung"),
    "soft hyphen": ("Nguyễn Văn Ðạo\u00ad", "Nguyễn Văn Đạo"),
    "joiner without a class": ("Lê\u034f Thị Dung", "Lê Thị Dung"),
    "Cyrillic capitals": ("\u0412\u0410\u041d An", "BAH An"),
    "Cyrillic small letters": ("Nguy\u1ec5n V\u0103n \u0410n", "Nguyễn Văn An"),
    "Cyrillic letter with a Vietnamese tone": ("L\u043e\u0301 Văn", "Ló Văn"),
    "Greek capitals": ("\u039dguyễn \u0391n", "Nguyễn An"),
    "full-width letters": ("\uff2cê \uff21n", "Lê An"),
    "deprecated tone mark": ("Ha\u0301nh", "Hánh"),
    "ligature": ("\ufb01le", "file"),
}


@pytest.mark.parametrize(("odd", "usual"), ALIKE.values(), ids=ALIKE)
def test_what_looks_alike_is_one_in_search_lookup_and_comparison(odd: str, usual: str):
    assert fold(odd) == fold(usual)
    assert name_key(odd) == name_key(usual)
    assert matches(usual, odd)
    assert matches(odd, usual)
    assert fuzzy(usual, [odd], str) == [odd]
    assert given_name_key(odd)[:3] == given_name_key(usual)[:3]
    assert title_key(odd) == title_key(usual)
    assert core(odd) == core(usual)


@pytest.mark.parametrize(("one", "other"), [("Hương", "Hường"), ("An", "Ân"), ("Dung", "Đung"), ("Sơn", "Son")])
def test_names_that_differ_in_a_letter_or_tone_stay_two(one: str, other: str):
    assert name_key(one) != name_key(other)


def test_case_does_not_count_in_foreign_letters_either():
    assert fold("МОСКВА ΑΘΗΝΑ") == fold("москва αθηνα")


def test_the_text_itself_keeps_what_was_typed():
    assert clean_text("Ðặng\u00a0K\u2019Tiếng") == "Ðặng\u00a0K\u2019Tiếng"


def test_a_stamp_in_look_alike_letters_is_still_a_stamp():
    assert mark_in_text("TUYỆT М\u1eacТ") == "Tuyệt mật"


def test_places_in_the_folded_text_lead_back_to_the_letters():
    text = "Ðồng\u200b chí"
    folded, places = folded_places(text)
    assert folded == "dong chi"
    assert text[places[folded.index("chi")] :] == "chí"
