"""Resolutions on admission and on confirmation: kinds of their own, numbered with the other resolutions."""

from __future__ import annotations

import pytest

from models.acts.words import perform_words
from models.documents.names import DocumentKind
from models.documents.paper import BlankLines
from models.documents.rendering.docx import to_docx
from models.documents.rendering.pdf import to_pdf
from models.documents.rendering.plain import to_text
from models.domain.errors import Refused
from models.domain.language import choose_language
from models.domain.methods import Method
from models.domain.vocabulary import MotionKind
from models.queries.numbering import Series, next_number, numbered_documents
from models.queries.votes import motions
from tests.documents.conftest import made_in
from tests.documents.pages import text_of
from tests.documents.test_documents import squeezed, text_of_docx
from tests.meeting_room import Room


def vote(room: Room, motion: str, yes: int, no: int) -> str:
    opened = str(room.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS).value)
    room.do("round.count_hands", round=opened, yes=yes, no=no)
    return opened


def put(room: Room, kind: MotionKind, title: str, subject: str = "", text: str = "") -> str:
    subject = room.members[subject] if subject else ""
    return str(room.do("motion.put", title=title, kind=kind, text=text, subject=subject or None).value)


def test_a_confirmation_says_all_that_the_superior_decides_by(room: Room) -> None:
    choose_language("vi")
    text = "Chấp hành tốt chủ trương của Đảng.\nHoàn thành nhiệm vụ được giao."
    vote(room, put(room, MotionKind.CONFIRMATION, "Công nhận chính thức", "Hiệp", text), 6, 1)
    paper = made_in(room, DocumentKind.CONFIRMATION)
    assert paper.number.startswith("Số 01-NQ/")
    assert (paper.title, paper.subject) == ("NGHỊ QUYẾT", "đề nghị công nhận đảng viên chính thức")
    told = " ".join(to_text(paper).split())
    for wanted in (
        "Căn cứ Điều lệ Đảng, Điều 5;",
        "Chấp hành tốt chủ trương của Đảng.",
        "Tổng số đảng viên: 12 đồng chí (10 chính thức, 02 dự bị).",
        "Có mặt: 07 đồng chí (07 chính thức).",
        "đồng chí Phùng Sỹ Ân (chưa điểm danh)",
        "Tán thành: 06/08 đảng viên chính thức, đạt 75%.",
        "Không tán thành: 01/08 đảng viên chính thức, chiếm 12,5%.",
        "quyết nghị: đề nghị cấp ủy cấp trên xem xét, quyết định công nhận",
        "công nhận đồng chí Ma Ngọc Hiệp là đảng viên chính thức.",
        "T/M CHI BỘ",
        "Lưu Chi bộ.",
    ):
        assert wanted in told
        assert squeezed(wanted) in squeezed(text_of(to_pdf(paper)))
        assert squeezed(wanted) in squeezed(text_of_docx(to_docx(paper, "confirmation", None)))


def test_an_admission_names_whom_its_title_names_and_leaves_room_for_merits(room: Room) -> None:
    choose_language("vi")
    vote(room, put(room, MotionKind.ADMISSION, "Kết nạp quần chúng Nguyễn Thị Khánh Ngọc vào Đảng"), 7, 0)
    paper = made_in(room, DocumentKind.ADMISSION)
    assert sum(isinstance(block, BlankLines) for block in paper.body) == 2
    told = " ".join(to_text(paper).split())
    assert "xem xét, quyết định kết nạp quần chúng Nguyễn Thị Khánh Ngọc vào Đảng." in told


def test_they_are_numbered_with_the_resolutions_and_a_voided_vote_frees_the_number(room: Room) -> None:
    motion = put(room, MotionKind.CONFIRMATION, "Công nhận chính thức", "Hiệp")
    opened = vote(room, motion, 7, 0)
    assert room.read(next_number, Series.RESOLUTION, room.meeting) == 2
    resolution = str(room.do("motion.put", title="Nghị quyết", kind=MotionKind.RESOLUTION, text="Một.").value)
    vote(room, resolution, 7, 0)
    numbers = [(one.table, one.number) for one in room.read(numbered_documents)]
    assert sorted(numbers) == [("motion", 1), ("resolution", 2)]
    assert made_in(room, DocumentKind.RESOLUTION).number.startswith("No. 02-NQ/")
    assert room.do("decision.renumber", motion=motion, number=5).value == 5
    room.do("round.void", round=opened, reason="đếm nhầm")
    assert room.read(motions, room.meeting)[0].resolution_number is None
    with pytest.raises(Refused, match="gets one when it passes"):
        room.do("decision.renumber", motion=motion)


def test_without_a_motion_that_passed_there_is_none(room: Room) -> None:
    with pytest.raises(Refused, match="no motion"):
        made_in(room, DocumentKind.ADMISSION)
    vote(room, put(room, MotionKind.CONFIRMATION, "Công nhận chính thức", "Hiệp"), 5, 2)
    with pytest.raises(Refused, match="has not passed"):
        made_in(room, DocumentKind.CONFIRMATION)
    with pytest.raises(Refused, match="no motion of the kind"):
        made_in(room, DocumentKind.ADMISSION)
    put(room, MotionKind.ADMISSION, "Kết nạp quần chúng Nguyễn Thị Khánh Ngọc vào Đảng")
    with pytest.raises(Refused, match="Motion 1 is not of the kind “admission”; those of these motions can be had: 2"):
        made_in(room, DocumentKind.ADMISSION, 1)


def test_an_admission_is_about_somebody_who_is_no_member_yet(room: Room) -> None:
    choose_language("vi")
    name = "Nguyễn Thị Khánh Ngọc"
    words = {"title": "Xét kết nạp đảng viên", "kind": "admission", "subject": name}
    vote(room, str(perform_words(room.store, "motion.put", words).value), 7, 0)
    put_now = room.read(motions, room.meeting)[0]
    assert (put_now.subject, put_now.subject_id, put_now.applicant) == (name, None, name)
    told = " ".join(to_text(made_in(room, DocumentKind.ADMISSION)).split())
    assert f"quyết định kết nạp quần chúng {name} vào Đảng Cộng sản Việt Nam." in told
    for kind in (DocumentKind.MINUTES, DocumentKind.EXTRACT):
        assert name in " ".join(to_text(made_in(room, kind, 1)).split())


def test_only_an_admission_is_about_somebody_else_than_a_member(room: Room) -> None:
    words = {"title": "Công nhận chính thức", "kind": "confirmation", "subject": "Nguyễn Thị Khánh Ngọc"}
    with pytest.raises(Refused, match="No member is called “Nguyễn Thị Khánh Ngọc”"):
        perform_words(room.store, "motion.put", words)
    named = {"title": "Công nhận chính thức", "kind": "confirmation", "subject": "hiep"}
    perform_words(room.store, "motion.put", named)
    assert room.read(motions, room.meeting)[0].subject == "Ma Ngọc Hiệp"
