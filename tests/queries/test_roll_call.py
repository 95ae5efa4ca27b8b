"""The roll-call as screens and rules read it."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.electorate import CHARTER, CountingRules, LeftOut
from models.domain.errors import UnknownRecord
from models.domain.text import short_name
from models.domain.vocabulary import AttendanceState, MeetingKind, Office, Status
from models.queries.roll_call import electorate_of, guests_in_room, not_convened, present, roll_call
from models.tables import Guest, Meeting, Member, MemberStatus
from tests.meeting_room import Room

AT_THE_OPENING = ("Ánh", "Dung", "Đức", "Hạnh", "Yến", "Mậu", "Hương", "Hiệp")


def names(room: Room) -> list[str]:
    return [short_name(row.full_name) for row in room.read(roll_call, room.meeting)]


def call_the_roll(room: Room) -> None:
    room.mark(AttendanceState.ELSEWHERE, "Trình")
    room.mark(AttendanceState.EXEMPT, "Ơn")
    room.mark(AttendanceState.EXCUSED, "Ân")
    room.enter(*AT_THE_OPENING)
    room.clock.advance(minutes=15)
    room.enter("Ý")


def test_the_roll_call_of_the_scenario_counts_eight_with_seven_voters_present(room: Room) -> None:
    call_the_roll(room)
    counted = room.read(electorate_of, room.meeting, CHARTER)
    assert (counted.official, counted.left_out) == (10, {LeftOut.ELSEWHERE: 1, LeftOut.EXEMPT: 1})
    assert (counted.counted, counted.voters_present, counted.others_present) == (8, 7, 2)


def test_n_stands_before_anybody_is_called(room: Room) -> None:
    counted = room.read(electorate_of, room.meeting, CHARTER)
    assert (counted.counted, counted.voters_present) == (8, 0)


def test_who_is_exempt_and_comes_is_counted(room: Room) -> None:
    call_the_roll(room)
    room.enter("Ơn")
    counted = room.read(electorate_of, room.meeting, CHARTER)
    assert (counted.counted, counted.voters_present) == (9, 8)


def test_who_leaves_stays_in_n_but_votes_no_more(room: Room) -> None:
    call_the_roll(room)
    room.do("attendance.leave", member="Mậu")
    counted = room.read(electorate_of, room.meeting, CHARTER)
    assert (counted.counted, counted.voters_present) == (8, 6)
    assert room.members["Mậu"] not in room.read(present, room.meeting)


def test_a_profile_may_count_otherwise(room: Room) -> None:
    call_the_roll(room)
    assert room.read(electorate_of, room.meeting, CountingRules(absent_in_n=False)).counted == 7


def test_people_are_listed_by_given_name(room: Room) -> None:
    assert names(room) == ["Ánh", "Ân", "Dung", "Đức", "Hạnh", "Hiệp", "Hương", "Mậu", "Ơn", "Trình", "Ý", "Yến"]


def test_each_row_has_office_standing_and_mark(room: Room) -> None:
    call_the_roll(room)
    rows = {row.member_id: row for row in room.read(roll_call, room.meeting)}
    secretary, exempt = rows[room.members["Ánh"]], rows[room.members["Ơn"]]
    assert (secretary.office, secretary.statuses) == (Office.SECRETARY, {Status.OFFICIAL})
    assert (exempt.statuses, exempt.state) == ({Status.OFFICIAL, Status.EXEMPT}, AttendanceState.EXEMPT)


@pytest.mark.parametrize(
    ("from_on", "until_on", "holds"),
    [
        (date(2026, 12, 3), None, True),
        (date(2026, 12, 4), None, False),
        (None, date(2026, 12, 3), False),
        (None, date(2026, 12, 4), True),
    ],
)
def test_a_status_holds_from_its_first_day_to_the_day_before_its_last(
    room: Room, from_on: date | None, until_on: date | None, holds: bool
) -> None:
    room.add(MemberStatus, member_id=room.members["Yến"], status=Status.ELSEWHERE, from_on=from_on, until_on=until_on)
    assert room.read(electorate_of, room.meeting, CHARTER).of(LeftOut.ELSEWHERE) == 1 + holds


def test_the_day_of_a_meeting_is_the_day_in_vietnam(room: Room) -> None:
    late = room.clock.now.replace(day=2, hour=17)  # midnight of the 3rd in Vietnam
    room.change(Meeting, room.meeting, scheduled_at=late)
    room.add(MemberStatus, member_id=room.members["Yến"], status=Status.ELSEWHERE, from_on=date(2026, 12, 3))
    assert room.read(electorate_of, room.meeting, CHARTER).of(LeftOut.ELSEWHERE) == 2


def test_who_has_left_the_cell_is_not_listed_but_with_a_mark(room: Room) -> None:
    room.enter("Mậu")
    for name in ("Mậu", "Yến"):
        room.add(MemberStatus, member_id=room.members[name], status=Status.LEFT, from_on=date(2026, 12, 1))
    assert "Yến" not in names(room)
    assert "Mậu" in names(room)


def test_who_is_nothing_yet_on_that_day_is_not_listed(room: Room) -> None:
    newcomer = room.add(Member, organisation_id=room.cell, full_name="Trần Văn Mới")
    room.add(MemberStatus, member_id=newcomer, status=Status.PROBATIONARY, from_on=date(2027, 1, 1))
    assert "Mới" not in names(room)


def test_a_committee_meeting_concerns_those_in_office(room: Room) -> None:
    room.change(Meeting, room.meeting, kind=MeetingKind.COMMITTEE)
    assert names(room) == ["Ánh", "Dung", "Đức"]


def test_guests_are_counted_apart(room: Room) -> None:
    room.add(Guest, meeting_id=room.meeting, full_name="Khách", arrived_at=room.clock.now)
    room.add(Guest, meeting_id=room.meeting, full_name="Khách mời")
    assert len(room.read(guests_in_room, room.meeting)) == 1
    assert room.read(electorate_of, room.meeting, CHARTER).others_present == 0


def test_an_unknown_meeting_is_said_to_be_none(room: Room) -> None:
    with pytest.raises(UnknownRecord, match="no meeting"):
        room.read(roll_call, "nothing")


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.PROSECUTED])
@pytest.mark.parametrize(
    ("from_on", "until_on", "holds"),
    [
        (date(2026, 12, 3), None, True),
        (date(2026, 12, 4), None, False),
        (None, date(2026, 12, 3), False),
        (date(2026, 11, 1), date(2026, 12, 4), True),
    ],
)
def test_who_is_suspended_on_the_day_is_neither_called_nor_counted(
    room: Room, status: Status, from_on: date | None, until_on: date | None, holds: bool
) -> None:
    room.add(MemberStatus, member_id=room.members["Yến"], status=status, from_on=from_on, until_on=until_on)
    found = room.read(electorate_of, room.meeting, CHARTER)
    assert ("Yến" in names(room)) is not holds
    assert [short_name(row.full_name) for row in room.read(not_convened, room.meeting)] == ["Yến"] * holds
    assert (found.counted, found.convened, found.official) == (8 - holds, 10 - holds, 10)


def test_who_was_marked_before_the_suspension_was_known_is_listed_without_a_vote(room: Room) -> None:
    room.enter("Yến")
    room.add(MemberStatus, member_id=room.members["Yến"], status=Status.SUSPENDED, from_on=date(2026, 11, 1))
    found = room.read(electorate_of, room.meeting, CHARTER)
    assert "Yến" in names(room)
    assert (found.voters_present, found.others_present, found.counted) == (0, 1, 7)
