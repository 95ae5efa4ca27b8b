"""Playing a schedule to its quiet end, and what must hold then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from random import Random

from models.store.entry import identity
from sync.keys.sealing import Unreadable
from sync.protocol.parcels import Parcel
from tests.sync.simulator.adversaries import Adversary
from tests.sync.simulator.carrier import RunCodec, SealedCodec
from tests.sync.simulator.world import ACT, SAID, Machine, World

SEALED_EVERY = 10
"""Of so many seeds one is played with real keys and real sealing."""


def run(
    seed: int, make: Callable[[str], Machine], steps: int, adversary: Callable[[World], Adversary] | None = None
) -> World:
    """Play the schedule of a seed to its quiet end, hold what must hold, and return the world."""
    world = World(Random(seed), make, codec=RunCodec() if seed % SEALED_EVERY else SealedCodec.new())
    world.adversary = adversary(world) if adversary else None
    try:
        world.play(steps)
        written = set().union(*(machine.tokens() for machine in world.machines))
        if world.adversary:
            world.adversary.settle()
        else:
            world.settle()
        hold(world, written)
    finally:
        world.close()
    return world


def hold(world: World, written: set[str]) -> None:
    """Assert what must be true after quiet; ``written`` is what any machine had in its journal before."""
    for machine in world.machines:
        machine.check()
        assert written <= machine.tokens(), "an act was lost"
        assert not (twice := _twice(machine)), f"acts are here twice: {twice}"
    assert len({machine.export() for machine in world.machines}) == 1, "the machines differ"
    for _, codec in world.revoked:
        assert not any(_opens(codec, parcel) for parcel in world.parcels() if parcel.key_id not in keys_of(codec))
    conflicts = [machine.open_conflicts() for machine in world.machines]
    assert all(found == conflicts[0] for found in conflicts), "the machines show different conflicts"
    if world.adversary and world.adversary.writes:
        return  # what it wrote over need not be shown
    waiting = [machine.waiting() for machine in world.machines]
    assert all(found == waiting[0] for found in waiting), "the machines tell different entries that wait for a record"
    shown = world.machines[0].export() + "".join([*conflicts[0], *waiting[0]])
    lost = {text for text in written - world.overwritten if text.startswith(SAID) and text not in shown}
    assert not lost, "a value that nobody wrote over is neither in its row, nor to choose from, nor told as waiting"


def keys_of(codec: RunCodec | SealedCodec) -> set[str]:
    """Return the ids of the keys that somebody has."""
    return set(codec.keys) if isinstance(codec, RunCodec) else {key.id for key in codec.ring.keys}


def _opens(codec: RunCodec | SealedCodec, parcel: Parcel) -> bool:
    try:
        codec.open(parcel)
    except Unreadable:
        return False
    return True


def _twice(machine: Machine) -> set[str]:
    """Return the texts of the schedule that more than one act has written: each is written once.

    One act may stand under two names of its device, as one half of a fork came by way of another machine: it has one
    identity, by which the merge takes it for what it is.
    """
    writers: defaultdict[str, set[str]] = defaultdict(set)
    pairs = (pair for device, head in machine.heads().items() for pair in machine.entries(device, 1, head.seq))
    for entry, digest in pairs:
        for value in (value for change in entry.changes for value in (change.new or {}).values() if entry.act == ACT):
            if isinstance(value, str) and value.startswith(SAID):
                writers[value].add(identity(entry.details, digest))
    return {text for text, acts in writers.items() if len(acts) > 1}
