"""Merging a text that a person edited with one that was drafted anew: examples, and what holds of all texts."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.domain.textmerge import ChunkChange, merge, parts

DRAFT = "I. Thành phần\nCó mặt 7/8.\nII. Diễn biến\nĐồng chí Mậu phát biểu. Đồng chí Hiệp phát biểu.\nKết thúc 15:35."

LINES = st.lists(st.sampled_from(("một", "hai. ba. bốn.", "hai. ba! bốn.", "năm", "")), max_size=6).map("\n".join)


def test_a_sentence_of_the_secretary_stays_when_the_record_changes_elsewhere() -> None:
    mine = DRAFT.replace("Kết thúc 15:35.", "Hội nghị kết thúc tốt đẹp.")
    theirs = DRAFT.replace("7/8", "8/8")
    found = merge(DRAFT, mine, theirs)
    assert found.text == DRAFT.replace("Kết thúc 15:35.", "Hội nghị kết thúc tốt đẹp.").replace("7/8", "8/8")
    assert found.conflicts == ()


def test_changes_of_two_sentences_of_one_line_are_woven_together() -> None:
    mine = DRAFT.replace("Mậu phát biểu", "Mậu nhất trí với dự thảo")
    theirs = DRAFT.replace("Hiệp phát biểu", "Hiệp phát biểu hai lần")
    found = merge(DRAFT, mine, theirs)
    assert "Đồng chí Mậu nhất trí với dự thảo. Đồng chí Hiệp phát biểu hai lần." in found.text
    assert [chunk.change for chunk in found.chunks if chunk.change is not ChunkChange.NOBODY] == [ChunkChange.WOVEN]


def test_a_sentence_that_both_changed_is_a_conflict_that_keeps_mine_and_holds_both() -> None:
    found = merge(DRAFT, DRAFT.replace("7/8", "bảy trên tám"), DRAFT.replace("7/8", "8/8"))
    (conflict,) = found.conflicts
    assert (conflict.mine, conflict.theirs) == (("Có mặt bảy trên tám.",), ("Có mặt 8/8.",))
    assert "bảy trên tám" in found.text
    assert "8/8" not in found.text


def test_lines_that_one_side_took_away_and_the_other_changed_are_a_conflict() -> None:
    found = merge("một\nhai\nba", "một\nba", "một\nhai rưỡi\nba")
    assert [chunk.theirs for chunk in found.conflicts] == [("hai rưỡi",)]


def test_a_line_of_the_record_that_is_new_comes_in() -> None:
    theirs = DRAFT.replace("II.", "Khách mời: 1.\nII.")
    assert merge(DRAFT, DRAFT.replace("15:35", "15:40"), theirs).text == theirs.replace("15:35", "15:40")


@given(base=LINES, side=LINES)
def test_what_one_side_alone_changed_is_taken(base: str, side: str) -> None:
    assert merge(base, side, base).text == side
    assert merge(base, base, side).text == side
    assert merge(base, side, side).text == side


@given(base=LINES, mine=LINES, theirs=LINES)
def test_the_chunks_hold_all_three_texts(base: str, mine: str, theirs: str) -> None:
    chunks = merge(base, mine, theirs).chunks
    for text, name in ((base, "base"), (mine, "mine"), (theirs, "theirs")):
        assert "\n".join(line for chunk in chunks for line in getattr(chunk, name)) == text


def _sentences(lines: Sequence[str]) -> set[str]:
    return {sentence for line in lines for sentence in line.split(". ")}


@example(
    base="hai. ba. bốn.\nhai. ba. bốn.",
    mine="hai. ba! bốn.\nhai. ba! bốn.",
    theirs="hai. ba. bốn.\nmột\nhai. ba. bốn.",
)
@given(base=LINES, mine=LINES, theirs=LINES)
def test_every_line_of_mine_that_the_base_lacks_is_in_the_result_or_woven_into_it(
    base: str, mine: str, theirs: str
) -> None:
    for chunk in merge(base, mine, theirs).chunks:
        if chunk.change in (ChunkChange.MINE, ChunkChange.CONFLICT, ChunkChange.BOTH_ALIKE):
            assert chunk.result == chunk.mine
        if chunk.change is ChunkChange.WOVEN:
            result = "\n".join(chunk.result)
            new = _sentences(chunk.mine) - _sentences(chunk.base)
            assert all(sentence.rstrip(".!") in result for sentence in new)


@given(base=LINES, mine=LINES, theirs=LINES)
def test_the_sides_conflict_alike_whichever_is_called_mine(base: str, mine: str, theirs: str) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert [chunk.mine for chunk in one.conflicts] == [chunk.theirs for chunk in other.conflicts]


@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_the_parts_of_a_text_are_the_text_and_those_unchanged_are_in_the_other(text: str, other: str) -> None:
    found = parts(text, other)
    assert "".join(part.text for part in found) == text
    assert all(part.text in other for part in found if not part.changed)
    assert parts(text, text) == () or not any(part.changed for part in parts(text, text))


@pytest.mark.parametrize(
    ("text", "other", "changed"),
    [
        ("Có mặt 8/8.", "Có mặt 7/8.", ["8"]),
        ("Đồng chí Mậu nhất trí.", "Đồng chí Mậu phát biểu.", ["nhất", "trí"]),
    ],
)
def test_the_words_that_differ_are_marked(text: str, other: str, changed: list[str]) -> None:
    assert [word for part in parts(text, other) if part.changed for word in part.text.split()] == changed
