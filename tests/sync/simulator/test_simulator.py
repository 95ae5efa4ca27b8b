"""Four hundred schedules on the pure core (merge, links, forks), a sample of them on real stores.

``make simulate`` plays two thousand, or as many as are asked for.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.simulator.play import play_pure, play_real

AT_ONCE = 20


@pytest.mark.parametrize("first", range(1, 401, AT_ONCE))
def test_after_quiet_every_machine_says_the_same_and_has_every_act(first: int) -> None:
    for seed in range(first, first + AT_ONCE):
        play_pure(seed)


@pytest.mark.parametrize("seed", range(1, 17))
def test_real_stores_agree_byte_for_byte_and_their_chains_verify(seed: int, tmp_path: Path) -> None:
    play_real(seed, tmp_path)


def test_a_seed_plays_the_same_schedule_again() -> None:
    once, again = play_pure(7), play_pure(7)
    assert [machine.heads() for machine in once.machines] == [machine.heads() for machine in again.machines]
