"""Minutes of a count: their number, the committee with its head, the reasons of invalid papers, who is elected."""

from __future__ import annotations

from typing import Any

import pytest

from models.documents.names import DocumentKind
from models.documents.paper import PaperTable
from models.documents.rendering.plain import to_text
from models.domain.errors import Refused
from models.domain.language import choose_language
from models.domain.methods import Method
from models.domain.vocabulary import MotionKind
from models.queries.numbering import Series, next_number, numbered_documents
from models.queries.votes import motions
from tests.documents.conftest import made_in
from tests.meeting_room import Room


def count_an_election(room: Room, title: str = "Bầu chi ủy", **more: Any) -> str:
    candidates = [room.members[name] for name in ("Ánh", "Dung", "Đức")]
    motion = str(room.do("motion.put", title=title, kind=MotionKind.ELECTION, seats=2, candidates=candidates).value)
    opened = room.do("round.open", motion=motion, method=Method.PAPER_BALLOT).value
    view = next(one for one in room.read(motions, room.meeting) if one.id == motion)
    marks = dict(zip([one.id for one in view.options], (5, 1, 6), strict=True))
    tellers = [room.members["Hương"], room.members["Yến"]]
    room.do("round.count_marks", round=opened, tellers=tellers, issued=7, returned=7, invalid=1, marks=marks, **more)
    return motion


def test_head_and_members_sign_and_the_reasons_of_invalid_papers_stand_there(room: Room) -> None:
    choose_language("vi")
    count_an_election(room, head=room.members["Yến"], invalid_reasons="gạch tên cả 3 người")
    paper = made_in(room, DocumentKind.COUNT, 1)
    assert paper.left is not None
    assert (paper.left.office, paper.left.name) == ("TRƯỞNG BAN", "Nguyễn Hoàng Yến")
    *_others, signed = (block for block in paper.body if isinstance(block, PaperTable))
    assert [row[1:3] for row in signed.rows] == [
        ("Nguyễn Hoàng Yến", "trưởng ban"),
        ("Lò Tiến Hương", "thành viên"),
    ]
    text = " ".join(to_text(paper).split())
    assert "không hợp lệ 01 (gạch tên cả 3 người)" in text
    assert "Số đảng viên chính thức được tính: 08 đồng chí (10 đồng chí, trừ 01" in text
    assert "Có mặt bỏ phiếu: 07 đồng chí; vắng mặt: 01 đồng chí" in text
    assert "N = " not in text
    assert "cao xuống thấp: đồng chí Nguyễn Văn Đức, 06/08 (75%); đồng chí Phạm Quốc Ánh, 05/08 (62,5%)." in text


def test_minutes_of_counts_and_of_meetings_are_one_series(room: Room) -> None:
    count_an_election(room)
    count_an_election(room, "Bầu bí thư")
    assert made_in(room, DocumentKind.COUNT, 1).number.startswith("No. 01-BB")
    assert made_in(room, DocumentKind.COUNT, 2).number.startswith("No. 02-BB")
    assert room.read(next_number, Series.MINUTES, room.meeting) == 3
    listed = room.read(numbered_documents)
    assert [(one.table, one.number, one.title) for one in listed] == [
        ("motion", 1, "Bầu chi ủy"),
        ("motion", 2, "Bầu bí thư"),
    ]


def test_a_second_count_keeps_the_number_and_another_may_be_given(room: Room) -> None:
    motion = count_an_election(room)
    (view,) = room.read(motions, room.meeting)
    room.do("round.void", round=view.rounds[0].id, reason="kiểm phiếu nhầm")
    opened = room.do("round.open", motion=motion, method=Method.PAPER_BALLOT).value
    marks = {one.id: 5 for one in view.options[:2]} | {view.options[2].id: 1}
    tellers = [room.members["Hương"], room.members["Yến"]]
    room.do("round.count_marks", round=opened, tellers=tellers, issued=7, returned=7, marks=marks)
    assert made_in(room, DocumentKind.COUNT, 1).number.startswith("No. 01-BB")
    assert room.do("count.renumber", motion=motion, number=7).value == 7
    assert made_in(room, DocumentKind.COUNT, 1).number.startswith("No. 07-BB")
    with pytest.raises(Refused, match="Number 7 is taken"):
        room.do("count.renumber", motion=motion, number=7)


def test_the_head_is_one_of_the_committee_and_reasons_need_invalid_papers(room: Room) -> None:
    motion = room.do("motion.put", title="Chọn ngày").value
    opened = room.do("round.open", motion=motion, method=Method.PAPER_BALLOT).value
    tellers = [room.members["Hương"], room.members["Yến"]]
    papers = {"round": opened, "tellers": tellers, "issued": 7, "returned": 7, "yes": 6, "no": 1}
    with pytest.raises(Refused, match="its head is one of its members"):
        room.do("round.count_paper", **papers, head=room.members["Mậu"])
    with pytest.raises(Refused, match="leave out the reasons"):
        room.do("round.count_paper", **papers, invalid_reasons="để trắng")


def test_a_show_of_hands_has_no_minutes_of_a_count(room: Room) -> None:
    motion = room.do("motion.put", title="Chọn ngày").value
    opened = room.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value
    room.do("round.count_hands", round=opened, yes=6, no=1)
    with pytest.raises(Refused, match="voted on by a show of hands, which no committee counts"):
        made_in(room, DocumentKind.COUNT, 1)
    assert room.read(numbered_documents) == []


def test_the_teller_named_first_leads_the_committee_and_signs(room: Room) -> None:
    choose_language("vi")
    count_an_election(room)
    signed = made_in(room, DocumentKind.COUNT, 1).left
    assert signed is not None
    assert (signed.above, signed.name) == ("T/M BAN KIỂM PHIẾU", "Lò Tiến Hương")
