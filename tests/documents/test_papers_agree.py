"""The papers of one meeting agree: on its day, on who was called, on how a vote is worded."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.documents.names import DocumentKind
from models.documents.paper import texts_of
from models.documents.rendering.plain import to_text
from models.domain.clock import day_of
from models.domain.formats import NO_BREAK, day_text
from models.domain.language import choose_language
from models.domain.methods import Method
from models.domain.vocabulary import MotionKind, NoteKind
from models.tables import Attendance, Meeting
from tests.documents.conftest import made_in
from tests.meeting_room import Room

DATED = [
    kind for kind in DocumentKind if kind not in {DocumentKind.INVITATION, DocumentKind.ADMISSION, DocumentKind.BALLOTS}
]


def play(room: Room) -> None:
    """Play what every kind of paper needs: a resolution, a confirmation, a task with decimals, a petition."""
    drafted = room.do("motion.put", title="Nghị quyết tháng 12", kind=MotionKind.RESOLUTION, text="1. Làm đường.").value
    opened = room.do("round.open", motion=drafted, method=Method.SHOW_OF_HANDS).value
    room.do("round.count_hands", round=opened, yes=6, no=1, abstain=0)
    about = room.members["Hiệp"]
    motion = room.do("motion.put", title="Công nhận đồng chí Hiệp", kind=MotionKind.CONFIRMATION, subject=about).value
    opened = room.do("round.open", motion=motion, method=Method.PAPER_BALLOT).value
    tellers = [room.members["Hương"], room.members["Yến"]]
    room.do("round.count_paper", round=opened, tellers=tellers, issued=7, returned=7, invalid=0, yes=6, no=1, abstain=0)
    room.do("task.assign", title="Vận động làm nhà", owner=about, baseline=125, target=400, decimals=1,
            measured_in="hộ", state_at_start="mới có 3 tổ báo danh sách")  # fmt: skip
    room.do("petition.record", text="Sửa đường", by=about)
    room.do("note.write", kind=NoteKind.OPINION, by=about, text="Nhất trí")


@pytest.mark.parametrize("kind", DATED)
def test_of_a_meeting_opened_on_another_day_all_papers_name_the_day_it_was_held(room: Room, kind: DocumentKind) -> None:
    choose_language("vi")
    play(room)
    planned = room.clock.now + timedelta(days=2)
    room.change(Meeting, room.meeting, scheduled_at=planned)
    held = day_of(room.clock.now)
    told = " ".join(texts_of(made_in(room, kind, None if kind is DocumentKind.RESOLUTION else 2)))
    told = told.replace(NO_BREAK, " ").casefold()
    assert f"ngày {held:%d} tháng {held:%m} năm {held.year}" in told
    assert day_text(day_of(planned)) not in told
    assert f"ngày {day_of(planned):%d} tháng" not in told


@pytest.mark.parametrize("kind", [DocumentKind.MINUTES, DocumentKind.RESOLUTION, DocumentKind.SCRIPT])
def test_who_is_exempt_or_elsewhere_and_absent_is_not_called(room: Room, kind: DocumentKind) -> None:
    choose_language("vi")
    play(room)
    told = " ".join(texts_of(made_in(room, kind)))
    if kind is DocumentKind.SCRIPT:
        assert "đồng chí" in told
        return
    assert "10 đồng chí (08 chính thức, 02 dự bị)" in told


@pytest.mark.parametrize(
    "kind", [DocumentKind.MINUTES, DocumentKind.EXTRACT, DocumentKind.COUNT, DocumentKind.CONFIRMATION]
)
def test_papers_word_majorities_and_write_no_formulas(room: Room, kind: DocumentKind) -> None:
    choose_language("vi")
    play(room)
    told = " ".join(texts_of(made_in(room, kind, 2)))
    assert "ần ít nhất 06 phiếu" in told
    for formula in ("≥", "N =", "−", " = "):
        assert formula not in told


def test_the_minutes_say_who_counted_what_stood_at_the_start_and_amounts_alike(room: Room) -> None:
    choose_language("vi")
    play(room)
    told = " ".join(to_text(made_in(room, DocumentKind.MINUTES)).split())
    assert "ban kiểm phiếu: đồng chí Lò Tiến Hương (trưởng ban), đồng chí Nguyễn Hoàng Yến" in told
    assert "từ 12,5 lên 40 hộ, khi giao: mới có 3 tổ báo danh sách" in told


def test_only_numbered_types_have_a_number_and_an_extract_has_that_of_its_minutes(room: Room) -> None:
    choose_language("vi")
    play(room)
    for kind in (DocumentKind.ATTENDANCE, DocumentKind.TASKS, DocumentKind.PETITIONS, DocumentKind.SCORE,
                 DocumentKind.EVALUATION, DocumentKind.SCRIPT):  # fmt: skip
        paper = made_in(room, kind)
        assert paper.number == ""
        assert "*" not in to_text(paper).splitlines()[:6]
    assert made_in(room, DocumentKind.EXTRACT, 2).number == "Số ……-BB/CB"
    room.do("meeting.close")
    room.do("minutes.write", text="BIÊN BẢN\nsinh hoạt\n-----\nMột.", meeting=room.meeting)
    room.do("minutes.approve", meeting=room.meeting)
    assert made_in(room, DocumentKind.EXTRACT, 2).number == made_in(room, DocumentKind.MINUTES).number == "Số 02-BB/CB"


def test_an_arrival_with_an_hour_during_the_roll_call_is_late(room: Room) -> None:
    choose_language("vi")
    room.clock.advance(seconds=7)
    room.enter("Trình")
    row = room.read(lambda reader: reader.execute("SELECT id FROM attendance ORDER BY arrived_at DESC").fetchone()[0])
    noted = (room.clock.now + timedelta(minutes=2)).replace(second=0, microsecond=0)
    room.change(Attendance, row, arrived_at=noted)
    assert "Đến muộn" not in to_text(made_in(room, DocumentKind.MINUTES))
    room.clock.advance(seconds=3)
    room.enter("Ơn")
    late = " ".join(to_text(made_in(room, DocumentKind.MINUTES)).split())
    assert "Đến muộn: đồng chí Đặng Đình Trình" in late
    assert "Hoàng Thị Ơn (" not in late
