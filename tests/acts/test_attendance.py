"""Calling the roll: who is there, who is not and why, who comes late and leaves early."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from models.domain.errors import Refused
from models.domain.text import short_name
from models.domain.vocabulary import AttendanceState, MeetingState, SpeechKind, Status
from models.queries.roll_call import RollCallRow, on_the_roll, present, roll_call
from models.store.export import export_text
from models.tables import Meeting, MemberStatus
from tests.meeting_room import Room

PRESENT, EXCUSED = AttendanceState.PRESENT, AttendanceState.EXCUSED


def row_of(room: Room, name: str, meeting: str | None = None) -> RollCallRow:
    row = room.read(on_the_roll, meeting or room.meeting, room.members[name])
    assert row
    return row


def prepare(room: Room, **fields: Any) -> None:
    room.change(Meeting, room.meeting, state=MeetingState.PREPARED, opened_at=None, **fields)


def hold_past_meetings(room: Room, *states: AttendanceState) -> None:
    """Hold a meeting a month before this one for each state, the latest first, with Ân so marked."""
    for months, state in enumerate(states, start=1):
        at = room.clock.now - timedelta(days=30 * months)
        meeting = room.add_meeting(at, state=MeetingState.OPEN, opened_at=at)
        room.do("attendance.mark", member="Ân", state=state, reason="ốm", meeting=meeting)
        room.change(Meeting, meeting, state=MeetingState.CLOSED, closed_at=at)


def test_who_is_marked_present_has_arrived_now(room: Room) -> None:
    room.enter("Yến")
    assert row_of(room, "Yến").arrived_at == room.clock.now
    assert row_of(room, "Yến").in_room


def test_who_comes_late_arrives_when_marked(room: Room) -> None:
    room.clock.advance(minutes=15)
    room.enter("Ý")
    assert row_of(room, "Ý").arrived_at == room.clock.now


def test_an_arrival_can_be_noted_afterwards(room: Room) -> None:
    arrived_at = room.clock.now
    room.clock.advance(minutes=15)
    room.do("attendance.mark", member="Ý", state=PRESENT, at=arrived_at)
    assert row_of(room, "Ý").arrived_at == arrived_at


def test_nobody_arrives_in_the_future(room: Room) -> None:
    with pytest.raises(Refused, match="future"):
        room.do("attendance.mark", member="Ý", state=PRESENT, at=room.clock.now + timedelta(minutes=1))


def test_marking_present_again_changes_nothing(room: Room) -> None:
    room.enter("Yến")
    room.clock.advance(minutes=10)
    assert room.do("attendance.mark", member="Yến", state=PRESENT).entry is None


def test_who_comes_back_keeps_the_arrival(room: Room) -> None:
    room.enter("Yến")
    arrived_at = room.clock.now
    room.clock.advance(minutes=10)
    room.do("attendance.leave", member="Yến")
    room.clock.advance(minutes=10)
    room.enter("Yến")
    assert (row_of(room, "Yến").arrived_at, row_of(room, "Yến").left_at) == (arrived_at, None)


def test_who_left_and_is_then_excused_keeps_both_times(room: Room) -> None:
    room.enter("Yến")
    arrived_at = room.clock.now
    room.clock.advance(minutes=10)
    room.do("attendance.leave", member="Yến")
    room.do("attendance.mark", member="Yến", state=EXCUSED, reason="ốm")
    assert (row_of(room, "Yến").arrived_at, row_of(room, "Yến").left_at) == (arrived_at, room.clock.now)


def test_a_mark_given_by_mistake_is_corrected_without_a_trace_of_an_arrival(room: Room) -> None:
    room.enter("Ân")
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason=" ốm\n")
    row = row_of(room, "Ân")
    assert (row.state, row.arrived_at, row.reason) == (EXCUSED, None, "ốm")


def test_an_excuse_without_a_reason_is_taken_with_a_warning(room: Room) -> None:
    outcome = room.do("attendance.mark", member="Ân", state=EXCUSED)
    assert [str(warning) for warning in outcome.warnings] == ["No reason was noted why Phùng Sỹ Ân is absent."]
    assert row_of(room, "Ân").state is EXCUSED


def test_an_excuse_with_a_reason_needs_no_warning(room: Room) -> None:
    assert room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm").warnings == ()


def test_an_excuse_keeps_its_reason_when_it_is_marked_again(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    room.do("attendance.mark", member="Ân", state=EXCUSED)
    assert row_of(room, "Ân").reason == "ốm"


def test_the_audit_line_names_member_and_mark_but_not_the_reason(room: Room) -> None:
    line = room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm nặng").label
    assert "Phùng Sỹ Ân" in line
    assert "ốm" not in line


def test_a_reason_that_nobody_could_read_is_refused(room: Room) -> None:
    with pytest.raises(Refused, match="too long"):
        room.do("attendance.mark", member="Ân", state=EXCUSED, reason="x" * 501)


def test_the_fourth_excuse_in_a_row_warns_with_the_rule(room: Room) -> None:
    hold_past_meetings(room, EXCUSED, EXCUSED, EXCUSED)
    (warning,) = room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm").warnings
    assert "4 times in a row; at most 3" in str(warning)
    assert warning.citation


@pytest.mark.parametrize("past", [(EXCUSED, EXCUSED), (PRESENT, EXCUSED, EXCUSED, EXCUSED)])
def test_fewer_excuses_or_a_break_between_them_do_not_warn(room: Room, past: tuple[AttendanceState, ...]) -> None:
    hold_past_meetings(room, *past)
    assert room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm").warnings == ()


def test_leaving_somebody_out_of_n_without_such_a_status_warns(room: Room) -> None:
    (warning,) = room.do("attendance.mark", member="Yến", state=AttendanceState.ELSEWHERE).warnings
    assert "left out of N" in str(warning)
    assert room.do("attendance.mark", member="Trình", state=AttendanceState.ELSEWHERE).warnings == ()


def test_before_the_opening_an_absence_is_noted_ahead(room: Room) -> None:
    prepare(room)
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    assert row_of(room, "Ân").state is EXCUSED


def test_before_the_opening_nobody_is_present(room: Room) -> None:
    prepare(room)
    with pytest.raises(Refused, match="not open yet"):
        room.enter("Yến")


def test_before_the_agenda_is_agreed_no_absence_is_noted(room: Room) -> None:
    prepare(room, agreed_at=None)
    with pytest.raises(Refused, match="agenda is not agreed"):
        room.mark(EXCUSED, "Ân")


def close(room: Room) -> None:
    room.clock.advance(minutes=90)
    room.change(Meeting, room.meeting, state=MeetingState.CLOSED, closed_at=room.clock.now)


@pytest.mark.parametrize(
    ("act", "arguments"),
    [
        ("attendance.mark", {"state": EXCUSED, "reason": "ốm"}),
        ("attendance.mark", {"state": AttendanceState.UNEXCUSED}),
        ("attendance.mark", {"state": PRESENT}),
        ("attendance.clear", {}),
        ("attendance.leave", {}),
    ],
)
def test_a_closed_meeting_takes_no_mark_and_names_the_correction(
    room: Room, act: str, arguments: dict[str, Any]
) -> None:
    room.enter("Yến")
    close(room)
    with pytest.raises(Refused, match=r"is closed; .* “chibo do attendance.correct_mark”"):
        room.do(act, member="Yến", meeting=room.meeting, **arguments)
    with pytest.raises(Refused, match=r"is closed; .* “chibo do attendance.correct_mark”"):
        room.do("attendance.present_rest", meeting=room.meeting)
    assert row_of(room, "Yến").state is PRESENT


def test_after_the_close_a_mark_is_corrected_with_a_reason(room: Room) -> None:
    arrived_at = room.clock.now
    close(room)
    correct = {"member": "Ý", "meeting": room.meeting, "reason": "ghi nhầm"}
    with pytest.raises(Refused, match="say at what time"):
        room.do("attendance.correct_mark", state=PRESENT, **correct)
    with pytest.raises(Refused, match="reason is empty"):
        room.do("attendance.correct_mark", state=PRESENT, arrived=arrived_at, **{**correct, "reason": " "})
    said = room.do("attendance.correct_mark", state=PRESENT, arrived=arrived_at, **correct)
    assert (row_of(room, "Ý").arrived_at, row_of(room, "Ý").left_at) == (arrived_at, None)
    assert said.label.endswith("present 14:05 2026-12-03 – … (ghi nhầm)")
    room.do("attendance.correct_mark", state=EXCUSED, absence="ốm", **correct)
    assert (row_of(room, "Ý").state, row_of(room, "Ý").reason) == (EXCUSED, "ốm")
    assert row_of(room, "Ý").arrived_at is None
    room.do("undo")
    assert row_of(room, "Ý").state is PRESENT


def test_a_corrected_mark_keeps_the_times_that_are_not_given(room: Room) -> None:
    room.enter("Yến")
    room.clock.advance(minutes=30)
    room.do("attendance.leave", member="Yến")
    before = row_of(room, "Yến")
    room.do("attendance.correct_mark", member="Yến", state=PRESENT, reason="thử", arrived=before.arrived_at)
    assert row_of(room, "Yến") == before
    room.do("attendance.correct_mark", member="Yến", state=PRESENT, reason="về nhầm", left=None)
    assert (row_of(room, "Yến").arrived_at, row_of(room, "Yến").left_at) == (before.arrived_at, None)


def test_who_is_not_of_the_cell_on_that_day_is_not_on_the_roll(room: Room) -> None:
    room.add(MemberStatus, member_id=room.members["Yến"], status=Status.LEFT, from_on=date(2026, 12, 1))
    with pytest.raises(Refused, match="not on the roll"):
        room.enter("Yến")


def test_the_rest_is_present_but_for_those_elsewhere_and_exempt(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    assert room.do("attendance.present_rest").value == 9
    states = {short_name(row.full_name): row.state for row in room.read(roll_call, room.meeting)}
    assert (states.pop("Ân"), states.pop("Trình"), states.pop("Ơn")) == (
        EXCUSED,
        AttendanceState.ELSEWHERE,
        AttendanceState.EXEMPT,
    )
    assert set(states.values()) == {PRESENT}


def test_the_rest_cannot_be_called_twice(room: Room) -> None:
    room.do("attendance.present_rest")
    with pytest.raises(Refused, match="Everybody"):
        room.do("attendance.present_rest")


def test_only_who_is_in_the_room_leaves_it(room: Room) -> None:
    with pytest.raises(Refused, match="not in the room"):
        room.do("attendance.leave", member="Yến")


def test_nobody_leaves_before_arriving(room: Room) -> None:
    room.enter("Yến")
    with pytest.raises(Refused, match="before arriving"):
        room.do("attendance.leave", member="Yến", at=room.clock.now - timedelta(minutes=1))


def test_a_request_goes_with_the_member_who_leaves(room: Room) -> None:
    room.enter("Yến", "Mậu")
    room.ask("Yến", "Mậu")
    room.ask("Yến", kind=SpeechKind.POINT_OF_ORDER)
    room.do("attendance.leave", member="Yến")
    assert room.queue == ["Mậu"]


def test_a_request_stays_where_the_list_is_open_to_those_not_present(room: Room) -> None:
    room.change(Meeting, room.meeting, present_only=False)
    room.enter("Yến")
    room.ask("Yến")
    room.do("attendance.leave", member="Yến")
    assert room.queue == ["Yến"]


@pytest.mark.parametrize(
    "departure",
    [
        ("attendance.leave", {}),
        ("attendance.clear", {}),
        ("attendance.mark", {"state": EXCUSED, "reason": "ốm"}),
    ],
)
def test_a_speech_ends_when_its_member_leaves_the_room(room: Room, departure: tuple[str, dict[str, Any]]) -> None:
    room.enter("Yến")
    room.ask("Yến")
    room.do("speech.next")
    room.clock.advance(seconds=40)
    name, arguments = departure
    room.do(name, member="Yến", **arguments)
    assert room.speaker is None
    assert [speaker.spoken_seconds(room.clock.now) for speaker in room.floor.finished] == [40]


def test_who_was_interrupted_goes_on_when_the_other_leaves(room: Room) -> None:
    room.enter("Yến", "Mậu")
    room.do("speech.start", member="Yến")
    room.do("speech.intervene", member="Mậu")
    room.do("attendance.leave", member="Mậu")
    assert room.speaker == "Yến"


def test_an_interruption_ends_with_the_speech_that_it_interrupts(room: Room) -> None:
    room.enter("Yến", "Mậu")
    room.do("speech.start", member="Yến")
    room.do("speech.intervene", member="Mậu")
    room.do("attendance.leave", member="Yến")
    assert (room.speaker, len(room.floor.finished), room.broken) == (None, 2, "")


def test_a_mark_taken_away_leaves_the_member_not_called(room: Room) -> None:
    room.enter("Yến")
    room.do("attendance.clear", member="Yến")
    assert row_of(room, "Yến").state is None
    with pytest.raises(Refused, match="not been called"):
        room.do("attendance.clear", member="Yến")


def test_a_mark_given_again_begins_afresh(room: Room) -> None:
    room.enter("Yến")
    room.do("attendance.clear", member="Yến")
    room.clock.advance(minutes=15)
    room.enter("Yến")
    assert row_of(room, "Yến").arrived_at == room.clock.now


def test_leaving_is_undone_with_everything_that_went_with_it(room: Room) -> None:
    room.enter("Yến", "Mậu")
    room.ask("Yến", "Mậu")
    room.do("speech.next")
    room.ask("Yến")
    before = room.read(export_text)
    room.do("attendance.leave", member="Yến")
    room.do("undo")
    assert room.read(export_text) == before


def test_an_arrival_on_which_a_request_stands_is_not_undone(room: Room) -> None:
    entry = room.do("attendance.mark", member="Yến", state=PRESENT).entry
    assert entry
    room.ask("Yến")
    with pytest.raises(Refused, match="not present would wait"):
        room.do("undo", number=entry[1])
    assert room.members["Yến"] in room.read(present, room.meeting)


def accept(room: Room, name: str, **arguments: Any) -> Any:
    return room.do("attendance.accept_reason", member=name, **arguments)


def test_the_committee_accepts_a_reason_and_the_member_is_left_out_of_elections(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    outcome = accept(room, "Ân")
    assert "accepts the reason" in outcome.label
    assert row_of(room, "Ân").is_excused_whole
    accept(room, "Ân", accepted=False)
    assert not row_of(room, "Ân").is_excused_whole


def test_the_acceptance_can_be_undone(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    accept(room, "Ân")
    room.do("undo")
    assert not row_of(room, "Ân").is_excused_whole
    assert row_of(room, "Ân").state is EXCUSED


def test_only_a_whole_absence_that_is_excused_can_be_accepted(room: Room) -> None:
    with pytest.raises(Refused, match="not excused for the whole meeting"):
        accept(room, "Ân")
    room.enter("Yến")
    room.do("attendance.leave", member="Yến")
    room.do("attendance.mark", member="Yến", state=EXCUSED, reason="việc nhà")
    with pytest.raises(Refused, match="not excused for the whole meeting"):
        accept(room, "Yến")


def test_another_mark_or_another_reason_is_not_what_was_accepted(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="ốm")
    accept(room, "Ân")
    room.do("attendance.mark", member="Ân", state=EXCUSED, reason="đi chơi")
    assert not row_of(room, "Ân").reason_accepted
    accept(room, "Ân")
    room.enter("Ân")
    assert not row_of(room, "Ân").reason_accepted


def test_accepting_without_a_noted_reason_warns(room: Room) -> None:
    room.do("attendance.mark", member="Ân", state=EXCUSED)
    assert any("No reason" in str(one) for one in accept(room, "Ân").warnings)


def test_who_is_suspended_is_not_called_and_the_refusal_says_the_way_out(room: Room) -> None:
    room.add(MemberStatus, member_id=room.members["Yến"], status=Status.SUSPENDED, from_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="suspended from Party activity on the day of the meeting"):
        room.enter("Yến")
    room.do("attendance.present_rest")
    assert room.members["Yến"] not in room.read(present, room.meeting)
