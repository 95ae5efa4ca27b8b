"""Search finds whatever is stored by its words without diacritics."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.acts.registry import ActOutcome
from models.domain.text import fold
from models.domain.vocabulary import LetterKind, NoteKind, Visibility
from models.queries.search import HitKind, SearchHit, SearchIndex, build_index
from models.store.opening import open_reader
from models.store.store import Store


def index_of(home: Path) -> SearchIndex:
    reader = open_reader(home)
    try:
        return build_index(reader)
    finally:
        reader.close()


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=8), st.data())
def test_every_text_is_found_by_its_own_folded_words(texts: list[str], data: st.DataObject) -> None:
    hits = [SearchHit(HitKind.NOTE, str(place), "", "", text) for place, text in enumerate(texts)]
    index = SearchIndex(tuple((fold(hit.text), hit) for hit in hits))
    wanted = data.draw(st.sampled_from(hits))
    words = fold(wanted.text).split()
    if words:
        assert wanted in index.search(" ".join(words))
        assert wanted in index.search(words[-1])


@pytest.mark.parametrize("query", ["nguyễn", "nguyen", "NGUYEN", "nguyen duc", "duc nguyen"])
def test_a_name_is_found_however_it_is_typed(cell: Store, query: str) -> None:
    found = index_of(cell.home).search(query)
    assert "Nguyễn Văn Đức" in [hit.text.strip() for hit in found]


def test_records_of_every_kind_are_found(cell: Store, meeting: str, do: Callable[..., ActOutcome]) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start", item=None)
    do("note.write", text="ghi chú đặc biệt")
    do("motion.put", title="biểu quyết đặc biệt")
    do("resolution.draft", title="nghị quyết đặc biệt")
    do("petition.record", text="kiến nghị đặc biệt")
    do("item.conclude", text="kết luận đặc biệt")
    do("minutes.write", text="biên bản đặc biệt", meeting=meeting)
    letter = do("letter.draft", kind=LetterKind.PLAN, title="kế hoạch đặc biệt", text="Một.").value
    do("letter.issue", letter=letter)
    assert [hit.day for hit in index_of(cell.home).search("ke hoach")] == ["2026-12-03"]
    kinds = {hit.kind for hit in index_of(cell.home).search("dac biet")}
    assert kinds == {
        HitKind.NOTE,
        HitKind.MOTION,
        HitKind.RESOLUTION,
        HitKind.PETITION,
        HitKind.ITEM,
        HitKind.MINUTES,
        HitKind.LETTER,
    }


def test_a_confidential_note_is_found_only_when_asked_for(
    cell: Store, meeting: str, do: Callable[..., ActOutcome]
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("item.start", item=None)
    do("note.write", text="điều kín đáo", kind=NoteKind.GENERAL, visibility=Visibility.CONFIDENTIAL)
    index = index_of(cell.home)
    assert index.search("kin dao") == []
    assert [hit.confidential for hit in index.search("kin dao", confidential=True)] == [True]


def test_nothing_is_found_by_nothing(cell: Store) -> None:
    assert index_of(cell.home).search("  ") == []


def test_who_is_called_so_comes_before_all_that_names_the_person() -> None:
    hits = [
        SearchHit(HitKind.MINUTES, "1", "m", "2026-12-03", "Đảng viên đến dự; thư ký: đồng chí Đỗ Thu Trang"),
        SearchHit(HitKind.MEMBER, "2", "", "", "Đỗ Thu Trang"),
    ]
    index = SearchIndex(tuple((fold(hit.text), hit) for hit in hits))
    assert [hit.kind for hit in index.search("do thu trang")] == [HitKind.MEMBER, HitKind.MINUTES]
