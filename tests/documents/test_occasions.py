"""Papers call a meeting what its kind is called: a congress and a meeting of the committee are no “sinh hoạt”."""

from __future__ import annotations

import pytest

from models.documents.names import DocumentKind
from models.documents.rendering.plain import to_text
from models.domain.language import choose_language
from models.domain.methods import Method
from models.domain.vocabulary import MeetingKind, MotionKind
from models.tables import Meeting
from tests.documents.conftest import made_in
from tests.meeting_room import Room

WORDS = [
    (MeetingKind.REGULAR, "tiến hành sinh hoạt thường kỳ.", "Buổi sinh hoạt kết thúc", "T/M CHI BỘ"),
    (MeetingKind.THEMATIC, "tiến hành sinh hoạt chuyên đề.", "Buổi sinh hoạt kết thúc", "T/M CHI BỘ"),
    (MeetingKind.EXTRAORDINARY, "tiến hành sinh hoạt bất thường.", "Buổi sinh hoạt kết thúc", "T/M CHI BỘ"),
    (MeetingKind.ADMISSION, "tiến hành sinh hoạt xét kết nạp", "Buổi sinh hoạt kết thúc", "T/M CHI BỘ"),
    (MeetingKind.ANNUAL_REVIEW, "tiến hành hội nghị kiểm điểm", "Hội nghị kết thúc", "T/M CHI BỘ"),
    (MeetingKind.CONGRESS, "tiến hành đại hội.", "Đại hội kết thúc", "T/M ĐOÀN CHỦ TỊCH"),
    (MeetingKind.COMMITTEE, "tiến hành họp chi ủy.", "Cuộc họp chi ủy kết thúc", "T/M CHI ỦY"),
]


def test_every_kind_of_meeting_has_its_words() -> None:
    assert {kind for kind, *_words in WORDS} == set(MeetingKind)


@pytest.mark.parametrize(("kind", "began", "ended", "signed"), WORDS)
def test_papers_name_the_occasion(room: Room, kind: MeetingKind, began: str, ended: str, signed: str) -> None:
    choose_language("vi")
    drafted = room.do("motion.put", title="Nghị quyết", kind=MotionKind.RESOLUTION, text="1. Một.").value
    opened = room.do("round.open", motion=drafted, method=Method.SHOW_OF_HANDS).value
    room.do("round.count_hands", round=opened, yes=7, no=0, abstain=0)
    room.do("meeting.close")
    room.change(Meeting, room.meeting, kind=kind)
    told = " ".join(to_text(made_in(room, DocumentKind.MINUTES)).split())
    assert began in told
    assert ended in told
    for paper in (DocumentKind.RESOLUTION, DocumentKind.EXTRACT):
        made = made_in(room, paper, 1)
        assert made.right is not None
        assert made.right.above == signed
    invited = made_in(room, DocumentKind.INVITATION)
    assert invited.right is not None
    assert invited.right.above in {"T/M CHI BỘ", "T/M CHI ỦY"}
