"""The year at a glance, from meetings that were held: months, themes, attendance, grades, what the sheets go by."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from models.domain.bands import Rate
from models.domain.vocabulary import AttendanceState, ItemState, MeetingKind, MeetingState, ScoreStage, TaskState
from models.profiles.loading import load_criteria, load_profile
from models.queries.agenda import agenda
from models.queries.meeting_checks import thematic_meetings
from models.queries.meetings import meetings
from models.queries.year import YearOfMeetings, first_and_last_year, year_of_meetings
from models.queries.year_points import year_facts
from models.store.ids import natural_id
from models.store.opening import open_reader
from models.tables import AgendaItem, Attendance, Meeting, Minutes, Petition, Score, Task
from tests.meeting_room import Room

TODAY = date(2026, 6, 20)


@pytest.fixture
def room(room: Room) -> Room:
    """The cell with regular meetings in January, February (late) and April, and a thematic one in May."""
    room.change(Meeting, room.meeting, deleted=True)
    held(room, datetime(2026, 1, 3, 7, tzinfo=UTC))
    held(room, datetime(2026, 2, 9, 7, tzinfo=UTC))
    held(room, datetime(2026, 4, 6, 7, tzinfo=UTC))
    held(room, datetime(2026, 5, 15, 7, tzinfo=UTC), kind=MeetingKind.THEMATIC)
    held(room, datetime(2026, 4, 2, 7, tzinfo=UTC), kind=MeetingKind.COMMITTEE)
    held(room, datetime(2026, 3, 3, 7, tzinfo=UTC), state=MeetingState.POSTPONED, opened_at=None, closed_at=None)
    return room


@pytest.fixture
def reading(room: Room) -> Iterator[sqlite3.Connection]:
    connection = open_reader(room.store.home)
    yield connection
    connection.close()


def held(room: Room, at: datetime, **fields: object) -> str:
    times = {"opened_at": at, "closed_at": at.replace(hour=9), "state": MeetingState.CLOSED}
    return room.add_meeting(at, **times | fields)


def year(reading: sqlite3.Connection) -> YearOfMeetings:
    return year_of_meetings(reading, 2026, load_profile(None, TODAY), None)


def key_of(reading: sqlite3.Connection, month: int) -> str:
    return year(reading).of_month(month)[0].meeting.id


def test_the_regular_meeting_is_due_every_month_and_told_when_late_or_missed(reading: sqlite3.Connection) -> None:
    found = year(reading)
    assert (found.months_held, found.months_due(TODAY)) == (3, 6)
    assert [month for month in range(1, 13) if found.is_due(month, TODAY) and not found.regular(month)] == [3, 5, 6]
    assert [one.meeting.day.month for one in found.held if found.is_late(one)] == [2]


def test_neither_the_committees_meetings_nor_postponed_ones_are_the_cells(reading: sqlite3.Connection) -> None:
    assert [one.meeting.day.month for one in year(reading).meetings] == [1, 2, 4, 5]


def test_a_thematic_meeting_does_not_stand_for_the_regular_one_of_its_month(reading: sqlite3.Connection) -> None:
    assert year(reading).regular(5) is None


def test_themes_go_by_quarter_whether_a_meeting_of_their_own_or_an_item(
    room: Room, reading: sqlite3.Connection
) -> None:
    room.add(AgendaItem, meeting_id=key_of(reading, 1), title="Chuyên đề", thematic=True)
    found = year(reading).quarters_with_theme
    assert {quarter: len(themes) for quarter, themes in found.items()} == {1: 1, 2: 1, 3: 0, 4: 0}


@pytest.mark.parametrize("state", [ItemState.SKIPPED, ItemState.DEFERRED])
def test_a_theme_that_was_skipped_or_left_over_is_none_that_was_held(
    room: Room, reading: sqlite3.Connection, state: ItemState
) -> None:
    january = key_of(reading, 1)
    key = room.add(AgendaItem, meeting_id=january, title="Chuyên đề", thematic=True, state=state)
    assert len(year(reading).quarters_with_theme[1]) == 0
    assert january not in {one.id for one in thematic_meetings(reading, meetings(reading))}
    assert not agenda(reading, january).has_theme
    room.change(AgendaItem, key, state=ItemState.DONE)
    assert len(year(reading).quarters_with_theme[1]) == 1
    assert agenda(reading, january).has_theme


def test_attendance_of_the_year_is_the_sum_of_its_meetings(room: Room, reading: sqlite3.Connection) -> None:
    for month, came in ((1, ("Mậu", "Yến")), (2, ("Mậu",))):
        for name in came:
            mark(room, key_of(reading, month), name, AttendanceState.PRESENT)
    found = year(reading)
    by_month = [one.attendance.numerator for one in found.held]
    assert by_month == [2, 1, 0, 0]
    assert found.attendance.numerator == 3
    assert found.attendance.denominator == sum(one.attendance.denominator for one in found.held)


def test_a_meeting_is_graded_by_the_last_stage_whose_points_are_complete(
    room: Room, reading: sqlite3.Connection
) -> None:
    january, february = key_of(reading, 1), key_of(reading, 2)
    score(room, january, ScoreStage.SELF, less=0)
    score(room, january, ScoreStage.VOTED, less=2)
    score(room, february, ScoreStage.SELF, less=1)
    score(room, february, ScoreStage.VOTED, less=0, only="notice")
    found = year(reading).grades
    assert {key: (one.stage, one.grade.name) for key, one in found.items()} == {
        january: (ScoreStage.VOTED, "average"),
        february: (ScoreStage.SELF, "fairly_good"),
    }


def test_the_facts_of_a_year_are_counted_up_to_the_day(room: Room, reading: sqlite3.Connection) -> None:
    january = key_of(reading, 1)
    owner = room.members["Mậu"]
    for state, due in (
        (TaskState.DONE, date(2026, 2, 1)),
        (TaskState.ASSIGNED, date(2026, 3, 1)),  # past its day
        (TaskState.ASSIGNED, date(2026, 12, 1)),  # not due yet
        (TaskState.DROPPED, date(2026, 2, 1)),
    ):
        room.add(Task, meeting_id=january, owner_id=owner, title="Việc", state=state, due_on=due)
    room.add(Petition, meeting_id=january, text="Đường hỏng", due_on=date(2026, 2, 1))
    room.add(Minutes, meeting_id=january, text="Biên bản", state="approved")
    found = year_facts(reading, None, 2026, TODAY)
    assert found.months == Rate(3, 6)
    assert found.quarters == Rate(1, 2)
    assert found.tasks == Rate(1, 2)
    assert found.petitions == Rate(0, 1)
    assert found.sealed == Rate(1, 4)
    assert found.with_task.numerator == 1
    assert found.members == Rate(0, 0)
    assert found.disciplined == 0


def test_the_years_with_meetings_reach_to_this_one(reading: sqlite3.Connection) -> None:
    assert first_and_last_year(reading, date(2028, 1, 1)) == (2026, 2028)


def mark(room: Room, meeting: str, name: str, state: AttendanceState) -> None:
    member = room.members[name]
    with room.store.unit("test.mark") as unit:
        key = natural_id("attendance", meeting, member)
        unit.add(Attendance(id=key, meeting_id=meeting, member_id=member, state=state, arrived_at=room.clock.now))


def score(room: Room, meeting: str, stage: ScoreStage, *, less: int, only: str = "") -> None:
    """Give every line of the sheet its points but ``less`` of them, as far as it has so many."""
    table = load_criteria(None)
    with room.store.unit("test.score") as unit:
        for key, line in table.lines.items():
            if line.only_with_theme or (only and key != only):
                continue
            points = max(0, line.points.whole - less)
            row = natural_id("score", meeting, table.id, key, stage)
            unit.add(Score(id=row, meeting_id=meeting, sheet=table.id, criterion=key, stage=stage, points=points))
