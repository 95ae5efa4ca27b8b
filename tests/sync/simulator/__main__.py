"""Replay schedules: ``python -m tests.sync.simulator --seed 17``, or ``--seeds 1-2000``; ``--real`` on real stores."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.sync.simulator.play import play_pure, play_real


def main() -> int:
    """Play the seeds that were asked for; name the first that fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.simulator")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--seeds", default="1-2000", help="a range, like 1-2000")
    parser.add_argument("--real", action="store_true", help="on real stores in a temporary folder")
    wanted = parser.parse_args()
    first, _, last = wanted.seeds.partition("-")
    seeds = [wanted.seed] if wanted.seed is not None else range(int(first), int(last or first) + 1)
    for seed in seeds:
        try:
            _play(seed, real=wanted.real)
        except BaseException:
            print(f"seed {seed} fails{' on real stores' if wanted.real else ''}", file=sys.stderr)
            raise
    print(f"{len(seeds)} schedules held")
    return 0


def _play(seed: int, *, real: bool) -> None:
    if not real:
        play_pure(seed)
        return
    with tempfile.TemporaryDirectory() as folder:
        play_real(seed, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
