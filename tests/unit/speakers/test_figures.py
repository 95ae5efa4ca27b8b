"""Seconds, overruns, totals and shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.domain import speakers
from models.domain.clock import VIETNAM, from_text
from models.domain.speakers import Contribution
from models.domain.vocabulary import SpeechKind, SpeechState

START = from_text("2026-12-03T07:05:00.000Z")
offsets = st.one_of(st.none(), st.integers(-100_000, 100_000).map(lambda seconds: START + timedelta(seconds=seconds)))


def test_a_request_has_spoken_no_time(room):
    room.ask("yen")
    room.pass_seconds(60)
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now) == 0


def test_time_stands_still_while_a_speech_is_paused(room):
    room.ask("yen")
    room.start()
    room.pass_seconds(60)
    room.pause()
    room.pass_seconds(600)
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now) == 60


def test_the_time_left_falls_below_zero_when_it_is_over(room):
    room.ask("yen", planned=180)
    room.start()
    room.pass_seconds(120)
    assert speakers.remaining_seconds(room.speech_of("yen"), room.now) == 60
    room.pass_seconds(100)
    assert speakers.remaining_seconds(room.speech_of("yen"), room.now) == -40


def test_without_a_planned_time_nothing_is_left_or_over(room):
    room.ask("yen")
    assert speakers.remaining_seconds(room.speech_of("yen"), room.now) is None


def test_the_total_of_a_member_takes_in_every_kind_of_contribution(room):
    room.ask("yen", "mau")
    room.start()
    room.pass_seconds(60)
    room.interrupt("mau")
    room.pass_seconds(10)
    room.start()
    room.pass_seconds(30)
    assert speakers.seconds_by_member(room.listing.speeches, room.now) == {"yen": 60, "mau": 40}


def test_those_who_have_not_spoken_are_named_in_the_order_given(room):
    room.ask("mau")
    room.start()
    room.interrupt("hiep")
    assert speakers.unspoken(("yen", "mau", "huong", "hiep"), room.listing.spoken) == ("yen", "huong")


def test_the_share_of_speakers_counts_only_those_who_attended():
    assert speakers.speaking_share(("yen", "mau", "huong"), frozenset({"mau", "a-guest"})) == (1, 3)


def test_in_an_empty_room_the_share_has_no_denominator():
    assert speakers.speaking_share((), frozenset()) == (0, 0)


def test_the_zone_of_the_clock_does_not_matter(room):
    room.ask("yen")
    room.start()
    room.pass_seconds(60)
    assert speakers.spoken_seconds(room.speech_of("yen"), room.now.astimezone(VIETNAM)) == 60


@given(started=offsets, paused=offsets, ended=offsets, now=offsets, pauses=st.integers(0, 10_000))
def test_whatever_the_clock_did_nobody_spoke_less_than_nothing(started, paused, ended, now, pauses):
    speech = Contribution(
        id="1",
        member_id="yen",
        kind=SpeechKind.SPEECH,
        state=SpeechState.FINISHED,
        position="a0",
        asked_at=START,
        started_at=started,
        paused_at=paused,
        pause_seconds=pauses,
        ended_at=ended,
    )
    assert speakers.spoken_seconds(speech, now or START) >= 0


def test_a_clock_set_back_within_a_speech_keeps_the_pauses_counted_before(room):
    room.ask("yen")
    room.start()
    room.pause()
    room.pass_seconds(30)
    room.resume()
    room.pass_seconds(60)
    room.pause()
    room.pass_seconds(-3600)
    room.stop()
    assert room.speech_of("yen").pause_seconds == 30
    assert speakers.spoken_seconds(replace(room.speech_of("yen"), ended_at=None), room.now) == 0
