"""Waiting longer and longer, each by its own chance."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sync.daemon.backoff import (
    BURST,
    FIRST,
    FREE_POLLS,
    LONGEST,
    LONGEST_ASKED,
    LONGEST_PAUSE,
    PER_SECOND,
    Backoff,
    PollThrottle,
)


@given(st.randoms(use_true_random=False), st.integers(0, 3000), st.floats(0, LONGEST_ASKED))
def test_a_wait_is_within_its_bounds(random: Random, failures: int, asked: float) -> None:
    backoff = Backoff(random, failures)
    seconds = backoff.failed(asked)
    assert asked <= seconds <= (asked + min(LONGEST, FIRST * 2 ** min(failures, 16))) * (1 + 1e-9)
    assert backoff.failures == failures + 1


def test_no_server_makes_a_machine_wait_for_more_than_two_minutes_and_a_half() -> None:
    assert max(Backoff(Random(seed), 9).failed(3600.0) for seed in range(100)) <= 150


def test_after_a_success_it_begins_anew() -> None:
    backoff = Backoff(Random(1), 9)
    backoff.succeeded()
    assert backoff.failed() <= FIRST


def test_two_machines_do_not_come_back_at_once() -> None:
    waits = {round(Backoff(Random(seed), 6).failed(), 6) for seed in range(100)}
    assert len(waits) == 100


def test_news_that_bring_nothing_are_asked_for_later_and_later() -> None:
    calm = PollThrottle(Backoff(Random(1)))
    waits = [calm.delay_after(float(second), is_fruitful=False) for second in range(40)]
    assert waits[:FREE_POLLS] == [0.0] * FREE_POLLS
    assert max(waits) <= LONGEST_PAUSE
    assert sum(waits) > 10 * LONGEST_PAUSE / 4
    assert calm.delay_after(100.0, is_fruitful=True) == 0.0
    assert calm.delay_after(101.0, is_fruitful=False) == 0.0


def test_news_that_bring_something_come_as_often_as_a_meeting_has_them_and_not_for_ever() -> None:
    calm = PollThrottle(Backoff(Random(1)))
    assert [calm.delay_after(1.0, is_fruitful=True) for _ in range(int(BURST))] == [0.0] * int(BURST)
    assert calm.delay_after(1.0, is_fruitful=True) == 1 / PER_SECOND
    assert calm.delay_after(1.0 + BURST, is_fruitful=True) == 0.0
