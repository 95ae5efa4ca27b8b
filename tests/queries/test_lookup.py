"""The record that a person means by a word: one answer, or one sentence why there is none."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.errors import UnknownRecord
from models.queries.lookup import choose, current_meeting, find_member, latest_meeting
from models.queries.names import member_names
from models.store.store import Store

Do = Callable[..., ActOutcome]

PEOPLE = (
    ("1", "Nguyễn Văn An"),
    ("2", "Nguyễn Thị Ân"),
    ("3", "Đặng Văn Đức"),
    ("4", "Trần Đức Hạnh"),
    ("5", "Lê Thị Hạnh"),
    ("6", "An"),
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("3", "3"),
        ("Nguyễn Văn An", "1"),
        ("nguyen van an", "1"),
        ("An", "6"),
        ("Ân", "2"),
        ("Đức", "3"),
        ("đức", "3"),
        ("duc", "3"),
        ("tran hanh", "4"),
        ("Lê", "5"),
        ("dang", "3"),
    ],
)
def test_the_closest_meaning_of_a_word_counts(text: str, key: str) -> None:
    assert choose("member", text, PEOPLE) == key


@pytest.mark.parametrize("text", ["Hạnh", "Nguyễn", "van"])
def test_a_word_that_fits_several_names_them(text: str) -> None:
    with pytest.raises(UnknownRecord, match="may mean several") as told:
        choose("member", text, PEOPLE)
    assert str(told.value).count(",") >= 1


def test_of_many_that_fit_a_few_are_named() -> None:
    many = [(str(number), f"Nguyễn Văn {number}") for number in range(10_000)]
    with pytest.raises(UnknownRecord) as told:
        choose("member", "Nguyễn", many)
    assert len(str(told.value)) < 200
    assert "…" in str(told.value)


@pytest.mark.parametrize("text", ["", " ", "Bình", "\x00", "%", "Nguyễn Văn Bình"])
def test_a_word_that_fits_nobody_is_told(text: str) -> None:
    with pytest.raises(UnknownRecord, match="There is no member"):
        choose("member", text, PEOPLE)


@given(st.text(max_size=20))
def test_any_text_finds_somebody_or_is_told(text: str) -> None:
    try:
        found = choose("member", text, PEOPLE)
    except UnknownRecord as told:
        found = told.values["text"]
    assert found in dict(PEOPLE) or found == text


def test_a_member_is_found_by_key_and_by_name(cell: Store, do: Do, reader: sqlite3.Connection) -> None:
    (key, name), *_ = member_names(reader)
    assert find_member(reader, key) == find_member(reader, name) == key


def test_a_member_who_was_added_by_mistake_is_not_found(cell: Store, do: Do, reader: sqlite3.Connection) -> None:
    do("member.add", name="Trần Văn Mới")
    do("undo")
    with pytest.raises(UnknownRecord):
        find_member(reader, "Trần Văn Mới")


def test_the_meeting_meant_is_the_open_one_else_the_next_else_the_last(
    cell: Store, do: Do, reader: sqlite3.Connection
) -> None:
    assert (current_meeting(reader), latest_meeting(reader)) == (None, None)
    january = _plan(do, 1, 2027)
    december = _plan(do, 12, 2026)
    assert current_meeting(reader) == december
    for key in (january, december):
        do("agenda.agree", meeting=key)
    do("meeting.open", meeting=january)
    assert current_meeting(reader) == january
    do("meeting.close")
    assert (current_meeting(reader), latest_meeting(reader)) == (december, december)
    do("meeting.open", meeting=december)
    do("meeting.close")
    assert (current_meeting(reader), latest_meeting(reader)) == (None, january)


def _plan(do: Do, month: int, year: int) -> str:
    return str(do("meeting.plan", at=datetime(year, month, 3, 14, 0, tzinfo=VIETNAM)).value)


def test_records_of_one_name_get_a_part_of_their_key_that_can_be_typed() -> None:
    titles = [
        (key, "Sửa đường") for key in ("0190aaaa-1111-7000-8000-00000000a3f2", "0190aaaa-1111-7000-8000-00000000b41c")
    ]
    with pytest.raises(UnknownRecord, match=r"Sửa đường \(#a3f2\), Sửa đường \(#b41c\)"):
        choose("task", "sua duong", titles)
    assert choose("task", "sua duong #b41c", titles) == titles[1][0]
    assert choose("task", "Sửa đường (#a3f2)", titles) == titles[0][0]
