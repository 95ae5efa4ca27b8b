"""Each adversary against a few schedules, on the pure core and on real stores; many more by ``make simulate``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sync.simulator.__main__ import main
from tests.sync.simulator.play import play_pure, play_real
from tests.sync.simulator.roll import ADVERSARIES, drawn
from tests.sync.simulator.world import World


@pytest.mark.parametrize("name", ADVERSARIES)
def test_no_honest_entry_is_lost_or_doubled_whoever_is_against_it(name: str) -> None:
    for seed in range(1, 41):
        play_pure(seed, name)


@pytest.mark.parametrize("name", ADVERSARIES)
def test_real_stores_hold_against_it_too(name: str, tmp_path: Path) -> None:
    play_real(7, tmp_path, name)


def test_an_edit_of_a_record_that_no_machine_has_any_more_is_told_as_waiting_by_all() -> None:
    """The machine and the carrier with the entry before it were both set back; noise stood in its way elsewhere."""
    world = play_pure(1863, "stranger")
    assert [machine.waiting() for machine in world.machines] == [{"said 23 value", ""}] * len(world.machines)


def test_an_adversary_leaves_a_seed_its_schedule_and_is_the_same_again() -> None:
    assert _heads(play_pure(3, "server")) == _heads(play_pure(3, "server")) != _heads(play_pure(3))


def test_every_adversary_is_drawn_by_some_seed_and_some_seeds_draw_none() -> None:
    assert {drawn(seed) for seed in range(1, 101)} == {None, *ADVERSARIES}


def test_a_seed_that_fails_says_how_to_play_it_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_seed: int, _adversary: str | None) -> None:
        raise AssertionError

    monkeypatch.setattr("tests.sync.simulator.__main__.play_pure", fail)
    monkeypatch.setattr("sys.argv", ["simulator", "--seeds", "5-9", "--adversary", "member"])
    with pytest.raises(AssertionError):
        main()
    assert "python -m tests.sync.simulator --seed 5 --adversary member" in capsys.readouterr().err


def _heads(world: World) -> list[object]:
    return [machine.heads() for machine in world.machines]
