"""The congress of the cell: its agenda, its own numbers and sign, the end of the term."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.documents.letterhead import DocumentContent, paper
from models.documents.record import meeting_record
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import MeetingKind
from models.profiles.loading import load_profile
from models.queries.agenda import agenda
from models.queries.numbering import Series, minutes_number, next_number
from models.queries.overview import overview
from models.queries.people import cell as the_cell
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
TODAY = date(2026, 12, 3)


def hold(do: Do, kind: MeetingKind, day: int) -> str:
    held = str(do("meeting.plan", kind=kind, at=datetime(2026, 12, day, 14, 0, tzinfo=VIETNAM)).value)
    do("agenda.agree", meeting=held)
    do("meeting.open", meeting=held)
    do("meeting.close", meeting=held)
    do("minutes.write", text="Biên bản", meeting=held)
    do("minutes.approve", meeting=held)
    return held


def test_the_agenda_has_flag_speech_reply_introduction_and_delegates(
    cell: Store, do: Do, reader: sqlite3.Connection
) -> None:
    held = str(do("meeting.plan", kind=MeetingKind.CONGRESS, at=datetime(2027, 3, 3, 7, 30, tzinfo=VIETNAM)).value)
    listed = agenda(reader, held)
    titles = [item.title_vi for item in listed.items]
    order = [
        titles.index(title)
        for title in (
            "Chào cờ",
            "Phát biểu chỉ đạo của đại diện cấp ủy cấp trên",
            "Đoàn chủ tịch tiếp thu ý kiến chỉ đạo",
            "Bầu chi ủy",
            "Ra mắt chi ủy khóa mới",
            "Bầu đại biểu dự đại hội đảng bộ cấp trên",
            "Thông qua nghị quyết đại hội",
        )
    ]
    assert order == sorted(order)
    assert listed.total_minutes == 270


def test_a_congress_numbers_by_itself_and_the_cell_goes_on(cell: Store, do: Do, reader: sqlite3.Connection) -> None:
    first, congress = hold(do, MeetingKind.REGULAR, 1), hold(do, MeetingKind.CONGRESS, 2)
    second = hold(do, MeetingKind.REGULAR, 3)
    assert [minutes_number(reader, one) for one in (first, congress, second)] == [1, 1, 2]
    assert next_number(reader, Series.RESOLUTION, congress) == 1
    with pytest.raises(Refused, match="Number 1 is taken"):
        do("minutes.renumber", number=1, meeting=second)


def test_papers_of_a_congress_bear_its_sign_and_the_invitation_that_of_the_cell(
    cell: Store, do: Do, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    congress = hold(do, MeetingKind.CONGRESS, 2)
    record = meeting_record(reader, congress, load_profile(None, TODAY), None, clock())
    numbers = [
        paper(record.cell, TODAY, DocumentContent(sign=sign, title="", subject="", body=(), number=3)).number
        for sign in ("NQ", "BB", "GM")
    ]
    assert numbers == ["No. 03-NQ/ĐH", "No. 03-BB/ĐH", "No. 03-GM/CB"]


def reminded(reader: sqlite3.Connection, day: date) -> str:
    return " ".join(str(one) for one in overview(reader, None, day).reminders)


def test_the_end_of_the_term_asks_for_a_congress_until_one_is_planned(
    cell: Store, do: Do, reader: sqlite3.Connection
) -> None:
    ends = date(2027, 3, 31)
    do("cell.change", term_began=date(2022, 3, 31), term_ends=ends)
    assert the_cell(reader).term_ends_on == ends
    assert "no congress is planned" not in reminded(reader, ends - timedelta(days=181))
    assert "in 180 days, and no congress is planned yet" in reminded(reader, ends - timedelta(days=180))
    do("meeting.plan", kind=MeetingKind.CONGRESS, at=datetime(2027, 3, 3, 7, 30, tzinfo=VIETNAM))
    assert "congress" not in reminded(reader, ends - timedelta(days=60))
    assert "The term ended on 2027-03-31" in reminded(reader, ends)
    do("cell.change", term_began=date(2027, 3, 3))
    assert the_cell(reader).term_ends_on is None


def test_a_term_does_not_end_before_it_began(cell: Store, do: Do) -> None:
    do("cell.change", term_began=date(2022, 3, 31))
    with pytest.raises(Refused, match="cannot end on"):
        do("cell.change", term_ends=date(2022, 3, 31))
