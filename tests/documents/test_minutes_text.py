"""The draft of the minutes says what happened, and nothing that was said in confidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.documents.checks import checks_before_approval
from models.documents.kinds.resolution import resolution
from models.documents.letterhead import committee_of
from models.documents.minutes_text import draft_minutes
from models.documents.proceedings import note_lines
from models.documents.record import MeetingRecord
from models.documents.wording import without_type
from models.domain.clock import VIETNAM
from models.domain.copying import PassageSource
from models.domain.language import choose_language
from models.domain.vocabulary import NoteKind, ResolutionState, Visibility
from models.domain.warnings import RuleWarning
from models.queries.copied import SENTENCES
from models.queries.notes import NoteView
from models.store.store import Store
from models.tables import Resolution
from tests.conftest import FakeClock
from tests.documents.conftest import recorded
from tests.documents.test_documents import agrees

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_draft_of_the_scenarios_meeting(
    record: MeetingRecord, language: str, request: pytest.FixtureRequest
) -> None:
    choose_language(language)
    agrees(request, GOLDEN / f"minutes-{language}.txt", draft_minutes(record))


def test_the_draft_of_a_meeting_that_was_not_opened_says_so_and_counts_nobody(store: Store, clock: FakeClock) -> None:
    planned = perform(store, "meeting.plan", at=datetime(2027, 3, 3, 14, tzinfo=VIETNAM)).value
    text = draft_minutes(recorded(store.home, planned, clock.now))
    assert "Planned for 2027-03-03 at 14:00; the meeting was not opened yet." in text
    assert "held its regular meeting" not in text
    assert "Present" not in text
    perform(store, "meeting.open", meeting=planned)
    assert "held its regular meeting" in draft_minutes(recorded(store.home, planned, clock.now))


def test_the_same_record_gives_the_same_text(record: MeetingRecord) -> None:
    assert draft_minutes(record) == draft_minutes(record)


def test_a_note_that_belongs_to_no_item_stands_in_the_draft(store: Store, meeting: str, clock: FakeClock) -> None:
    perform(store, "note.write", meeting=meeting, item=None, text="Đoàn kiểm tra đến dự phần cuối")
    perform(store, "note.write", meeting=meeting, item=None, text="Chỉ ghi riêng", visibility=Visibility.CONFIDENTIAL)
    text = draft_minutes(recorded(store.home, meeting, clock.now))
    assert "Đoàn kiểm tra đến dự phần cuối." in text
    assert "Chỉ ghi riêng" not in text


@pytest.mark.parametrize("said", ["Nộp báo cáo quý chậm", "Vắng hai buổi trực"])
def test_what_was_said_in_confidence_is_not_even_in_the_record(record: MeetingRecord, said: str) -> None:
    assert said not in draft_minutes(record)
    assert said not in repr(record)


def test_what_is_doubtful_is_told_before_the_minutes_are_approved(record: MeetingRecord) -> None:
    told = [str(doubt) for doubt in checks_before_approval(record, draft_minutes(record))]
    assert told == [
        "The minutes name no minute-taker.",
        "Decided without a text, by the title alone: “Chọn ngày sinh hoạt chuyên đề”.",
    ]


def test_what_was_copied_from_last_month_is_told_where_it_is_mended(record: MeetingRecord) -> None:
    was = record.meeting
    copied = RuleWarning(
        SENTENCES[PassageSource.TASK], {"count": 1, "of": 4, "day": f"{was.day:%d/%m/%Y}", "first": "Kiểm tra"}
    )
    doubt = checks_before_approval(record, draft_minutes(record), [copied])[-1]
    assert str(doubt) == "1 of 4 tasks are those of 2026-12-03 word for word: “Kiểm tra”"
    assert doubt.place == "records"


def test_no_heading_of_the_minutes_is_bare(record: MeetingRecord) -> None:
    lines = draft_minutes(record).splitlines()
    headings = [at for at, line in enumerate(lines) if line.partition(".")[0].isdigit()]
    assert len(headings) > 16
    assert [lines[at] for at in headings if not lines[at + 1].startswith(("- ", "+ "))] == []


@pytest.mark.parametrize(
    ("kind", "by", "about", "said"),
    [
        (NoteKind.OPINION, "Vi Văn Mậu", "", "- Đồng chí Vi Văn Mậu: Đề nghị xem lại."),
        (NoteKind.GENERAL, "Vi Văn Mậu", "", "- Đồng chí Vi Văn Mậu thông tin: Đề nghị xem lại."),
        (NoteKind.GENERAL, "", "", "- Đề nghị xem lại."),
        (NoteKind.RESERVED_OPINION, "Vi Văn Mậu", "", "- Đồng chí Vi Văn Mậu bảo lưu ý kiến: Đề nghị xem lại."),
        (NoteKind.PRAISE, "", "Bùi Thị Ý", "- Biểu dương đồng chí Bùi Thị Ý: Đề nghị xem lại."),
        (NoteKind.CRITICISM, "Vi Văn Mậu", "Bùi Thị Ý",
         "- Đồng chí Vi Văn Mậu phê bình, góp ý đồng chí Bùi Thị Ý: Đề nghị xem lại."),
        (NoteKind.SELF_CRITICISM, "Bùi Thị Ý", "Bùi Thị Ý", "- Đồng chí Bùi Thị Ý tự phê bình: Đề nghị xem lại."),
    ],
)  # fmt: skip
def test_a_note_names_people_as_papers_do(kind: NoteKind, by: str, about: str, said: str) -> None:
    choose_language("vi")
    note = NoteView(
        "n", None, kind, about, by, "Đề nghị xem lại", Visibility.MINUTES, datetime(2026, 12, 3, tzinfo=VIETNAM)
    )
    assert note_lines(note) == (said,)


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Nghị quyết tháng 12", "tháng 12"),
        ("nghị quyết về đường điện", "về đường điện"),
        ("Nghị quyết", "Nghị quyết"),
        ("Nhiệm vụ tháng 12", "Nhiệm vụ tháng 12"),
        ("Nghị quyếtt", "Nghị quyếtt"),
    ],
)
def test_the_subject_of_a_paper_does_not_repeat_its_type(title: str, subject: str) -> None:
    assert without_type(title, "NGHỊ QUYẾT") == subject


def test_the_resolution_has_the_limits_of_the_month_and_keeps_a_frame_of_its_own(
    store: Store, meeting: str, clock: FakeClock
) -> None:
    choose_language("vi")
    frame = "I- SỰ CẦN THIẾT\nĐường điện cũ.\nII- MỤC TIÊU\n1. Xong trong quý I."
    for title, text, limits in (("Tháng 12", "Làm đường.", "Họp muộn.\nDo mưa lũ."), ("Chuyên đề", frame, "")):
        draft = perform(store, "resolution.draft", meeting=meeting, title=title, text=text, limits=limits).value
        with store.unit("test.adopt") as unit:
            row = unit.get(Resolution, draft)
            row.state, row.number = ResolutionState.ADOPTED, 90
    record = recorded(store.home, meeting, clock.now)
    found = {one.title: _words(replace(record, resolutions=(one,))) for one in record.resolutions if one.number == 90}
    monthly, thematic = found["Tháng 12"], found["Chuyên đề"]
    assert "Hạn chế, nguyên nhân|Họp muộn.|Do mưa lũ.|" in monthly.replace("2. ", "").replace("3. ", "")
    assert (
        "thống nhất ra nghị quyết như sau:|I- SỰ CẦN THIẾT|Đường điện cũ.|II- MỤC TIÊU|1. Xong trong quý I." in thematic
    )
    assert "ĐÁNH GIÁ KẾT QUẢ" not in thematic


def _words(record: MeetingRecord) -> str:
    return "|".join(getattr(block, "text", "") for block in resolution(record).body)


@pytest.mark.parametrize(
    ("superior", "committee"),
    [
        ("Đảng bộ các cơ quan tỉnh", "Đảng ủy các cơ quan tỉnh"),
        ("ĐẢNG BỘ xã Tân Lập", "Đảng ủy xã Tân Lập"),
        ("Đảng ủy phường 5", "Đảng ủy phường 5"),
        ("Đảng bộ", "Đảng bộ"),
    ],
)
def test_papers_go_to_the_committee_of_the_superior_body(superior: str, committee: str) -> None:
    assert committee_of(superior) == committee
