"""The demo's documents read like those of a good cell: nothing bare, nobody missing, no number that means nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.demo.words import TASKS
from models.documents.catalogue import DocumentFormat, DocumentRequest, make, render
from models.documents.checks import checks_before_approval
from models.documents.names import DocumentKind
from models.documents.record import MeetingRecord
from models.domain.language import choose_language
from models.domain.vocabulary import AttendanceState
from models.queries.copied import copied_texts
from models.queries.meetings import MeetingView, meetings
from models.queries.minutes import find_minutes
from models.queries.scoring import has_theme
from models.store.opening import open_reader
from tests.documents.conftest import recorded

NOW = datetime(2027, 1, 4, tzinfo=UTC)
HEADING = re.compile(r"(?:[IVX]+- |\d+\. )\S")
ROOT_HEADINGS = ("I- THÀNH PHẦN", "II- NỘI DUNG", "III- KẾT LUẬN, BIỂU QUYẾT")


@pytest.fixture(autouse=True)
def _vietnamese() -> None:
    choose_language("vi")


@pytest.fixture
def reader(furnished_home: Path) -> Iterator[sqlite3.Connection]:
    connection = open_reader(furnished_home)
    yield connection
    connection.close()


@pytest.fixture
def held(reader: sqlite3.Connection) -> list[MeetingView]:
    """The twelve meetings of the year."""
    return [one for one in meetings(reader) if one.closed_at]


@pytest.fixture
def records(furnished_home: Path, held: list[MeetingView]) -> list[MeetingRecord]:
    return [recorded(furnished_home, one.id, NOW) for one in held]


def minutes_of(reader: sqlite3.Connection, meeting: str) -> str:
    found = find_minutes(reader, meeting)
    assert found is not None
    return found.text


def test_there_is_something_to_show_of_every_kind(records: list[MeetingRecord]) -> None:
    assert len(records) == 12
    assert sum(has_theme(one.agenda) for one in records) == 7
    assert any(one.of(AttendanceState.EXCUSED) for one in records)
    assert sum(bool(one.guests) for one in records) == 4
    assert sum(bool(one.petitions) for one in records) == 4


def test_no_heading_of_the_minutes_stands_bare(reader: sqlite3.Connection, held: list[MeetingView]) -> None:
    for one in held:
        lines = [line for line in minutes_of(reader, one.id).splitlines() if line.strip()]
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if HEADING.match(line) and not line.startswith(ROOT_HEADINGS):
                assert following.startswith(("- ", "+ ")), (one.day, line)
        assert "Chi bộ đã xem xét" not in "\n".join(lines)


def test_nothing_is_doubtful_before_the_approval(
    reader: sqlite3.Connection, furnished_home: Path, records: list[MeetingRecord]
) -> None:
    for one in records:
        text = minutes_of(reader, one.meeting.id)
        copied = copied_texts(reader, furnished_home, one.meeting, text, text)
        assert [str(part) for part in checks_before_approval(one, text, copied)] == [], one.meeting.day


def test_minutes_have_a_minute_taker_opinions_conclusions_points_and_the_guests_words(
    reader: sqlite3.Connection, records: list[MeetingRecord]
) -> None:
    for one in records:
        text = minutes_of(reader, one.meeting.id)
        assert "Người ghi biên bản: đồng chí Đỗ Thu Trang" in text
        assert text.count("Chủ trì kết luận: ") >= 6
        assert sum(len(item.notes) for item in one.items if item.item.kind == "discussion") >= 4
        assert re.search(r"Chi bộ tự chấm (8[5-9]|9\d|100)/(95|100) điểm", text), one.meeting.day
        assert "Hạn chế: " in text
        assert "Biện pháp khắc phục: " in text
        assert ("Ý kiến chỉ đạo của cấp trên, " in text) == bool(one.guests)


def test_a_meeting_lasts_as_long_as_it_has_to_and_no_hour_longer(records: list[MeetingRecord]) -> None:
    for one in records:
        minutes = one.meeting.held_seconds(NOW) // 60
        required = 120 if has_theme(one.agenda) else 90
        assert required <= minutes <= required + 40, (one.meeting.day, minutes)


def test_every_task_counts_what_it_is_about_from_less_to_more(records: list[MeetingRecord]) -> None:
    units = {kind.title: kind.unit for kind in TASKS}
    for task in (task for one in records for task in one.tasks):
        assert task.unit == units[task.title]
        assert task.target is not None
        assert (task.baseline or 0) < task.target
        assert task.state_at_start
        assert task.owner


def test_papers_have_no_zero_score_no_draft_and_no_field_left_open(
    reader: sqlite3.Connection, furnished_home: Path, held: list[MeetingView]
) -> None:
    for kind in (DocumentKind.RESOLUTION, DocumentKind.SCORE, DocumentKind.MINUTES, DocumentKind.TASKS):
        wanted = DocumentRequest(kind, held[-1].id)
        text = render(make((reader, furnished_home, NOW), wanted), DocumentFormat.TEXT, kind, None).decode()
        assert not re.search(r"\|\s+0\s*(\||$)", text, re.MULTILINE), kind
        assert "DỰ THẢO" not in text
        assert not re.search(r"\{\w*\}", text)
    resolution = DocumentRequest(DocumentKind.RESOLUTION, held[-1].id)
    text = render(make((reader, furnished_home, NOW), resolution), DocumentFormat.TEXT, resolution.kind, None).decode()
    for wanted_words in ("Hạn chế, nguyên nhân", "Nguyên nhân: ", "Tình trạng", "Chỉ tiêu", "Biểu dương đồng chí"):
        assert wanted_words in text
