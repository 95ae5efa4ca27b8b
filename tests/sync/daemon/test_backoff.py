"""Waiting longer and longer, each by its own chance."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from sync.daemon.backoff import FIRST, LONGEST, Backoff


@given(st.randoms(use_true_random=False), st.integers(0, 3000), st.floats(0, 600))
def test_a_wait_is_within_its_bounds(random: Random, failures: int, asked: float) -> None:
    backoff = Backoff(random, failures)
    seconds = backoff.failed(asked)
    assert asked <= seconds <= (asked + min(LONGEST, FIRST * 2 ** min(failures, 16))) * (1 + 1e-9)
    assert backoff.failures == failures + 1


def test_after_a_success_it_begins_anew() -> None:
    backoff = Backoff(Random(1), 9)
    backoff.succeeded()
    assert backoff.failed() <= FIRST


def test_two_machines_do_not_come_back_at_once() -> None:
    waits = {round(Backoff(Random(seed), 6).failed(), 6) for seed in range(100)}
    assert len(waits) == 100
