"""Ballot papers: what stands on them by the rules, how many to a page, and none where there are no papers."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document
from pypdf import PdfReader

from models.documents.names import DocumentKind
from models.documents.offered import is_offered
from models.documents.paper import BallotSlips, Paper
from models.documents.rendering.docx import to_docx
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.plain import to_text
from models.domain.errors import Refused
from models.domain.language import choose_language
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind
from models.queries.votes import RoundView, motions
from tests.documents.conftest import made_in
from tests.meeting_room import Room

LONG = "Nguyễn Phúc Hoàng Bảo Trâm Anh Khánh Ngọc"


def elect(room: Room, seats: int, *names: str) -> str:
    candidates = [room.members[name] for name in names]
    return str(
        room.do("motion.put", title="Bầu chi ủy", kind=MotionKind.ELECTION, seats=seats, candidates=candidates).value
    )


def slips_of(room: Room, motion: int = 1) -> BallotSlips:
    (slip,) = made_in(room, DocumentKind.BALLOTS, motion).body
    assert isinstance(slip, BallotSlips)
    return slip


def test_without_surplus_each_name_has_two_boxes(room: Room) -> None:
    choose_language("vi")
    elect(room, 2, "Ánh", "Dung")
    slip = slips_of(room)
    assert slip.boxes == ("Đồng ý", "Không đồng ý")
    assert slip.count == 7
    assert slip.stamp == "Đóng dấu"
    assert "  Phạm Quốc Ánh:  [ ] Đồng ý  [ ] Không đồng ý" in to_text(made_in(room, DocumentKind.BALLOTS, 1))


def test_with_surplus_each_name_has_one_box_and_the_most_is_said(room: Room) -> None:
    elect(room, 2, "Ánh", "Dung", "Đức")
    slip = slips_of(room)
    assert slip.boxes == ()
    assert slip.hint == "put a cross beside at most 2"


def test_a_question_has_the_choices_of_the_count(room: Room) -> None:
    choose_language("vi")
    room.do("motion.put", title="Chọn ngày")
    assert slips_of(room).lines == ("Tán thành", "Không tán thành", "Ý kiến khác")


def test_before_the_roll_call_there_is_a_paper_for_each_who_is_convened(room: Room) -> None:
    room.do("motion.put", title="Chọn ngày")
    room.mark(AttendanceState.EXCUSED, "Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương")
    assert slips_of(room).count == 10


def test_the_second_ballot_names_who_stands_in_it(room: Room) -> None:
    motion = elect(room, 2, "Ánh", "Dung", "Đức")
    opened = str(room.do("round.open", motion=motion, method=Method.PAPER_BALLOT).value)
    with_open = slips_of(room)
    assert len(with_open.lines) == 3
    options = {one.option.word: one.option.id for one in round_of(room).options}
    marks = {options["Phạm Quốc Ánh"]: 6, options["Lê Thị Dung"]: 4, options["Nguyễn Văn Đức"]: 2}
    tellers = [room.members["Yến"], room.members["Mậu"]]
    room.do("round.count_marks", round=opened, tellers=tellers, issued=7, returned=7, marks=marks)
    again = slips_of(room)
    assert again.title == "BALLOT (round\u00a02)"
    assert again.lines == ("Lê Thị Dung", "Nguyễn Văn Đức")
    assert again.hint == "put a cross beside at most 1"


def round_of(room: Room) -> RoundView:
    found = room.read(motions, room.meeting)[0].open_round
    assert found is not None
    return found


@pytest.mark.parametrize("method", [Method.SHOW_OF_HANDS, Method.BY_NAME, Method.LAPTOP_BALLOT])
def test_there_are_none_for_a_vote_without_papers(room: Room, method: Method) -> None:
    motion = room.do("motion.put", title="Chọn ngày").value
    room.do("round.open", motion=motion, method=method)
    with pytest.raises(Refused, match=r"needs no ballot papers; to vote on paper, void that round") as refused:
        slips_of(room)
    assert "chibo do round.open motion=1 method=paper_ballot" in str(refused.value)


def test_a_show_of_hands_that_decided_had_no_papers_and_a_voided_one_may_have_them_next(room: Room) -> None:
    motion = room.do("motion.put", title="Chọn ngày").value
    opened = room.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
    room.do("round.count_hands", round=opened, yes=6, no=1)
    with pytest.raises(Refused, match="show of hands"):
        slips_of(room)
    room.do("round.void", round=opened, reason="bỏ phiếu kín")
    assert slips_of(room).title == "VOTING SLIP (round\u00a02)"


def paper_of(room: Room, names: int, *, pairs: bool) -> Paper:
    """Return ballot papers of a cell with a long name, for many voters and candidates with long names."""
    choose_language("vi")
    elect(room, 2, "Ánh", "Dung")
    whole = made_in(room, DocumentKind.BALLOTS, 1)
    (slip,) = whole.body
    assert isinstance(slip, BallotSlips)
    lines = tuple(f"{LONG} {number}" for number in range(names)) if names > 3 else slip.lines
    boxes = slip.boxes if pairs else ()
    return replace(
        whole,
        cell="CHI BỘ CHI CỤC QUẢN LÝ CHẤT LƯỢNG NÔNG LÂM SẢN VÀ THỦY SẢN",
        body=(
            replace(slip, count=50, question="Bầu bổ sung chi ủy viên nhiệm kỳ 2025 - 2030", lines=lines, boxes=boxes),
        ),
    )


@pytest.mark.parametrize(("names", "pages"), [(2, 7), (9, 25)])
@pytest.mark.parametrize("pairs", [True, False])
def test_eight_stand_on_a_page_and_fewer_where_they_say_more(
    room: Room, names: int, pages: int, *, pairs: bool
) -> None:
    paper = paper_of(room, names, pairs=pairs)
    drawn = PdfReader(io.BytesIO(to_pdf(paper))).pages
    assert len(drawn) <= pages
    assert sum(page.extract_text().count("PHIẾU BẦU") for page in drawn) == 50
    if names == 2:
        assert drawn[0].extract_text().count("PHIẾU BẦU") == 8


def test_in_word_four_rows_of_two_fill_a_page(room: Room) -> None:
    (table,) = Document(io.BytesIO(to_docx(paper_of(room, 2, pairs=True), "ballots", None))).tables
    assert len(table.rows) == 25
    heights = {row.height.mm for row in table.rows if row.height is not None}
    assert {round(height) for height in heights} == {62}
    assert 4 * max(heights) <= 257
    text = "\n".join(one.text for one in table.rows[0].cells[0].paragraphs)
    assert "Phạm Quốc Ánh\t☐\t☐" in text
    assert table.rows[0].cells[0].tables[0].rows[0].cells[0].text == "Đóng dấu"


def test_the_heads_of_the_boxes_stand_on_one_line(room: Room) -> None:
    choose_language("vi")
    elect(room, 3, "Ánh", "Dung", "Đức")
    (page, *_others) = PdfReader(io.BytesIO(to_pdf(made_in(room, DocumentKind.BALLOTS, 1)))).pages
    assert page.extract_text().count("Không đồng ý") == slips_of(room).count


def test_a_list_offers_neither_papers_nor_a_count_of_a_show_of_hands(room: Room) -> None:
    def offered() -> tuple[bool, ...]:
        (motion,) = room.read(motions, room.meeting)
        return tuple(is_offered(kind, motion) for kind in (DocumentKind.BALLOTS, DocumentKind.COUNT))

    key = room.do("motion.put", title="Chọn ngày").value
    assert offered() == (True, True)
    opened = room.do("round.open", motion=key, method=Method.SHOW_OF_HANDS).value
    assert offered() == (False, False)
    room.do("round.count_hands", round=opened, yes=7, no=0, abstain=0)
    assert offered() == (False, False)
    room.do("round.void", round=opened, reason="đếm nhầm")
    room.do("round.open", motion=key, method=Method.PAPER_BALLOT)
    assert offered() == (True, True)
