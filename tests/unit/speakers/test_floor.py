"""Giving the floor, pausing, interrupting, taking back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.domain import speakers
from models.domain.errors import Refused
from models.domain.vocabulary import SpeechKind, SpeechState


def test_starting_gives_the_floor_to_the_first_in_the_list(room):
    room.ask("yen", "mau")
    room.start()
    assert (room.floor, room.queue) == ("yen", ["mau"])


def test_starting_the_next_ends_the_speech_before(room):
    room.ask("yen", "mau")
    room.start()
    room.pass_seconds(90)
    room.start()
    assert room.speech_of("yen").state is SpeechState.FINISHED
    assert room.speech_of("yen").ended_at == room.speech_of("mau").started_at == room.now


def test_the_chair_may_start_another_than_the_first(room):
    room.ask("yen", "mau")
    room.start("mau")
    assert (room.floor, room.queue) == ("mau", ["yen"])


def test_nobody_starts_when_nobody_waits(room):
    with pytest.raises(Refused, match="Nobody waits"):
        room.start()


def test_a_speech_that_ended_does_not_start_again(room):
    room.ask("yen")
    room.start()
    room.stop()
    with pytest.raises(Refused, match="no longer waits"):
        speakers.start(room.listing, room.now, room.speech_of("yen").id)


def test_who_has_left_meanwhile_does_not_get_the_floor(room):
    room.ask("yen")
    room.listing = replace(room.listing, present=frozenset({"mau"}))
    with pytest.raises(Refused, match="Only those present"):
        room.start()


def test_the_total_of_the_pauses_is_kept(room):
    room.ask("yen")
    room.start()
    for pause in (30, 15):
        room.pass_seconds(60)
        room.pause()
        room.pass_seconds(pause)
        room.resume()
    room.stop()
    assert room.speech_of("yen").pause_seconds == 45
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now) == 120


def test_a_paused_speech_still_has_the_floor(room):
    room.ask("yen")
    room.start()
    room.pause()
    assert room.floor == "yen"
    with pytest.raises(Refused, match="Nobody is speaking"):
        room.pause()


def test_stopping_a_paused_speech_counts_the_pause_until_then(room):
    room.ask("yen")
    room.start()
    room.pass_seconds(60)
    room.pause()
    room.pass_seconds(40)
    room.stop()
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now) == 60


def test_only_a_paused_speech_resumes(room):
    room.ask("yen")
    room.start()
    with pytest.raises(Refused, match="No speech is paused"):
        room.resume()


def test_nobody_stops_when_nobody_has_the_floor(room):
    room.ask("yen")
    with pytest.raises(Refused, match="Nobody has the floor"):
        room.stop()


@pytest.mark.parametrize("kind", [SpeechKind.INTERVENTION, SpeechKind.INTERPOSED_QUESTION])
def test_an_interruption_pauses_the_speaker_who_then_goes_on(room, kind):
    room.ask("yen")
    room.start()
    room.pass_seconds(60)
    room.interrupt("mau", kind)
    assert (room.floor, room.speech_of("yen").state) == ("mau", SpeechState.PAUSED)
    room.pass_seconds(20)
    room.stop()
    room.pass_seconds(5)
    assert room.floor == "yen"
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now) == 65
    assert speakers.spoken_seconds(room.speech_of("mau"), room.now) == 20


def test_the_chair_pauses_the_interruption_and_not_the_speaker_under_it(room):
    room.ask("yen")
    room.start()
    room.interrupt("mau")
    room.pause()
    room.pass_seconds(30)
    room.resume()
    assert room.floor == "mau"
    assert room.speech_of("mau").pause_seconds == 30


def test_an_interruption_may_be_interrupted(room):
    room.ask("yen")
    room.start()
    room.interrupt("mau")
    room.interrupt("huong")
    room.stop()
    assert room.floor == "mau"
    room.stop()
    assert room.floor == "yen"


def test_starting_the_next_ends_the_interruption_and_the_interrupted(room):
    room.ask("yen", "hiep")
    room.start()
    room.interrupt("mau")
    room.start()
    assert room.floor == "hiep"
    assert room.speech_of("yen").state is room.speech_of("mau").state is SpeechState.FINISHED


def test_nobody_interrupts_where_nobody_speaks(room):
    with pytest.raises(Refused, match="Nobody is speaking"):
        room.interrupt("mau")


def test_the_speaker_does_not_interrupt_herself(room):
    room.ask("yen")
    room.start()
    with pytest.raises(Refused, match="already has the floor"):
        room.interrupt("yen")


def test_a_speech_does_not_interrupt(room):
    room.ask("yen")
    room.start()
    with pytest.raises(Refused, match="ask for the floor"):
        room.interrupt("mau", SpeechKind.SPEECH)


def test_an_interruption_is_heard_though_the_list_is_closed(room):
    room.ask("yen")
    room.start()
    room.listing = replace(room.listing, closed=True)
    room.interrupt("mau")
    assert room.floor == "mau"


def test_taking_back_puts_the_speaker_at_the_top_with_the_times_cleared(room):
    room.ask("yen", "mau")
    room.start()
    asked = room.speech_of("yen")
    room.pause()
    room.pass_seconds(30)
    room.resume()
    room.take_back()
    back = room.speech_of("yen")
    assert (room.floor, room.queue) == (None, ["yen", "mau"])
    assert (back.started_at, back.paused_at, back.pause_seconds, back.ended_at) == (None, None, 0, None)
    assert back.asked_at == asked.asked_at


def test_with_the_floor_free_the_one_who_spoke_last_is_taken_back(room):
    room.ask("yen", "mau", "huong")
    for _speech in range(2):
        room.start()
        room.pass_seconds(10)
        room.stop()
    room.take_back()
    assert room.queue == ["mau", "huong"]


def test_who_was_taken_back_has_not_spoken(room):
    room.ask("yen")
    room.start()
    room.take_back()
    assert room.listing.spoken == frozenset()


def test_nothing_is_taken_back_before_anyone_spoke(room):
    room.ask("yen")
    with pytest.raises(Refused, match="Nobody has spoken"):
        room.take_back()


def test_who_has_asked_again_is_not_taken_back(room):
    room.ask("yen")
    room.start()
    room.ask("yen")
    with pytest.raises(Refused, match="already waits"):
        room.take_back()


def test_an_interruption_is_not_taken_back_into_the_list(room):
    room.ask("yen")
    room.start()
    room.interrupt("mau")
    with pytest.raises(Refused, match="stop it instead"):
        room.take_back()
