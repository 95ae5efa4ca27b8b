"""What never happens to a meeting, however acts and undos follow each other."""

from __future__ import annotations

import shutil
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import (
    AttendanceState,
    ItemState,
    MeetingState,
    MotionState,
    RoundState,
    SpeechKind,
    SpeechState,
)
from models.store.export import export_text
from models.store.store import Store
from models.tables import AgendaItem, Attendance, ItemRun, Meeting, MeetingPause, Motion, Round, Speech
from tests.meeting_room import Clock, Room


def speech(room: Room, name: str, state: SpeechState, **fields: Any) -> str:
    asked = {"meeting_id": room.meeting, "item_id": room.discussion, "asked_at": room.clock.now}
    return room.add(Speech, member_id=room.members[name], state=state, **asked | fields)


def open_round(room: Room, motion_state: MotionState = MotionState.OPEN, **fields: Any) -> str:
    motion = room.add(Motion, meeting_id=room.meeting, title="Motion", threshold="more than 1/2", state=motion_state)
    numbers = {"official": 10, "counted": 8, "voters_present": 7, "threshold": "more than 1/2", "number": 1}
    return room.add(Round, motion_id=motion, method=Method.SHOW_OF_HANDS, opened_at=room.clock.now, **numbers | fields)


def test_a_meeting_in_which_an_item_runs_is_whole(room: Room) -> None:
    room.enter("Yến", "Mậu")
    room.ask("Mậu")
    room.do("speech.start", member="Yến")
    open_round(room)
    assert room.broken == ""


def test_two_items_never_run_at_a_time(room: Room) -> None:
    room.change(AgendaItem, room.close, state=ItemState.RUNNING)
    room.add(ItemRun, item_id=room.close, started_at=room.clock.now)
    assert room.broken == "Two items of the agenda would run at a time."


def test_no_item_runs_while_the_meeting_pauses(room: Room) -> None:
    room.change(Meeting, room.meeting, state=MeetingState.PAUSED)
    room.add(MeetingPause, meeting_id=room.meeting, paused_at=room.clock.now)
    assert room.broken == "An item would run although the meeting does not."


def test_no_item_runs_without_its_timer(room: Room) -> None:
    room.change(ItemRun, room.run, ended_at=room.clock.now)
    assert room.broken == "An item would run without its timer."


def test_no_timer_runs_of_an_item_that_does_not(room: Room) -> None:
    room.change(AgendaItem, room.discussion, state=ItemState.DONE)
    assert room.broken == "The timer would run of an item that does not."


def test_an_item_has_one_timer(room: Room) -> None:
    room.add(ItemRun, item_id=room.discussion, started_at=room.clock.now)
    assert room.broken == "Two timers of one item would run at a time."


def test_a_meeting_that_goes_on_has_no_break(room: Room) -> None:
    room.add(MeetingPause, meeting_id=room.meeting, paused_at=room.clock.now)
    assert "paused without a break" in room.broken


def test_nobody_is_present_before_the_opening(room: Room) -> None:
    room.enter("Yến")
    room.change(ItemRun, room.run, ended_at=room.clock.now)
    room.change(AgendaItem, room.discussion, state=ItemState.PENDING)
    room.change(Meeting, room.meeting, state=MeetingState.NOTIFIED)
    assert room.broken == "A member would be present at a meeting that is not open yet."


def test_nobody_leaves_before_coming(room: Room) -> None:
    before = room.clock.now - timedelta(minutes=1)
    room.add(
        Attendance,
        meeting_id=room.meeting,
        member_id=room.members["Yến"],
        state=AttendanceState.PRESENT,
        arrived_at=room.clock.now,
        left_at=before,
    )
    assert room.broken == "A member would leave before coming."


def test_nobody_speaks_on_an_item_that_does_not_run(room: Room) -> None:
    speech(room, "Yến", SpeechState.SPEAKING, item_id=room.close, started_at=room.clock.now)
    assert room.broken == "Somebody would be speaking on an item that does not run."


def test_no_speech_stays_open_on_an_item_that_is_over(room: Room) -> None:
    times = {"started_at": room.clock.now, "paused_at": room.clock.now}
    speech(room, "Yến", SpeechState.PAUSED, item_id=room.close, **times)
    room.change(AgendaItem, room.close, state=ItemState.DONE)
    assert room.broken == "A speech would be open on an item that is over."


def test_two_members_never_speak_at_a_time(room: Room) -> None:
    room.enter("Yến", "Mậu")
    for name in ("Yến", "Mậu"):
        speech(room, name, SpeechState.SPEAKING, started_at=room.clock.now)
    assert room.broken == "More than one member would be speaking at a time."


def test_nobody_waits_who_is_not_there(room: Room) -> None:
    speech(room, "Yến", SpeechState.WAITING)
    assert room.broken == "A member who is not present would wait in the speakers' list."


@pytest.mark.parametrize("state", [MeetingState.CLOSED, MeetingState.NOTIFIED])
def test_no_vote_is_open_when_the_meeting_is_not(room: Room, state: MeetingState) -> None:
    open_round(room)
    room.change(ItemRun, room.run, ended_at=room.clock.now)
    room.change(AgendaItem, room.discussion, state=ItemState.DONE)
    room.change(Meeting, room.meeting, state=state)
    assert room.broken == "A vote would be open although the meeting is not."


def test_no_round_is_open_of_a_motion_that_is_decided(room: Room) -> None:
    open_round(room, MotionState.PASSED)
    assert room.broken == "A round would be open of a motion that is not put to the vote."


def test_a_counted_round_says_when(room: Room) -> None:
    open_round(room, state=RoundState.COUNTED)
    assert room.broken == "The times of a round would not fit its state."


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (1, "Two rounds of one motion would have the same number."),
        (2, "Two rounds of one motion would be open at a time."),
    ],
)
def test_rounds_of_a_motion_follow_each_other(room: Room, number: int, sentence: str) -> None:
    first = open_round(room)
    if number == 1:
        room.change(Round, first, state=RoundState.COUNTED, counted_at=room.clock.now)
    (motion,) = room.row("SELECT motion_id FROM round WHERE id = ?", first)
    room.change(Round, open_round(room), motion_id=motion, number=number)
    assert room.broken == sentence


PEOPLE = ("Yến", "Mậu", "Hương", "Hiệp")
people = st.sampled_from(PEOPLE)


class Afternoon(RuleBasedStateMachine):
    """An afternoon in the room: anything anybody may do, in any order; refusals are part of it."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.room.enter(*PEOPLE[:2])
        self.before: list[str] = []

    def attempt(self, name: str, **arguments: Any) -> None:
        self.room.clock.advance(seconds=7)
        before = self.room.read(export_text)
        try:
            outcome = self.room.do(name, **arguments)
        except Refused:
            assert self.room.read(export_text) == before
            return
        if outcome.entry:
            self.before.append(before)

    @rule(member=people, state=st.sampled_from(AttendanceState))
    def call_the_roll(self, member: str, state: AttendanceState) -> None:
        self.attempt("attendance.mark", member=member, state=state)

    @rule(member=people, act=st.sampled_from(("attendance.leave", "attendance.clear")))
    def go(self, member: str, act: str) -> None:
        self.attempt(act, member=member)

    @rule(member=people, kind=st.sampled_from(SpeechKind))
    def ask(self, member: str, kind: SpeechKind) -> None:
        self.attempt("speech.ask", member=member, kind=kind)

    @rule(member=people, kind=st.sampled_from(SpeechKind))
    def interrupt(self, member: str, kind: SpeechKind) -> None:
        self.attempt("speech.intervene", member=member, kind=kind)

    @rule(member=people)
    def call(self, member: str) -> None:
        self.attempt("speech.start", member=member)

    @rule(act=st.sampled_from(("next", "pause", "resume", "stop", "take_back")))
    def lead(self, act: str) -> None:
        self.attempt(f"speech.{act}")

    @rule(place=st.integers(1, 4), to=st.integers(1, 4))
    def move(self, place: int, to: int) -> None:
        waiting = self.room.floor.waiting
        if place <= len(waiting):
            self.attempt("speech.move", speech=waiting[place - 1].speech.id, to=to)

    @rule(act=st.sampled_from(("list.close", "list.open")))
    def close(self, act: str) -> None:
        self.attempt(act)

    @rule(on=st.booleans())
    def order(self, on: bool) -> None:
        self.attempt("list.unspoken_first", on=on)

    @rule()
    def undo(self) -> None:
        if self.before:
            self.room.do("undo")
            assert self.room.read(export_text) == self.before.pop()

    @invariant()
    def nothing_is_broken(self) -> None:
        assert self.room.broken == ""


def test_whatever_is_done_and_undone_nothing_is_broken(empty_store_file: Path, tmp_path: Path, clock: Clock) -> None:
    stores: list[Store] = []
    numbers = count()

    def afternoon() -> Afternoon:
        home = tmp_path / str(next(numbers))
        shutil.copytree(empty_store_file, home)
        stores.append(Store.open(home, clock))
        return Afternoon(Room(stores[-1], clock))

    few = settings(max_examples=20, stateful_step_count=30)
    try:
        run_state_machine_as_test(afternoon, settings=few)
    finally:
        for opened in stores:
            opened.close()
