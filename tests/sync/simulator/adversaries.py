"""Who stands against a schedule: a share of the seeds is played once more with one of them, each also alone.

An adversary has a source of chance of its own, made from the seed, and acts between the steps of the schedule. What
holds in spite of it: no honest entry is lost or doubled; a machine that lacks one of another says so, as far as it can
know; and all have everything once they meet a carrier that is honest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, ClassVar

from models.domain import limits
from sync.exchange.interfaces import ExchangeResult, HeadMoved
from sync.protocol.fields import TAG_BYTES
from sync.protocol.parcels import NO_TAG, Parcel, TaggedHead
from tests.sync.simulator.carrier import Carrier, Interrupted, Line

if TYPE_CHECKING:
    from tests.sync.simulator.world import Machine, World

SERVER, STICK = 0, 1
"""The two carriers of a schedule, where an adversary treats them differently."""


class Adversary:
    """Does nothing; the base of those that do."""

    name: ClassVar[str]
    chance: ClassVar[float] = 0.3
    """How often it acts, between two steps."""
    writes: ClassVar[bool] = False
    """Whether it writes entries that the honest machines take in, and may so write over what they wrote."""

    def __init__(self, world: World, random: Random) -> None:
        self.world = world
        self.random = random
        self.told: dict[tuple[int, int], ExchangeResult] = {}
        """By machine and carrier, what the last exchange said."""
        self.begin()

    def begin(self) -> None:
        """Prepare the world, before its schedule begins."""

    def strike(self) -> None:
        """Act once."""

    def after_step(self) -> None:
        """Let a step of the schedule be done."""
        if self.random.random() < self.chance:
            self.strike()

    def line(self, _machine: Machine, carrier: int, chance: float) -> Line:
        """Return the line of a machine to a carrier."""
        return Line(self.world.carriers[carrier], self.world.random, chance)

    def heard(self, machine: Machine, carrier: int, moved: ExchangeResult) -> None:
        """Take note of what a machine says after an exchange."""
        self.told[id(machine), carrier] = moved

    def settle(self) -> None:
        """Come to the quiet end: first as things are, then with an honest carrier."""
        self.world.settle()


class SlowLines(Adversary):
    """Connections that break in the middle of a put: the first parcels are stored, but no answer arrives."""

    name = "slow"

    def line(self, _machine: Machine, carrier: int, chance: float) -> Line:
        """Return a slow line, but for the quiet end."""
        if self.world.is_quiet:
            return Line(self.world.carriers[carrier], self.world.random, chance)
        return _CutLine(self.world.carriers[carrier], self.random, max(chance, 0.2))


class _CutLine(Line):
    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        if self.random.random() < 0.5:
            kept = parcels[: self.random.randint(0, len(parcels))]
            self.carrier.put(kept)
            raise Interrupted
        return super().put(parcels)

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        return super().get(have, self.random.randint(1, limit))


class Holding(Carrier):
    """A carrier on which something unreadable may stand.

    One that mends takes away what is told it, with all behind it, so that it is put again (a stick); the other keeps it
    (a server that nobody has told, of version 1).
    """

    mends = True

    def copy(self) -> Holding:
        other = super().copy()
        assert isinstance(other, Holding)
        other.mends = self.mends
        return other

    def reject(self, parcel: Parcel) -> None:
        if self.mends:
            self.cut(parcel)

    def cut(self, parcel: Parcel) -> None:
        """Remove a parcel and what follows it."""
        chain = self.chains.get(parcel.device, [])
        self.chains[parcel.device] = chain[: chain.index(parcel)] if parcel in chain else chain
        if not self.chains[parcel.device]:
            del self.chains[parcel.device]


class Spoiling(Adversary):
    """One that makes carriers hold what cannot be read; in the end a new stick goes round."""

    def begin(self) -> None:
        """Let the server keep what is damaged, and the stick put it aside."""
        self.world.carriers = [Holding(), Holding()]
        server = self.world.carriers[SERVER]
        assert isinstance(server, Holding)
        server.mends = self.random.random() < 0.5

    def settle(self) -> None:
        """Exchange with what there is, see who says what is missing, then let everybody have the new stick."""
        self.world.rest()
        self._everybody_says_what_is_missing()
        self.world.carriers.append(Carrier())
        self.world.settle([len(self.world.carriers) - 1])

    def _everybody_says_what_is_missing(self) -> None:
        machines = self.world.machines
        there = set().union(*(machine.tokens() for machine in machines))
        for machine in machines:
            if there - machine.tokens():
                said = [self.told[id(machine), carrier] for carrier in (SERVER, STICK)]
                said += [self.told[id(one), carrier] for one in machines for carrier in (SERVER, STICK)]
                assert any(one.refused or one.unreceived or one.unsent for one in said), "nobody says what is missing"


class Stranger(Spoiling):
    """A machine with a token and no key: it puts noise behind the heads of others, and under names of its own."""

    name = "stranger"

    def strike(self) -> None:
        """Put one parcel."""
        carrier = self.random.choice(self.world.carriers)
        heads = carrier.heads()
        device = self.random.choice([*sorted(heads), *(machine.device for machine in self.world.machines), "stranger"])
        head = heads.get(device, TaggedHead(0, NO_TAG))
        last = self.random.choice((head.seq + 1, head.seq + 1, head.seq + 4, limits.SEQ - 1))
        key = self.random.choice((*sorted(keys_known(self.world)), "a key of its own"))
        tag, box = self.random.randbytes(TAG_BYTES), self.random.randbytes(64)
        with contextlib.suppress(HeadMoved):
            carrier.put([Parcel(device, head.seq + 1, max(head.seq + 1, last), head.tag, tag, key, b"\xff" + box)])


class BitRot(Spoiling):
    """Bits that flip where parcels lie."""

    name = "rot"

    def strike(self) -> None:
        """Spoil one parcel."""
        carrier = self.random.choice(self.world.carriers)
        if not carrier.chains:
            return
        chain = carrier.chains[self.random.choice(sorted(carrier.chains))]
        at = self.random.randrange(len(chain))
        parcel = chain[at]
        place, bit = self.random.randrange(len(parcel.box)), 1 << 7
        box = parcel.box[:place] + bytes([parcel.box[place] ^ bit]) + parcel.box[place + 1 :]
        in_the_head = self.random.random() < 0.2
        chain[at] = replace(parcel, key_id=f"{parcel.key_id}~") if in_the_head else replace(parcel, box=box)


def keys_known(world: World) -> set[str]:
    """Return the ids of the cell's keys: they stand in the open on each parcel."""
    return {parcel.key_id for parcel in world.parcels()}
