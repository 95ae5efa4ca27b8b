"""Text copied from last month gives a warning in the preparation, and before the minutes are approved."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.profiles.loading import load_profile
from models.queries.copied import copied_texts
from models.queries.meetings import meeting as find_meeting
from models.queries.preparation import preparation
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
PLEDGE = "Tiếp tục lãnh đạo hoàn thành các chỉ tiêu kế hoạch tháng 12 của đơn vị"
TASK = "Kiểm tra an toàn thực phẩm tại các chợ trên địa bàn"
SAID = "Đồng chí bí thư nhấn mạnh yêu cầu giữ gìn đoàn kết nội bộ"


@pytest.fixture
def january(do: Do, meeting: str, clock: FakeClock, member: Callable[[str], str]) -> str:
    """The key of January's meeting, planned; December's has been held and written up."""
    do("meeting.open", meeting=meeting)
    do("resolution.draft", title="Nghị quyết tháng 12", text=PLEDGE)
    do("task.assign", title=TASK, owner=member("Yến"))
    do("meeting.close")
    do("minutes.write", text=f"Biên bản tháng 12.\n{SAID}.", meeting=meeting)
    clock.now = datetime(2027, 1, 3, 7, tzinfo=UTC)
    return str(do("meeting.plan", at=datetime(2027, 1, 4, 14, tzinfo=VIETNAM)).value)


def warned(store: Store, reader: sqlite3.Connection, meeting: str, minutes: str = "", drafted: str = "") -> list[str]:
    return [str(one) for one in copied_texts(reader, store.home, find_meeting(reader, meeting), minutes, drafted)]


def test_an_agenda_from_the_template_is_no_copy(cell: Store, reader: sqlite3.Connection, january: str) -> None:
    assert warned(cell, reader, january) == []


def test_a_resolution_and_a_task_taken_over_with_another_month_are_told(
    do: Do, cell: Store, reader: sqlite3.Connection, january: str, member: Callable[[str], str]
) -> None:
    do("resolution.draft", title="Nghị quyết tháng 1", text=PLEDGE.replace("12", "01"), meeting=january)
    do("task.assign", title=TASK, owner=member("Yến"), meeting=january)
    found = warned(cell, reader, january)
    assert found == [
        "1 of 1 sentences of the resolution are those of 2026-12-03 word for word:"
        " “Tiếp tục lãnh đạo hoàn thành các chỉ tiêu kế hoạch tháng 01…”",
        f"1 of 1 tasks are those of 2026-12-03 word for word: “{TASK}”",
    ]
    board = preparation(reader, january, load_profile(cell.home, datetime(2027, 1, 4, tzinfo=UTC).date()), cell.home)
    assert {str(one) for one in board.warnings} >= set(found)


def test_a_sentence_of_the_minutes_that_was_typed_again_is_told_but_not_what_was_drafted(
    cell: Store, reader: sqlite3.Connection, january: str
) -> None:
    text = f"Biên bản tháng 1.\n{SAID}."
    (found,) = warned(cell, reader, january, text)
    assert SAID in found
    assert warned(cell, reader, january, text, drafted=f"{SAID}.") == []
