"""The adversaries by their names, and which of them a seed brings."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from tests.sync.simulator.adversaries import Adversary, BitRot, SlowLines, Stranger
from tests.sync.simulator.hostile_member import HostileMember
from tests.sync.simulator.hostile_server import HostileServer

ADVERSARIES: Mapping[str, type[Adversary]] = {
    kind.name: kind for kind in (HostileServer, HostileMember, Stranger, BitRot, SlowLines)
}
SHARE = 0.5
"""Of the seeds, those that are played once more with an adversary."""


def drawn(seed: int) -> str | None:
    """Return the adversary that a seed brings, ``None`` for none."""
    random = Random(f"adversary of {seed}")
    return random.choice(list(ADVERSARIES)) if random.random() < SHARE else None
