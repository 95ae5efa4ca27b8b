"""Times of a meeting: typed hours are of its day, ends after midnight, clocks set back, corrections with a reason."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.acts.words import perform_words
from models.documents.minutes_text import draft_minutes
from models.documents.record import meeting_record
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import AttendanceState
from models.profiles.loading import load_profile
from models.queries.meetings import MeetingView
from models.queries.meetings import meeting as meeting_view
from models.queries.records import attendance_of, petition_records, task_records
from models.queries.roll_call import on_the_roll, roll_call
from models.queries.search import build_index
from models.store.store import Store
from models.store.unit import Unit
from tests.conftest import FakeClock

Say = Callable[..., ActOutcome]
DAY = date(2026, 12, 3)


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=VIETNAM)


def draft(unit: Unit, key: str) -> str:
    rules = load_profile(unit.home, DAY)
    return draft_minutes(meeting_record(unit.connection, key, rules, unit.home, unit.now))


@pytest.fixture
def say(cell: Store) -> Say:
    def act(name: str, /, **words: str) -> ActOutcome:
        return perform_words(cell, name, words)

    return act


@pytest.fixture
def view(cell: Store, meeting: str) -> Callable[[], MeetingView]:
    def read() -> MeetingView:
        with cell.unit("test.read") as unit:
            return meeting_view(unit.connection, meeting)

    return read


@pytest.fixture
def opened(meeting: str, say: Say, clock: FakeClock) -> str:
    """The meeting, opened at 14:05."""
    clock.now = at(14, 5)
    say("meeting.open")
    return meeting


@pytest.fixture
def late(cell: Store, say: Say, clock: FakeClock) -> str:
    """A meeting of the evening, opened at 22:00."""
    key = say("meeting.plan", kind="extraordinary", at="22:00 03/12/2026").value
    clock.now = at(22)
    say("meeting.open", meeting=str(key))
    return str(key)


@pytest.mark.parametrize("text", ["1420", "14:20", "14h20", "14.20", "14h20 3/12", "14:20 03/12/2026"])
def test_an_arrival_typed_as_an_hour_is_of_the_meetings_day(
    cell: Store, opened: str, say: Say, clock: FakeClock, member: Callable[[str], str], text: str
) -> None:
    clock.now = at(15)
    say("attendance.mark", member="Ý", state="present", at=text)
    with cell.unit("test.read") as unit:
        row = on_the_roll(unit.connection, opened, member("Ý"))
    assert row
    assert row.arrived_at == at(14, 20)


def test_an_hour_typed_after_midnight_is_the_next_day(
    cell: Store, late: str, say: Say, clock: FakeClock, member: Callable[[str], str]
) -> None:
    say("attendance.mark", member="Ý", state="present")
    clock.now = at(9, day=4)
    say("attendance.leave", member="Ý", at="2330")
    closed = say("meeting.close", at="0010")
    with cell.unit("test.read") as unit:
        row = on_the_roll(unit.connection, late, member("Ý"))
        found = meeting_view(unit.connection, late)
        text = draft(unit, late)
    assert row
    assert (row.left_at, found.closed_at) == (at(23, 30), at(0, 10, day=4))
    assert "130 minutes" in closed.label
    assert "ended at 00:10 on 2026-12-04." in text
    assert "same day" not in text


def test_an_end_on_the_day_of_the_beginning_is_said_so(cell: Store, opened: str, say: Say, clock: FakeClock) -> None:
    clock.now = at(15, 40)
    say("meeting.close")
    with cell.unit("test.read") as unit:
        text = draft(unit, opened)
    assert "The meeting ended at 15:40 on the same day." in text


def test_what_runs_ends_when_the_meeting_ended(
    opened: str, say: Say, clock: FakeClock, view: Callable[[], MeetingView], cell: Store
) -> None:
    clock.now = at(14, 10)
    say("item.start", item="1")
    clock.now = at(18)
    say("meeting.close", at="1530")
    with cell.unit("test.read") as unit:
        ends = unit.connection.execute("SELECT ended_at FROM item_run").fetchall()
        ends += unit.connection.execute("SELECT ended_at FROM agenda_item WHERE started_at IS NOT NULL").fetchall()
    assert (view().closed_at, set(ends)) == (at(15, 30), {("2026-12-03T08:30:00.000Z",)})


@pytest.mark.parametrize(
    ("act", "words", "sentence"),
    [
        ("attendance.mark", {"member": "Ý", "state": "present", "at": "0900"}, "long before the meeting opened"),
        ("attendance.mark", {"member": "Ý", "state": "present", "at": "16:00"}, "in the future"),
        ("attendance.leave", {"member": "Yến", "at": "1400"}, "cannot leave before arriving"),
        ("attendance.correct", {"member": "Yến", "arrived": "1450", "left": "1440"}, "cannot leave before arriving"),
        ("attendance.correct", {"member": "Ý", "arrived": "1450"}, "did not come"),
        ("meeting.close", {"at": "1400"}, "cannot last from"),
        ("meeting.close", {"at": "1600"}, "in the future"),
    ],
)
def test_a_time_that_cannot_be_is_refused(
    opened: str, say: Say, clock: FakeClock, act: str, words: dict[str, str], sentence: str
) -> None:
    say("attendance.mark", member="Yến", state="present")
    clock.now = at(15)
    with pytest.raises(Refused, match=sentence):
        say(act, **words)


def test_arrival_and_leaving_of_one_who_is_gone_are_corrected(
    cell: Store, opened: str, say: Say, clock: FakeClock, member: Callable[[str], str]
) -> None:
    say("attendance.mark", member="Yến", state="present")
    clock.now = at(15)
    say("attendance.leave", member="Yến")
    said = say("attendance.correct", member="Yến", arrived="1402", left="14h50")
    with cell.unit("test.read") as unit:
        row = on_the_roll(unit.connection, opened, member("Yến"))
    assert row
    assert (row.state, row.arrived_at, row.left_at) == (AttendanceState.PRESENT, at(14, 2), at(14, 50))
    assert said.label.endswith("was there from 14:02 2026-12-03 until 14:50 2026-12-03")


def test_a_clock_that_was_set_back_is_told_and_the_end_corrected(
    opened: str, say: Say, clock: FakeClock, view: Callable[[], MeetingView]
) -> None:
    clock.now = at(13, 10)
    closed = say("meeting.close")
    assert "check the clock, or correct the times" in str(closed.warnings[0])
    corrected = say("meeting.correct_times", meeting=opened, closed="1540", reason="đồng hồ máy chạy sai")
    assert (view().opened_at, view().closed_at) == (at(14, 5), at(15, 40))
    assert "đồng hồ máy chạy sai" in corrected.label
    say("undo")
    assert view().closed_at == at(13, 10)


def test_times_are_corrected_with_a_reason_and_only_to_what_can_be(
    opened: str, say: Say, clock: FakeClock, view: Callable[[], MeetingView]
) -> None:
    say("attendance.mark", member="Yến", state="present")
    clock.now = at(9, day=5)
    closed = say("meeting.close")
    assert any("check the clock" in str(one) for one in closed.warnings)
    for words, sentence in (
        ({"closed": "1300"}, "cannot last from"),
        ({"closed": "15:00 31/12/2026"}, "cannot last from"),
        ({"closed": "10:00 05/12/2026"}, "in the future"),
        ({"closed": "1530", "reason": " "}, "reason is empty"),
    ):
        with pytest.raises(Refused, match=sentence):
            say("meeting.correct_times", **{"meeting": opened, "reason": "quên bế mạc"} | words)
    said = say("meeting.correct_times", meeting=opened, opened="14h", closed="1530", reason="quên bế mạc")
    assert (view().opened_at, view().closed_at, said.warnings) == (at(14), at(15, 30), ())
    moved = say("meeting.correct_times", meeting=opened, opened="1700", closed="1800", reason="thử")
    assert "1 arrivals or leavings" in str(moved.warnings[0])


def test_an_early_meeting_is_on_its_own_day_everywhere(
    cell: Store, say: Say, clock: FakeClock, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    key = say("meeting.plan", kind="extraordinary", at="06:00 04/12/2026", title="Họp sớm").value
    clock.now = at(6, day=4)
    say("meeting.open", meeting=str(key))
    say("attendance.mark", member="Yến", state="present")
    say("task.assign", title="Việc sớm", owner="Yến", meeting=str(key))
    say("petition.record", text="Kiến nghị sớm")
    clock.now += timedelta(minutes=40)
    say("meeting.close")
    day = "2026-12-04"
    assert {hit.day for hit in build_index(reader).search("sớm")} == {day}
    assert attendance_of(reader, member("Yến"))[0].day == day
    assert [one.day for one in task_records(reader)] == [day]
    assert [one.day for one in petition_records(reader)] == [day]


def test_a_clock_of_1970_at_the_opening_leaves_the_roll_and_typed_hours_on_the_planned_day(
    cell: Store, meeting: str, say: Say, view: Callable[[], MeetingView], clock: FakeClock
) -> None:
    clock.now = datetime(1970, 1, 1, 8, tzinfo=VIETNAM)
    say("agenda.agree")
    assert any("set the clock right" in str(one) for one in say("meeting.open").warnings)
    say("attendance.present_rest")
    with cell.unit("test.read") as unit:
        assert sum(row.state is AttendanceState.PRESENT for row in roll_call(unit.connection, meeting)) == 10
    clock.advance(minutes=90)
    say("meeting.close")
    clock.now = at(16)
    say("meeting.correct_times", meeting=meeting, reason="đồng hồ sai", opened="14:00", closed="15:30")
    assert (view().opened_at, view().closed_at) == (at(14), at(15, 30))


def test_a_meeting_whose_day_is_corrected_has_the_roll_of_that_day(
    cell: Store, meeting: str, say: Say, clock: FakeClock
) -> None:
    say("agenda.agree")
    say("member.add", name="Đến Ngày Năm", standing="official", since="05/12/2026")
    clock.now = at(14, day=6)
    say("meeting.open")
    clock.advance(minutes=90)
    say("meeting.close")

    def listed() -> bool:
        with cell.unit("test.read") as unit:
            return any(row.full_name == "Đến Ngày Năm" for row in roll_call(unit.connection, meeting))

    assert listed()
    times = {"opened": "14:00 03/12/2026", "closed": "15:30 03/12/2026"}
    say("meeting.correct_times", meeting=meeting, reason="mở máy hôm sau", **times)
    assert not listed()
