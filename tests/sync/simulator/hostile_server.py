"""A server that lies: it withholds, reorders, replays, forgets what it acknowledged, and shows two histories.

It cannot make entries: it has no key. It gives parcels as they were put, and says of heads whatever it likes.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random

from sync.exchange.core import MAXIMUM_ROUNDS
from sync.exchange.interfaces import ExchangeResult, HeadMoved
from sync.protocol.fields import TAG_BYTES
from sync.protocol.parcels import Parcel, TaggedHead
from tests.sync.simulator.adversaries import SERVER, Adversary
from tests.sync.simulator.carrier import Carrier, Interrupted, Line
from tests.sync.simulator.world import Machine


class HostileServer(Adversary):
    """Keeps two faces, and shows each machine one of them, most of the time; in the end somebody honest takes it over.

    Whoever takes it over finds one of its faces, or nothing. The machines go on with what they remember of it.
    """

    name = "server"

    def begin(self) -> None:
        """Let the server have two faces."""
        self.faces = [Carrier(), Carrier()]
        self.old: list[Carrier] = []
        self.shown: dict[int, int] = {}
        self.claimed: Mapping[str, TaggedHead] = {}

    def strike(self) -> None:
        """Keep a copy for later, or show somebody the other face from now on."""
        self.old.append(self.random.choice(self.faces).copy())
        if self.shown:
            self.shown[self.random.choice(list(self.shown))] = self.random.randrange(2)

    def line(self, machine: Machine, carrier: int, chance: float) -> Line:
        """Return the line to this server, or to an honest carrier."""
        if carrier != SERVER or self.world.is_quiet:
            return Line(self.world.carriers[carrier], self.world.random, chance)
        face = self.shown.setdefault(id(machine), self.random.randrange(2))
        return Line(_Face(self, face, self.random), self.world.random, chance)

    def heard(self, machine: Machine, carrier: int, moved: ExchangeResult) -> None:
        """Check that everything that the server last claimed to have is here, or reported as missing."""
        super().heard(machine, carrier, moved)
        if carrier != SERVER or self.world.is_quiet or moved.refused or moved.unreceived:
            return
        tags, tokens = self._texts(), machine.tokens()
        for head in (moved.heads or {}).values():
            assert tags.get(head.tag, set()) <= tokens, (
                "the server claims an entry that is not here, and nobody says so"
            )

    def _texts(self) -> dict[bytes, set[str]]:
        """Return, by its tag, what each entry says that the server holds."""
        codec = self.world.codec
        found: dict[bytes, set[str]] = {}
        for carrier in (*self.faces, *self.old):
            for parcel in (one for chain in carrier.chains.values() for one in chain):
                entry, digest = codec.open(parcel)[-1]
                values = [value for change in entry.changes for value in (change.new or {}).values()]
                found[codec.tag(digest)] = {value for value in values if isinstance(value, str)}
        return found

    def settle(self) -> None:
        """Go on with the liar for a while, then with its honest successor."""
        for _ in range(MAXIMUM_ROUNDS // 4):
            for machine in range(len(self.world.machines)):
                with contextlib.suppress(Interrupted):
                    self.world.exchange(machine, SERVER, 0.0)
        self.world.carriers[SERVER] = self.random.choice((*self.faces, Carrier())).copy()
        self.world.settle()


class _Face(Carrier):
    """The server as one machine sees it, lying anew at each question."""

    def __init__(self, server: HostileServer, face: int, random: Random) -> None:
        super().__init__()
        self.server, self.face, self.random = server, face, random

    def _one(self) -> Carrier:
        """Return whose parcels are shown: mostly this face's, sometimes the other's or old ones."""
        mine, other = self.server.faces[self.face], self.server.faces[1 - self.face]
        return self.random.choices((mine, other, self.random.choice(self.server.old or [mine])), (6, 2, 1))[0]

    def heads(self) -> dict[str, TaggedHead]:
        heads = self._one().heads()
        lie: Callable[[dict[str, TaggedHead]], dict[str, TaggedHead]] = self.random.choices(
            (dict, self._fewer, self._mixed, self._invented), (5, 1, 2, 1)
        )[0]
        return lie(heads)

    def _fewer(self, heads: dict[str, TaggedHead]) -> dict[str, TaggedHead]:
        return {device: head for device, head in heads.items() if self.random.random() < 0.6}

    def _mixed(self, heads: dict[str, TaggedHead]) -> dict[str, TaggedHead]:
        other = self._one().heads()
        return {device: self.random.choice((head, other.get(device, head))) for device, head in heads.items()}

    def _invented(self, heads: dict[str, TaggedHead]) -> dict[str, TaggedHead]:
        return {
            device: TaggedHead(max(1, head.seq + self.random.randint(-2, 3)), self.random.randbytes(TAG_BYTES))
            for device, head in heads.items()
        }

    def put(self, parcels: Sequence[Parcel]) -> dict[str, TaggedHead]:
        lie = self.random.random()
        if lie < 0.1:
            raise HeadMoved
        if lie < 0.2:  # acknowledged, and thrown away
            return self.heads() | {parcel.device: TaggedHead(parcel.last, parcel.head_tag) for parcel in parcels}
        face = self.server.faces[self.face]
        face.came.append(parcels)
        for parcel in parcels:  # one that does not continue this face's history is acknowledged all the same
            with contextlib.suppress(HeadMoved):
                face.put([parcel])
        return face.heads()

    def get(self, have: Mapping[str, int], limit: int) -> tuple[list[Parcel], bool]:
        asked = have if self.random.random() < 0.8 else {}
        parcels, more = self._one().get(asked, limit)
        if self.random.random() < 0.1:  # what it has, under a key that nobody has
            parcels = [replace(one, key_id=self.random.choice((one.key_id, "no key"))) for one in parcels]
        if self.random.random() < 0.4:
            kept = self.random.sample(parcels, self.random.randint(0, len(parcels)))
            return kept + self.random.sample(kept, self.random.randint(0, len(kept))), self.random.random() < 0.5
        return parcels, more
