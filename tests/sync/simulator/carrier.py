"""A carrier in memory with the three verbs of docs/sync.md, and lines to it on which everything may go wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Self

from models.store.entry import GENESIS, Entry
from models.store.exchange import Applied
from models.store.exchange import JournalHead as LocalHead
from sync.exchange.core import exchange as do_exchange
from sync.exchange.interfaces import Codec, ExchangeResult, HeadMoved, Replica
from sync.keys.ring import KeyRing
from sync.keys.sealing import Sealer, UnknownKey, Unreadable
from sync.protocol.parcels import NO_TAG, Parcel, TaggedHead

Pair = tuple[Entry, str]


class Carrier:
    """Keeps every device's parcels in one chain; a parcel that does not continue it is refused."""

    def __init__(self) -> None:
        self.chains: dict[str, list[Parcel]] = {}
        self.came: list[Sequence[Parcel]] = []
        """What was put so far; any of it may come once more."""

    def copy(self) -> Self:
        """Return a backup. What was put before may come to it, too."""
        other = type(self)()
        other.came = list(self.came)
        other.chains = {device: list(chain) for device, chain in self.chains.items()}
        return other

    def heads(self) -> dict[str, TaggedHead]:
        return {device: TaggedHead(chain[-1].last, chain[-1].head_tag) for device, chain in self.chains.items()}

    def put(self, parcels: Sequence[Parcel]) -> dict[str, TaggedHead]:
        heads = self.heads()
        for parcel in parcels:
            head = heads.get(parcel.device, TaggedHead(0, NO_TAG))
            if (parcel.first, parcel.previous_tag) != (head.seq + 1, head.tag):
                raise HeadMoved
            heads[parcel.device] = TaggedHead(parcel.last, parcel.head_tag)
        for parcel in parcels:
            self.chains.setdefault(parcel.device, []).append(parcel)
        return heads

    def get(self, have: Mapping[str, int], limit: int) -> tuple[list[Parcel], bool]:
        chains = sorted(self.chains.items())
        lacking = [parcel for device, chain in chains for parcel in chain if parcel.last > have.get(device, 0)]
        return lacking[:limit], len(lacking) > limit

    def reject(self, parcel: Parcel) -> None:
        """Take note of a damaged parcel; there is none, unless somebody spoils them."""
        raise AssertionError("no parcel is damaged here")

    def pass_over(self, parcel: Parcel) -> None:
        """Leave a parcel of an unknown key where it is."""


class Interrupted(Exception):
    """The machine went dark, or the line did."""


class Line:
    """The line between a machine and a carrier: it breaks between any two steps, doubles, mixes and loses parcels.

    It breaks before a step (nothing was done) or behind it (it was done, and nobody was told).
    """

    def __init__(self, carrier: Carrier, random: Random | None = None, chance: float = 0.0) -> None:
        self.carrier = carrier
        self.random = random or Random(0)
        self.chance = chance

    def heads(self) -> Mapping[str, TaggedHead]:
        self.step()
        return self.carrier.heads()

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        self.step()
        self.carrier.came.append(parcels)
        heads = self.carrier.put(parcels)
        self.step()
        return heads

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        self.step()
        parcels, more = self.carrier.get(have, limit)
        if self.random.random() >= 3 * self.chance:
            return parcels, more
        kept = self.random.sample(parcels, self.random.randint(0, len(parcels)))
        return kept + self.random.sample(kept, self.random.randint(0, len(kept))), more

    def reject(self, parcel: Parcel) -> None:
        self.carrier.reject(parcel)

    def pass_over(self, parcel: Parcel) -> None:
        self.carrier.pass_over(parcel)

    def step(self) -> None:
        if self.random.random() < self.chance:
            raise Interrupted


class Failing:
    """A machine that may die between any two steps of its store, also in the middle of applying."""

    def __init__(self, replica: Replica, line: Line) -> None:
        self.replica, self.line = replica, line

    @property
    def device(self) -> str:
        return self.replica.device

    def heads(self) -> Mapping[str, LocalHead]:
        return self.replica.heads()

    def entries(self, device: str, first: int, last: int) -> Sequence[Pair]:
        return self.replica.entries(device, first, last)

    def hash_of(self, device: str, seq: int) -> str | None:
        return self.replica.hash_of(device, seq)

    def apply(self, entries: Sequence[Pair]) -> Applied:
        self.line.step()
        if self.line.random.random() < self.line.chance:
            self.replica.apply(entries[: self.line.random.randint(0, len(entries))])
            raise Interrupted
        applied = self.replica.apply(entries)
        self.line.step()
        return applied

    def fork(self, first: int, device: str) -> None:
        self.line.step()
        self.replica.fork(first, device)
        self.line.step()


class RunCodec:
    """Parcels whose box only points at the run, under keys that a machine has or not.

    What sealing itself does is played on a part of the seeds; it need not cost all of them their time.
    """

    def __init__(self, keys: tuple[str, ...] = ("key-1",), runs: list[list[Pair]] | None = None) -> None:
        self.keys = keys
        self.runs: list[list[Pair]] = [] if runs is None else runs

    def renewed(self) -> RunCodec:
        """Return the codec of those who get one more key."""
        return RunCodec((f"key-{len(self.keys) + 1}", *self.keys), self.runs)

    def tag(self, digest: str) -> bytes:
        return NO_TAG if digest == GENESIS else bytes.fromhex(digest[:32])

    def seal(self, run: Sequence[Pair]) -> Parcel:
        (first, _), (last, digest) = run[0], run[-1]
        self.runs.append(list(run))
        box = str(len(self.runs) - 1).encode()
        tags = self.tag(first.previous_hash), self.tag(digest)
        return Parcel(first.device, first.seq, last.seq, *tags, self.keys[0], box)

    def has_to_begin(self, pair: Pair) -> bool:
        """Everything comes out as it went in."""
        return False

    def open(self, parcel: Parcel, before: str = "") -> Sequence[Pair]:
        if parcel.key_id not in self.keys:
            raise UnknownKey("a key that this machine does not have")
        if not parcel.box.isdigit():
            raise Unreadable("not a box of this cell")
        return self.runs[int(parcel.box)]


class SealedCodec(Sealer):
    """The program's own sealing."""

    @classmethod
    def new(cls) -> SealedCodec:
        return cls("cell-1", KeyRing.new(bytes(32)))

    def renewed(self) -> SealedCodec:
        return SealedCodec(self.cell, self.ring.with_new_key())


def exchange(replica: Replica, line: Line, codec: Codec, known: dict[str, TaggedHead]) -> ExchangeResult:
    """Do one exchange of a machine over a line."""
    return do_exchange(Failing(replica, line), line, codec, known)
