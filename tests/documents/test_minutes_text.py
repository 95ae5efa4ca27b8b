"""The draft of the minutes says what happened, and nothing that was said in confidence."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.documents.checks import checks_before_approval
from models.documents.minutes_text import draft_minutes
from models.documents.record import MeetingRecord
from models.domain.clock import VIETNAM
from models.domain.copying import PassageSource
from models.domain.language import choose_language
from models.domain.vocabulary import Visibility
from models.domain.warnings import RuleWarning
from models.queries.copied import SENTENCES
from models.store.store import Store
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
    assert "held its meeting" not in text
    assert "Present" not in text
    perform(store, "meeting.open", meeting=planned)
    assert "held its meeting" in draft_minutes(recorded(store.home, planned, clock.now))


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
