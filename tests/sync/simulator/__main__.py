"""Replay schedules: ``python -m tests.sync.simulator --seed 17``, or ``--seeds 1-2000``; ``--real`` on real stores.

Half of the seeds are played once more with an adversary; ``--adversary NAME`` plays each with this one only.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.sync.simulator.play import play_pure, play_real
from tests.sync.simulator.roll import ADVERSARIES, drawn


def main() -> int:
    """Play the seeds that were asked for; name the first that fails, and how to play it again."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.simulator")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", default="1-2000", help="a range, like 1-2000")
    parser.add_argument("--real", action="store_true", help="on real stores in a temporary folder")
    parser.add_argument("--adversary", choices=["none", *ADVERSARIES], help="play with this one only, or with none")
    wanted = parser.parse_args()
    first, _, last = wanted.seeds.partition("-")
    seeds = [wanted.seed] if wanted.seed is not None else range(int(first), int(last or first) + 1)
    count = 0
    for seed in seeds:
        for adversary in _adversaries(seed, wanted.adversary):
            try:
                _play(seed, adversary, real=wanted.real)
            except BaseException:
                again = f"--seed {seed} --adversary {adversary or 'none'}{' --real' if wanted.real else ''}"
                print(f"fails after {count} that held; again: python -m tests.sync.simulator {again}", file=sys.stderr)
                raise
            count += 1
    print(f"{count} schedules held")
    return 0


def _adversaries(seed: int, wanted: str | None) -> Iterator[str | None]:
    """Yield with whom a seed is played."""
    if wanted not in {None, "none"}:
        yield wanted
        return
    yield None
    if wanted is None and (adversary := drawn(seed)):
        yield adversary


def _play(seed: int, adversary: str | None, *, real: bool) -> None:
    if not real:
        play_pure(seed, adversary)
        return
    with tempfile.TemporaryDirectory() as folder:
        play_real(seed, Path(folder), adversary)


if __name__ == "__main__":
    sys.exit(main())
