"""What screens and papers claim comes from records: checklists, last month's tasks, marks that add up, lengths."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.documents.checks import checks_before_approval
from models.documents.kinds.invitation import invitation
from models.documents.minutes_text import draft_minutes
from models.documents.paper import Paragraph
from models.documents.record import MeetingRecord, meeting_record
from models.documents.wording import roll_in_words
from models.domain.bands import Rate
from models.domain.clock import VIETNAM
from models.domain.points import Points
from models.domain.vocabulary import AttendanceState, MeetingState, TaskState
from models.profiles.loading import load_profile
from models.queries.carry_over import carried_over
from models.queries.preparation import preparation
from models.queries.roll_call import counted
from models.queries.sheets import meeting_sheet
from models.store.store import Store
from models.tables import Meeting
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]

RULES = load_profile(None, date(2026, 12, 3))


def _steps(reader: sqlite3.Connection, meeting: str) -> dict[str, bool]:
    return {str(step): step.done for step in preparation(reader, meeting, RULES).steps}


def _record(reader: sqlite3.Connection, store: Store, meeting: str, clock: FakeClock) -> MeetingRecord:
    return meeting_record(reader, meeting, RULES, store.home, clock.now)


def _hold(do: Do, clock: FakeClock, meeting: str, minutes: int = 95) -> None:
    do("meeting.open", meeting=meeting)
    clock.advance(minutes=minutes)
    do("meeting.close")


def test_a_meeting_that_nobody_was_notified_of_is_not_said_to_be_notified(
    do: Do, meeting: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    assert _steps(reader, meeting)["members not notified"] is False
    _hold(do, clock, meeting)
    found = _steps(reader, meeting)
    assert "members notified" not in found
    assert found["members not notified"] is False


def test_a_meeting_that_was_notified_and_prepared_says_so(do: Do, meeting: str, reader: sqlite3.Connection) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.notify", meeting=meeting)
    found = _steps(reader, meeting)
    assert (found["members notified"], found["agenda agreed"]) == (True, True)


def test_what_is_missing_is_told_in_its_own_words(do: Do, meeting: str, reader: sqlite3.Connection) -> None:
    missing = [text for text, done in _steps(reader, meeting).items() if not done]
    assert missing == [
        "not shared out yet: one person presents most of it",
        next(text for text in missing if text.startswith("the committee has not met: ")),
        "agenda not agreed",
        "members not notified",
    ]


def test_a_cell_without_a_committee_is_not_told_that_it_met(
    meeting: str, store: Store, reader: sqlite3.Connection
) -> None:
    assert any("committee" in text for text in _steps(reader, meeting))
    with store.unit("test.change") as unit:
        unit.connection.execute("UPDATE member_office SET deleted = 1 WHERE office = 'committee_member'")
    assert not any("committee" in text for text in _steps(reader, meeting))


def test_tasks_of_the_last_meeting_stand_apart_from_older_ones_and_only_they_are_counted(
    do: Do, meeting: str, member: Named, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    old = do("task.assign", title="Việc cũ", owner=member("Dung"), due=date(2026, 12, 10), meeting=meeting).value
    _hold(do, clock, meeting)
    january = do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value
    clock.now = datetime(2027, 1, 3, 7, tzinfo=UTC)
    do("meeting.open", meeting=january)
    done = do("task.assign", title="Việc xong", owner=member("Mậu"), meeting=january).value
    kept = do("task.assign", title="Việc mới", owner=member("Mậu"), meeting=january).value
    clock.advance(minutes=95)
    do("meeting.close")
    do("task.finish", task=done)
    february = do("meeting.plan", at=datetime(2027, 2, 3, 14, tzinfo=VIETNAM)).value
    found = carried_over(reader, february)
    assert {one.id for one in found.last_tasks} == {done, kept}
    assert {one.id for one in found.other_tasks} == {old}
    assert found.done == Rate(1, 2)
    assert found.other_tasks[0].is_overdue(date(2027, 2, 3))
    assert not found.last_tasks[0].is_overdue(date(2027, 2, 3))


def test_a_past_meeting_carries_neither_later_tasks_nor_later_results(
    do: Do, meeting: str, member: Named, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    task = do("task.assign", title="Việc", owner=member("Dung"), meeting=meeting).value
    _hold(do, clock, meeting)
    january = do("meeting.plan", at=datetime(2027, 1, 3, 14, tzinfo=VIETNAM)).value
    clock.now = datetime(2027, 1, 3, 7, tzinfo=UTC)
    _hold(do, clock, january)
    february = do("meeting.plan", at=datetime(2027, 2, 3, 14, tzinfo=VIETNAM)).value
    do("task.assign", title="Việc sau", owner=member("Dung"), meeting=february)
    clock.advance(days=5)
    do("task.finish", task=task, result="Xong")
    (found,) = carried_over(reader, january).tasks
    assert (found.id, found.state, found.result) == (task, TaskState.DOING, "")


def test_the_invitation_tells_the_length_of_the_agenda_that_it_prints(
    do: Do, meeting: str, reader: sqlite3.Connection, store: Store, clock: FakeClock
) -> None:
    do("item.add", title="Thêm", minutes=42, meeting=meeting)
    record = _record(reader, store, meeting, clock)
    times = [
        one.text for one in invitation(record, clock().date()).body if isinstance(one, Paragraph) and "Time" in one.text
    ]
    assert f"about {record.agenda.total_minutes} minutes" in times[0]
    assert record.agenda.total_minutes != record.meeting.planned_minutes


def test_minutes_are_said_to_be_read_and_adopted_only_where_the_item_was_held(
    do: Do, meeting: str, reader: sqlite3.Connection, store: Store, clock: FakeClock
) -> None:
    sentence = "These minutes were read to the cell, which adopted them."
    (item,) = reader.execute("SELECT id FROM agenda_item WHERE kind = 'minutes' AND deleted = 0").fetchone()
    do("meeting.open", meeting=meeting)
    assert sentence not in draft_minutes(_record(reader, store, meeting, clock))
    do("item.start", item=item)
    do("item.finish", item=item)
    assert sentence in draft_minutes(_record(reader, store, meeting, clock))


def test_the_marks_of_the_roll_add_up_by_name_in_every_paper(
    do: Do, meeting: str, member: Named, reader: sqlite3.Connection, store: Store, clock: FakeClock
) -> None:
    do("meeting.open", meeting=meeting)
    marks = {
        "Ánh": AttendanceState.PRESENT,
        "Dung": AttendanceState.PRESENT,
        "Ân": AttendanceState.EXCUSED,
        "Mậu": AttendanceState.UNEXCUSED,
        "Trình": AttendanceState.ELSEWHERE,
        "Ơn": AttendanceState.EXEMPT,
    }
    for name, state in marks.items():
        do("attendance.mark", member=member(name), state=state, reason="ốm")
    record = _record(reader, store, meeting, clock)
    assert sum(counted(record.roll).values()) == len(record.roll) == 12
    assert roll_in_words(record.roll) == (
        "12 on the roll (present: 2; excused: 1; unexcused: 1; temporarily elsewhere: 1; exempt: 1; not called: 6)"
    )
    text = draft_minutes(record)
    assert "- 12 on the roll (present: 2;" in text
    assert "- Not called (6): " in text


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(minutes=-5), "before it begins"),
        (timedelta(hours=12, minutes=1), "more than 12 hours"),
        (timedelta(hours=11), "on another day"),
        (timedelta(hours=2), ""),
    ],
)
def test_impossible_and_seldom_times_are_told_before_the_approval(
    do: Do,
    meeting: str,
    reader: sqlite3.Connection,
    store: Store,
    clock: FakeClock,
    span: timedelta,
    said: str,
) -> None:
    with store.unit("test.change") as unit:
        row = unit.get(Meeting, meeting)
        row.state, row.opened_at, row.closed_at = MeetingState.CLOSED, clock.now, clock.now + span
    times = [
        one for one in checks_before_approval(_record(reader, store, meeting, clock), "") if "opened" in one.values
    ]
    assert [said in str(one) for one in times] == ([True] if said else [])


def test_a_sheet_with_some_points_is_not_said_to_be_without_any(
    do: Do, meeting: str, reader: sqlite3.Connection, store: Store, clock: FakeClock
) -> None:
    _hold(do, clock, meeting)
    lines = _record(reader, store, meeting, clock).score.lines
    table = meeting_sheet(reader, store.home, meeting)
    for count, criterion in enumerate(list(table.lines)[:2], 1):
        do("score.give", meeting=meeting, criterion=criterion, points=Points(0))
        doubts = checks_before_approval(_record(reader, store, meeting, clock), "")
        said = [str(one) for one in doubts if one.place == "score"]
        without = f"The sheet is scored in part, {lines - count} lines without points;"
        assert said == [f"{without} after the approval it no longer can be."]


def test_what_cannot_be_mended_after_the_approval_is_told_before_it(
    do: Do, meeting: str, reader: sqlite3.Connection, store: Store, clock: FakeClock
) -> None:
    do("meeting.open", meeting=meeting)
    do("resolution.draft", title="Nghị quyết tháng 12", meeting=meeting)
    clock.advance(minutes=95)
    do("meeting.close")
    doubts = checks_before_approval(_record(reader, store, meeting, clock), "", conflicts=2)
    told = {str(one): (one.place, one.key) for one in doubts}
    assert told["What several laptops wrote of this meeting differs in 2 places."] == ("conflicts", "")
    assert told["The minutes name no minute-taker."] == ("minutes", "minutes.taker")
    assert told["The cell has not scored the meeting; after the approval it no longer can."] == ("score", "")
    assert told["The resolution “Nghị quyết tháng 12” is a draft; no motion that passed adopts it."] == (
        "minutes",
        "minutes.resolution",
    )
