"""Playing one seed on either kind of machine, with an adversary or without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.sync.simulator.adversaries import Adversary
from tests.sync.simulator.pure import PureReplica
from tests.sync.simulator.real import RealReplica
from tests.sync.simulator.roll import ADVERSARIES
from tests.sync.simulator.running import run
from tests.sync.simulator.world import World


def play_pure(seed: int, adversary: str | None = None) -> World:
    """Play a seed on the pure core."""
    return run(seed, PureReplica, 60, _against(seed, adversary))


def play_real(seed: int, folder: Path, adversary: str | None = None) -> World:
    """Play a seed on real stores, whose files stand in the folder."""
    return run(seed, lambda name: RealReplica(folder, name), 30, _against(seed, adversary))


def _against(seed: int, adversary: str | None) -> Callable[[World], Adversary] | None:
    if adversary is None:
        return None
    return lambda world: ADVERSARIES[adversary](world, Random(f"{adversary} {seed}"))
