"""Whom a typed name means, and what tells namesakes apart."""

from __future__ import annotations

from datetime import date
from operator import attrgetter

import pytest

from models.domain.naming import NamedRecord, distinct_names, find_by_name, short_keys
from models.domain.text import given_name_key, short_name

PEOPLE = (
    NamedRecord("0190-aaaa-3f2a", "Nguyễn Văn An (1975)", "1975, official"),
    NamedRecord("0190-bbbb-41c7", "Nguyễn Văn An (1980)", "1980, official"),
    NamedRecord("0190-cccc-77d0", "Nguyễn Văn An (#77d0)", "probationary"),
    NamedRecord("4", "Trần Thị Ân", "1985, official"),
    NamedRecord("5", "Hoàng Thị Lan", "1975, official"),
    NamedRecord("6", "Trần Thị Bích Hạnh", "1970, official"),
    NamedRecord("7", "Lê Văn Thanh", "1971, official"),
    NamedRecord("8", "Ma Thị Vân", "1990, official"),
)


def found(text: str) -> list[str]:
    return [
        one.key[-4:] for one in find_by_name(text, PEOPLE, attrgetter("name"), attrgetter("key"), attrgetter("detail"))
    ]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Nguyễn Văn An (1975)", ["3f2a"]),
        ("nguyen van an (1980)", ["41c7"]),
        ("an 1980", ["41c7"]),
        ("An #3f2a", ["3f2a"]),
        ("an (#77D0)", ["77d0"]),
        ("#77d0", ["77d0"]),
        ("#", []),
        ("(", []),
        ("An", ["3f2a", "41c7", "77d0"]),
        ("nguyen van an", ["3f2a", "41c7", "77d0"]),
        ("an", ["3f2a", "41c7", "77d0", "4"]),
        ("Ân", ["4"]),
        ("lan 1975", ["5"]),
        ("thi 1985", ["4"]),
        ("hanh", ["6"]),
        ("ha", ["6"]),
        ("thi", ["4", "5", "6", "8"]),
        ("van", ["8"]),
        ("Văn", ["3f2a", "41c7", "77d0", "7"]),
        ("Trần Hạnh", ["6"]),
        ("an 1999", []),
        ("Binh", []),
        ("", []),
    ],
)
def test_a_name_means_one_several_alike_or_nobody(text: str, keys: list[str]):
    assert found(text) == keys


def test_a_whole_name_with_its_tone_marks_goes_before_one_that_is_equal_without_them():
    people = [NamedRecord("1", "Lê Văn An"), NamedRecord("2", "Lê Văn Ân")]
    look = lambda text: [one.key for one in find_by_name(text, people, *map(attrgetter, ("name", "key", "detail")))]  # noqa: E731
    assert look("Lê Văn An") == ["1"]
    assert look("LÊ VĂN ÂN") == ["2"]
    assert look("le van an") == ["1", "2"]


def test_namesakes_get_their_year_their_day_or_a_part_of_their_key():
    people = [
        ("k-0001", "Nguyễn Văn An", date(1975, 2, 5)),
        ("k-0002", "NGUYỄN VĂN  AN", date(1980, 1, 1)),
        ("k-0003", "Nguyễn Văn An", date(1980, 6, 1)),
        ("k-0004", "Nguyễn Văn An", None),
        ("k-0005", "Nguyễn Văn Ân", date(1975, 2, 5)),
        ("k-0006", "Hoà Thị Hoà", date(1960, 3, 3)),
        ("k-0007", "Hòa Thị Hòa", date(1960, 3, 3)),
    ]
    assert distinct_names(people) == {
        "k-0001": "Nguyễn Văn An (1975)",
        "k-0002": "NGUYỄN VĂN  AN (01/01/1980)",
        "k-0003": "Nguyễn Văn An (01/06/1980)",
        "k-0004": "Nguyễn Văn An (#0004)",
        "k-0005": "Nguyễn Văn Ân",
        "k-0006": "Hoà Thị Hoà (#0006)",
        "k-0007": "Hòa Thị Hòa (#0007)",
    }


def test_short_keys_grow_until_they_differ():
    assert set(short_keys(["aaaa11112222", "bbbb11112222", "cccc33334444"]).values()) == {
        "#a11112222",
        "#b11112222",
        "#c33334444",
    }


def test_a_namesake_is_addressed_and_sorted_by_the_given_name():
    assert short_name("Nguyễn Văn An (1975)") == "An (1975)"
    assert short_name("Nguyễn Văn An (#3f2a)") == "An (#3f2a)"
    names = ["Lê Văn Bình", "Nguyễn Văn An (1980)", "Nguyễn Văn An (1975)"]
    assert sorted(names, key=given_name_key) == ["Nguyễn Văn An (1975)", "Nguyễn Văn An (1980)", "Lê Văn Bình"]
