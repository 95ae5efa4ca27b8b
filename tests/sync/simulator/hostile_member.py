"""A member of the cell against the others: its entries are sealed and chained as they should be, and meant to harm."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import replace

from models.domain.limits import LATEST
from models.store.entry import COUNTER_BITS, GENESIS, WAS, Entry, RowChange, entry_hash, identity
from models.store.fork import name_of_fork
from models.store.writes import SEEN
from sync.exchange.interfaces import HeadMoved, Pair
from tests.sync.simulator.adversaries import Adversary
from tests.sync.simulator.carrier import Carrier
from tests.sync.simulator.world import BLANK, FIELDS, ROWS, SAID

ACT = "hostile.act"


class HostileMember(Adversary):
    """Writes under its own name, continues the histories of others, and takes the names that a fork would give.

    It may write over what anybody wrote, as any member may. What it cannot do is keep an entry from the others, or have
    them come to different ends.
    """

    name = "member"
    writes = True

    def begin(self) -> None:
        """Begin with nothing written."""
        self.made = 0

    def strike(self) -> None:
        """Put some entries on a carrier."""
        carrier = self.random.choice(self.world.carriers)
        honest = [pair for chain in carrier.chains.values() for parcel in chain for pair in self._opened(parcel)]
        device = self._device(honest, carrier)
        chain = [pair for pair in honest if pair[0].device == device]
        run = self._run(device, chain, honest)
        parcel = self.world.codec.seal(run)
        carrier.came.append([parcel])
        with contextlib.suppress(HeadMoved):
            carrier.put([parcel])

    def _opened(self, parcel: object) -> Sequence[Pair]:
        return self.world.codec.open(parcel)  # type: ignore[arg-type]

    def _device(self, honest: Sequence[Pair], carrier: Carrier) -> str:
        """Return under whose name to write: its own, another's, or one that another's would get by a fork."""
        devices = sorted({machine.device for machine in self.world.machines} | set(carrier.chains))
        kind = self.random.random()
        if honest and kind < 0.3:
            entry, digest = self.random.choice(honest)
            return name_of_fork(entry.device, entry.seq, digest)
        return self.random.choice(devices) if kind < 0.7 else f"member {self.random.randint(1, 2)}"

    def _run(self, device: str, chain: Sequence[Pair], honest: Sequence[Pair]) -> list[Pair]:
        run: list[Pair] = []
        seq, previous = (chain[-1][0].seq, chain[-1][1]) if chain else (0, GENESIS)
        for _ in range(self.random.randint(1, 3)):
            seq += 1
            entry = self._entry(device, seq, previous, honest)
            previous = entry_hash(entry)
            run.append((entry, previous))
        return run

    def _entry(self, device: str, seq: int, previous: str, honest: Sequence[Pair]) -> Entry:
        names = [identity(entry.details, digest) for entry, digest in honest]
        self.made += 1
        details = {WAS: self.random.choice(names)} if names and self.random.random() < 0.2 else {}
        if honest and self.random.random() < 0.3:  # somebody's act once more
            again, digest = self.random.choice(honest)
            details = self.random.choice((again.details, details, {WAS: identity(again.details, digest)}))
            return replace(again, device=device, seq=seq, previous_hash=previous, details=details, act=ACT)
        time = self.random.choice((0, 1, 2**40 << COUNTER_BITS, LATEST - 1, *(entry.time for entry, _ in honest[-3:])))
        changes = tuple(self._change(names) for _ in range(self.random.randint(1, 2)))
        once = {(change.table, change.row): change for change in changes}
        return Entry(
            *(device, seq, time, "somebody", ACT, None),
            details=details,
            changes=(*once.values(),),
            previous_hash=previous,
        )

    def _change(self, names: Sequence[str]) -> RowChange:
        table, row = self.random.choice(ROWS)
        said = self.random.sample(FIELDS[table], self.random.randint(1, 2))
        new = {name: f"{SAID}hostile {self.made} {name}" for name in said if name != "state"}
        new = {"deleted": self.random.choice((0, 0, 1))} | new
        links = {name: " ".join(self._named(names)) for name in (*new, SEEN)}
        links = {name: named for name, named in links.items() if named}
        if self.random.random() < 0.3:
            return RowChange(table, row, None, {"deleted": 0} | dict(BLANK[table]) | new, links)
        return RowChange(table, row, dict.fromkeys(new), new, links)

    def _named(self, names: Sequence[str]) -> Sequence[str]:
        invented = [f"{self.random.getrandbits(64):016x}"]
        return self.random.choice(([], names, invented, self.random.sample(names, min(len(names), 2))))
