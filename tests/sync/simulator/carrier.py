"""A carrier in memory with the three verbs of docs/sync.md, and the exchange of one replica with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Protocol

from models.store.entry import GENESIS, Entry
from models.store.exchange import Applied, Head

Pair = tuple[Entry, str]


class Replica(Protocol):
    """One machine: its own device's name, and what the exchange asks of its store."""

    @property
    def device(self) -> str: ...

    def heads(self) -> Mapping[str, Head]: ...

    def entries(self, device: str, first: int, last: int) -> list[Pair]: ...

    def apply(self, entries: Sequence[Pair]) -> Applied: ...

    def fork(self, first: int, device: str) -> None: ...

    def forked_to(self, device: str, first: int, digest: str) -> str | None: ...


class Carrier:
    """Keeps every device's entries in one chain; a run that does not continue it is refused."""

    def __init__(self) -> None:
        self.chains: dict[str, list[Pair]] = {}

    def copy(self) -> Carrier:
        """Return a backup."""
        other = Carrier()
        other.chains = {device: list(chain) for device, chain in self.chains.items()}
        return other

    def hash_at(self, device: str, seq: int) -> str:
        chain = self.chains.get(device, [])
        return chain[seq - 1][1] if 0 < seq <= len(chain) else GENESIS

    def put(self, device: str, run: Sequence[Pair]) -> bool:
        chain = self.chains.setdefault(device, [])
        continues = run[0][0].seq == len(chain) + 1 and run[0][0].previous_hash == self.hash_at(device, len(chain))
        if continues:
            chain.extend(run)
        return continues

    def get(self, have: Mapping[str, int]) -> list[Pair]:
        return [pair for device, chain in sorted(self.chains.items()) for pair in chain[have.get(device, 0) :]]


class Interrupted(Exception):
    """The machine went dark, or the line did."""


class Line:
    """The line between a replica and a carrier: it may break between any two steps, double, mix, and lose a part."""

    def __init__(self, random: Random | None = None, chance: float = 0.0) -> None:
        self.random = random or Random(0)
        self.chance = chance

    def step(self) -> None:
        if self.random.random() < self.chance:
            raise Interrupted

    def carry(self, entries: list[Pair]) -> list[Pair]:
        if self.random.random() >= 3 * self.chance:
            return entries
        kept = self.random.sample(entries, self.random.randint(0, len(entries)))
        return kept + self.random.sample(kept, self.random.randint(0, len(kept)))


def exchange(replica: Replica, carrier: Carrier, line: Line) -> bool:
    """Do one exchange; return whether anything moved."""
    moved = _part_histories(replica, carrier, line)
    line.step()
    moved |= _put(replica, carrier, line)
    line.step()
    have = {device: head.seq for device, head in replica.heads().items()}
    own, before = replica.device, have.get(replica.device, 0)
    applied = replica.apply(line.carry(carrier.get(have)))
    line.step()
    after = replica.heads().get(own)
    if after and after.seq > before:  # our own later entries: this disk was restored, or there is another like it
        replica.fork(after.seq + 1, own)
    for place in applied.forked:
        replica.fork(place.seq, place.device)
    return moved or applied.new > 0 or bool(applied.forked)


def _put(replica: Replica, carrier: Carrier, line: Line) -> bool:
    moved = False
    for device, head in sorted(replica.heads().items()):
        there = len(carrier.chains.get(device, ()))
        if head.seq > there and (run := replica.entries(device, there + 1, head.seq)):
            line.step()
            moved |= carrier.put(device, run)
    return moved


def _part_histories(replica: Replica, carrier: Carrier, line: Line) -> bool:
    """Give a name of its own to every history here that parts from the carrier's of the same name."""
    moved = False
    for device, head in sorted(replica.heads().items()):
        both = min(head.seq, len(carrier.chains.get(device, ())))
        here = replica.entries(device, 1, both)
        for entry, digest in here:
            if digest != carrier.hash_at(device, entry.seq):
                line.step()
                replica.fork(entry.seq, device)
                moved = True
                break
    return moved
