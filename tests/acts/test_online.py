"""Attending online: present, marked so, with a warning under its condition; no secret ballot with it."""

from __future__ import annotations

from datetime import date

import pytest

from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, MotionKind
from models.exports.tables import Export, sheet
from models.queries.records import attendance_of
from models.queries.roll_call import on_the_roll
from models.store.export import export_text
from tests.meeting_room import Room

HERE = ("Ánh", "Dung", "Đức")


@pytest.fixture
def room(room: Room) -> Room:
    room.enter(*HERE)
    return room


def attend_online(room: Room, *names: str) -> list[str]:
    warned: list[str] = []
    for name in names:
        outcome = room.do("attendance.mark", member=name, state=AttendanceState.PRESENT, online=True)
        warned += [f"{one} {one.citation}" for one in outcome.warnings]
    return warned


def online(room: Room, name: str) -> bool:
    row = room.read(on_the_roll, room.meeting, room.members[name])
    assert row is not None
    return row.online


def test_who_attends_online_is_present_and_marked_so(room: Room) -> None:
    before = room.read(export_text)
    outcome = room.do("attendance.mark", member="Mậu", state=AttendanceState.PRESENT, online=True)
    assert "present online" in outcome.label
    room.do("undo")
    assert room.read(export_text) == before
    attend_online(room, "Mậu")
    row = room.read(on_the_roll, room.meeting, room.members["Mậu"])
    assert row is not None
    assert (row.state, row.in_room, row.online) == (AttendanceState.PRESENT, True, True)
    room.do("attendance.mark", member="Mậu", state=AttendanceState.PRESENT)
    assert not online(room, "Mậu")


def test_a_mark_is_corrected_to_online_and_stays_so_when_its_times_are_corrected(room: Room) -> None:
    told = {"state": AttendanceState.PRESENT, "reason": "ghi nhầm"}
    room.do("attendance.correct_mark", member="Dung", online=True, **told)
    assert online(room, "Dung")
    room.do("attendance.correct_mark", member="Dung", **told)
    assert online(room, "Dung")
    room.do("attendance.correct_mark", member="Dung", state=AttendanceState.EXCUSED, reason="ghi nhầm", absence="ốm")
    assert not online(room, "Dung")


def test_the_condition_is_told_until_more_than_half_attend_online(room: Room) -> None:
    """Ten members without the one who is exempt; Trình, who is elsewhere, is counted: six are more than half."""
    names = ("Mậu", "Yến", "Hạnh", "Hương", "Hiệp", "Ân")
    warned = [attend_online(room, name) for name in names]
    assert [len(one) for one in warned] == [1, 1, 1, 1, 1, 0]
    assert "so far 1 of 11 attend online" in warned[0][0]
    assert "03-HD/TW" in warned[0][0]


@pytest.mark.parametrize("method", [Method.PAPER_BALLOT, Method.LAPTOP_BALLOT])
def test_a_secret_ballot_is_not_held_while_a_voter_attends_online(room: Room, method: Method) -> None:
    attend_online(room, "Mậu")
    motion = room.do("motion.put", title="Bỏ phiếu", kind=MotionKind.ORDINARY).value
    with pytest.raises(Refused, match=r"Vi Văn Mậu attend online.*attendance\.leave"):
        room.do("round.open", motion=motion, method=method)
    room.do("attendance.leave", member="Mậu")
    opened = room.do("round.open", motion=motion, method=method).value
    with pytest.raises(Refused, match="secret ballot is being held"):
        attend_online(room, "Hạnh")
    room.do("round.void", round=opened, reason="thử")


def test_a_show_of_hands_is_held_online_and_a_probationary_member_online_stops_no_ballot(room: Room) -> None:
    attend_online(room, "Mậu")
    motion = room.do("motion.put", title="Giơ tay", kind=MotionKind.ORDINARY).value
    room.do("round.open", motion=motion, method=Method.SHOW_OF_HANDS)


def test_only_who_is_present_is_present_online(room: Room) -> None:
    with pytest.raises(Refused, match="present online"):
        room.do("attendance.mark", member="Mậu", state=AttendanceState.EXCUSED, reason="ốm", online=True)


def test_who_attends_online_is_marked_so_in_every_list(room: Room) -> None:
    attend_online(room, "Mậu")
    member = room.members["Mậu"]
    table = room.read(sheet, Export.ATTENDANCE, date(2026, 12, 3), None)
    assert [row[1:] for row in table.rows if row[0] == "Vi Văn Mậu"] == [("present online", 1)]
    room.do("meeting.close")
    (attended,) = room.read(attendance_of, member)
    assert (attended.state, attended.online) == (AttendanceState.PRESENT, True)
