"""Playing one seed on either kind of machine."""

from __future__ import annotations

from pathlib import Path

from tests.sync.simulator.pure import PureReplica
from tests.sync.simulator.real import RealReplica
from tests.sync.simulator.world import World, run


def play_pure(seed: int) -> World:
    """Play a seed on the pure core."""
    return run(seed, PureReplica, 60)


def play_real(seed: int, folder: Path) -> World:
    """Play a seed on real stores, whose files stand in the folder."""
    return run(seed, lambda name: RealReplica(folder, name), 30)
