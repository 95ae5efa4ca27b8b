"""What is always true of a list: by example what breaks it, by property that no transition does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from models.domain import speakers
from models.domain.errors import Refused
from models.domain.vocabulary import SpeechKind, SpeechState

MEMBERS = st.sampled_from(["yen", "mau", "huong", "hiep", "trinh"])


def sentences(room) -> str:
    return " ".join(str(broken) for broken in speakers.broken_invariants(room.listing))


def change(room, member, **fields):
    """Change a speech as no transition would."""
    room.listing = room.listing.with_changes([replace(room.speech_of(member), **fields)])


@pytest.fixture
def busy(room):
    """Yến speaks, interrupted by Mậu; Hương and Hiệp wait."""
    room.ask("yen", "huong", "hiep")
    room.start()
    room.pass_seconds(10)
    room.interrupt("mau")
    return room


def test_an_interrupted_speaker_and_a_queue_are_in_order(busy):
    assert sentences(busy) == ""


def test_two_who_speak_at_a_time_break_the_list(busy):
    change(busy, "huong", state=SpeechState.SPEAKING, started_at=busy.now)
    assert "More than one member would be speaking" in sentences(busy)


def test_two_who_hold_the_floor_break_the_list(busy):
    change(busy, "huong", state=SpeechState.PAUSED, started_at=busy.now, paused_at=busy.now)
    assert "More than one speech would have the floor" in sentences(busy)


def test_a_speaker_who_goes_on_under_an_interruption_breaks_the_list(busy):
    change(busy, "yen", state=SpeechState.SPEAKING, paused_at=None)
    assert "not paused" in sentences(busy)


def test_an_interruption_of_a_speech_that_is_over_breaks_the_list(busy):
    change(busy, "yen", state=SpeechState.FINISHED, paused_at=None, ended_at=busy.now)
    assert "not paused" in sentences(busy)


def test_two_interruptions_of_one_speech_break_the_list(busy):
    interruption = replace(busy.speech_of("mau"), id="second", state=SpeechState.PAUSED, paused_at=busy.now)
    busy.listing = busy.listing.with_changes([interruption])
    assert "interrupted twice" in sentences(busy)


def test_a_member_who_waits_twice_breaks_the_list(busy):
    change(busy, "huong", member_id="hiep")
    assert "wait twice" in sentences(busy)


def test_an_interruption_that_waits_breaks_the_list(busy):
    change(busy, "huong", kind=SpeechKind.INTERVENTION)
    assert "interruption would wait" in sentences(busy)


def test_somebody_absent_who_waits_breaks_the_list_unless_it_is_open_to_all(busy):
    busy.listing = replace(busy.listing, present=frozenset({"yen", "mau", "hiep"}))
    assert "not present" in sentences(busy)
    busy.listing = replace(busy.listing, present_only=False)
    assert sentences(busy) == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"state": SpeechState.FINISHED},
        {"paused_at": None},
        {"state": SpeechState.WAITING},
    ],
)
def test_times_that_do_not_fit_the_state_break_the_list(busy, fields):
    change(busy, "yen", **fields)
    assert "not fit its state" in sentences(busy)


def test_a_speech_that_begins_before_it_was_asked_for_breaks_the_list(busy):
    change(busy, "yen", started_at=busy.now - timedelta(hours=1))
    assert "before it began" in sentences(busy)


def test_pauses_longer_than_the_speech_break_the_list(busy):
    change(busy, "yen", pause_seconds=11)
    assert "before it began" in sentences(busy)


class Debate(RuleBasedStateMachine):
    """Everything a chair can do with a list, in any order; what is refused changes nothing."""

    def __init__(self, new_room):
        super().__init__()
        self.room = new_room()

    def attempt(self, act, *arguments):
        self.room.pass_seconds(1)
        before = self.room.listing
        try:
            act(*arguments)
        except Refused:
            assert self.room.listing == before

    @rule(member=MEMBERS, kind=st.sampled_from([SpeechKind.SPEECH, SpeechKind.POINT_OF_ORDER]))
    def ask(self, member, kind):
        self.attempt(lambda: self.room.ask(member, kind=kind))

    @rule(member=MEMBERS, kind=st.sampled_from([SpeechKind.INTERVENTION, SpeechKind.INTERPOSED_QUESTION]))
    def interrupt(self, member, kind):
        self.attempt(self.room.interrupt, member, kind)

    @rule()
    def start(self):
        self.attempt(self.room.start)

    @rule(data=st.data())
    def start_another(self, data):
        if queue := self.room.queue:
            self.attempt(self.room.start, data.draw(st.sampled_from(queue)))

    @rule()
    def pause(self):
        self.attempt(self.room.pause)

    @rule()
    def resume(self):
        self.attempt(self.room.resume)

    @rule()
    def stop(self):
        resumed = self.interrupted_speaker()
        self.attempt(self.room.stop)
        assert resumed is None or self.room.listing.speech(resumed).state is SpeechState.SPEAKING

    @rule()
    def take_back(self):
        self.attempt(self.room.take_back)

    def interrupted_speaker(self):
        holder = speakers.floor_holder(self.room.listing)
        return holder.interrupts if holder else None

    @rule(data=st.data(), index=st.integers(-1, 6))
    def move(self, data, index):
        if not (queue := speakers.waiting(self.room.listing)):
            return
        moved = data.draw(st.sampled_from(queue))
        try:
            self.room.apply(speakers.move_to(self.room.listing, moved.id, index, self.room.between))
        except Refused:
            return
        assert speakers.waiting(self.room.listing)[index].id == moved.id
        assert len(self.room.queue) == len(queue)

    @rule(data=st.data())
    def remove(self, data):
        if queue := speakers.waiting(self.room.listing):
            self.room.apply(speakers.remove(self.room.listing, data.draw(st.sampled_from(queue)).id))

    @rule(member=MEMBERS)
    def leave_or_arrive(self, member):
        self.room.apply(speakers.withdraw(self.room.listing, member))
        self.room.listing = replace(self.room.listing, present=self.room.listing.present ^ {member})

    @rule(switch=st.sampled_from(["closed", "unspoken_first"]))
    def turn(self, switch):
        self.room.listing = replace(self.room.listing, **{switch: not getattr(self.room.listing, switch)})

    @rule(seconds=st.integers(1, 600))
    def time_passes(self, seconds):
        self.room.pass_seconds(seconds)

    @invariant()
    def nothing_is_broken(self):
        assert sentences(self.room) == ""

    @invariant()
    def points_of_order_lead_and_whoever_has_not_spoken_goes_before_who_has(self):
        listing = self.room.listing
        waiting = speakers.waiting(listing)
        order = [speech.kind is not SpeechKind.POINT_OF_ORDER for speech in waiting]
        assert order == sorted(order)
        spoken = [speech.member_id in listing.spoken for speech in waiting if speech.kind is SpeechKind.SPEECH]
        assert not listing.unspoken_first or spoken == sorted(spoken)

    @invariant()
    def no_more_was_said_than_time_went_by(self):
        total = sum(speakers.seconds_by_member(self.room.listing.speeches, self.room.now).values())
        assert total <= (self.room.now - self.room.opening).total_seconds()


def test_no_sequence_of_acts_breaks_the_list(new_room):
    run_state_machine_as_test(lambda: Debate(new_room), settings=settings(max_examples=100, stateful_step_count=40))
