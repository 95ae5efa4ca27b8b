"""One schedule: machines that write, exchange, crash, are cloned and restored, by a seed; and what must hold after."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Protocol

from sync.exchange.interfaces import HeadMoved, Replica
from sync.exchange.state import KnownHeads
from sync.protocol.parcels import Parcel
from tests.sync.simulator.adversaries import Adversary
from tests.sync.simulator.carrier import Carrier, Interrupted, Line, RunCodec, SealedCodec, exchange

MACHINES = 5
ROUNDS = 12
ACT = "simulated.act"
SAID = "said "
"""What every text begins with; its number and the field follow."""
YEARS = (1970, 2026, 2026, 2026, 2027, 2099)
_YEAR = 31_557_600_000  # milliseconds


Row = tuple[str, str]
Fields = Mapping[str, Any] | None
"""What an act writes into a row; ``None`` removes it."""


class Machine(Replica, Protocol):
    """A replica that can also act, be copied and be looked at."""

    def copy(self) -> Machine: ...

    def close(self) -> None: ...

    def act(self, changes: Mapping[Row, Fields], milliseconds: int) -> None: ...

    def export(self) -> str: ...

    def open_conflicts(self) -> set[str]: ...

    def said(self, row: Row) -> set[str]: ...

    def tokens(self) -> set[str]: ...

    def waiting(self) -> set[str]: ...

    def check(self) -> None: ...


@dataclass(slots=True)
class World:
    """The machines and carriers of one schedule; everything random comes from ``random``."""

    random: Random
    make: Callable[[str], Machine]
    machines: list[Machine] = field(default_factory=list)
    clocks: list[int] = field(default_factory=list)
    backups: list[Machine] = field(default_factory=list)
    carriers: list[Carrier] = field(default_factory=lambda: [Carrier(), Carrier()])
    carrier_backups: list[Carrier] = field(default_factory=list)
    codec: RunCodec | SealedCodec = field(default_factory=RunCodec)
    """With the newest key; a machine has it once it has asked for it."""
    codecs: dict[int, RunCodec | SealedCodec] = field(default_factory=dict)
    revoked: list[tuple[Machine, RunCodec | SealedCodec]] = field(default_factory=list)
    """Machines that were shut out, with the keys that they have."""
    known: dict[tuple[int, int], KnownHeads] = field(default_factory=dict)
    """By machine and carrier; part of the machine's store, so a backup has it too."""
    dropped: list[Machine] = field(default_factory=list)
    """Machines that a backup took the place of: kept, for they are told apart by their ``id``."""
    adversary: Adversary | None = None
    is_quiet: bool = False
    """Whether the schedule is over, and what remains is honest."""
    acts: int = 0
    overwritten: set[str] = field(default_factory=set)
    """Texts that somebody wrote over, or removed, on a machine that knew of them: only these may be gone."""

    def play(self, steps: int) -> None:
        """Go through the schedule."""
        for number in range(self.random.randint(2, 3)):
            self._add(self.make(f"device-{number}"))
        for _ in range(steps):
            self._step()
            if self.adversary:
                self.adversary.after_step()

    def settle(self, carriers: Sequence[int] | None = None) -> None:
        """Let everybody exchange with everybody over a line that works, until nothing moves."""
        self.is_quiet = True
        if not self.rest(carriers):
            raise AssertionError("the exchange does not come to rest")

    def rest(self, carriers: Sequence[int] | None = None) -> bool:
        """Go round for a while; return whether nothing moved in the end."""
        for _ in range(ROUNDS):
            places = itertools.product(range(len(self.machines)), carriers or range(len(self.carriers)))
            moved = [self.exchange(machine, carrier, 0.0) for machine, carrier in places]
            if all(moved):
                return True
        return False

    def close(self) -> None:
        """Release the machines and their backups."""
        for machine in [*self.machines, *self.backups, *(gone for gone, _ in self.revoked)]:
            machine.close()

    def _add(self, machine: Machine) -> None:
        self.machines.append(machine)
        self.clocks.append((self.random.choice(YEARS) - 1970) * _YEAR + self.random.randint(0, 10**6))

    def _step(self) -> None:
        do = self.random.choices(
            (
                *(self._act, self._exchange, self._back_up, self._restore, self._clone, self._turn_clock),
                *(self._carrier, self._revoke, self._join, self._come_again),
            ),
            (12, 8, 1, 1, 1, 1, 1, 0.4, 0.4, 0.6),
        )[0]
        do()

    def _pick(self) -> int:
        return self.random.randrange(len(self.machines))

    def _act(self) -> None:
        at = self._pick()
        self.clocks[at] += self.random.randint(0, 90_000)
        changes = dict(self._change() for _ in range(self.random.randint(1, 3)))
        for row, fields in changes.items():
            known = self.machines[at].said(row)
            self.overwritten |= {text for text in known if fields is None or text.rpartition(" ")[2] in fields}
        self.machines[at].act(changes, self.clocks[at])

    def _change(self) -> tuple[Row, Fields]:
        self.acts += 1
        row = self.random.choice(ROWS)
        if self.random.random() < 0.15:
            return row, None
        names = self.random.sample(FIELDS[row[0]], self.random.randint(1, 2))
        states = _STATES.get(row[0], ())
        values = {
            name: self.random.choice(states) if name == "state" else f"{SAID}{self.acts} {name}" for name in names
        }
        return row, dict(BLANK[row[0]]) | values if self.random.random() < 0.2 else values

    def _exchange(self) -> None:
        chance = self.random.choice((0.0, 0.1, 0.3))
        with contextlib.suppress(Interrupted):
            self.exchange(self._pick(), self.random.randrange(len(self.carriers)), chance)

    def exchange(self, machine: int, carrier: int, chance: float) -> bool:
        """Let a machine exchange with a carrier; return whether both had the same before."""
        one = self.machines[machine]
        line = self._line(one, carrier, chance)
        known = self.known.setdefault((id(one), carrier), {})
        codec = self.codecs.setdefault(id(one), self.codec)
        moved = exchange(one, line, codec, known)
        if self.adversary:
            self.adversary.heard(one, carrier, moved)
        if moved.waiting:
            self.codecs[id(one)] = self.codec  # asked for the keys, and got them: it is not shut out
        return moved.is_idle and not moved.waiting

    def _line(self, machine: Machine, carrier: int, chance: float) -> Line:
        if self.adversary:
            return self.adversary.line(machine, carrier, chance)
        return Line(self.carriers[carrier], self.random, chance)

    def _copy(self, machine: Machine) -> Machine:
        other = machine.copy()
        for carrier in range(len(self.carriers)):
            self.known[id(other), carrier] = dict(self.known.get((id(machine), carrier), {}))
        self.codecs[id(other)] = self.codecs.get(id(machine), self.codec)
        return other

    def _back_up(self) -> None:
        self.backups.append(self._copy(self.machines[self._pick()]))

    def _restore(self) -> None:
        if self.backups:
            at = self._pick()
            self.machines[at].close()
            self.dropped.append(self.machines[at])
            self.machines[at] = self._copy(self.random.choice(self.backups))

    def _clone(self) -> None:
        if len(self.machines) < MACHINES:
            self._add(self._copy(self.machines[self._pick()]))

    def _join(self) -> None:
        """Let one more machine come, with nothing on it."""
        if len(self.machines) < MACHINES:
            self._add(self.make(f"joined-{self.acts}"))

    def _come_again(self) -> None:
        """Let a carrier get once more what it was sent some time ago: a request that was held up on the way."""
        carrier = self.random.choice(self.carriers)
        if carrier.came:
            with contextlib.suppress(HeadMoved):
                carrier.put(self.random.choice(carrier.came))

    def _turn_clock(self) -> None:
        self.clocks[self._pick()] = (self.random.choice(YEARS) - 1970) * _YEAR

    def _revoke(self) -> None:
        """Shut a machine out: no carrier knows it any more, and one other makes a new key."""
        if len(self.machines) <= 2:
            return
        at = self._pick()
        gone = self.machines.pop(at)
        del self.clocks[at]
        self.revoked.append((gone, self.codecs.get(id(gone), self.codec)))
        self.codec = self.codec.renewed()
        self.codecs[id(self.machines[self._pick()])] = self.codec

    def parcels(self) -> list[Parcel]:
        """Return every parcel that any carrier ever held."""
        return [parcel for carrier in (*self.carriers, *self.carrier_backups) for chain in carrier.chains.values()
                for parcel in chain]  # fmt: skip

    def _carrier(self) -> None:
        at = self.random.randrange(len(self.carriers))
        if self.carrier_backups and self.random.random() < 0.5:
            self.carriers[at] = self.random.choice(self.carrier_backups).copy()
        else:
            self.carrier_backups.append(self.carriers[at].copy())


ROWS: Sequence[Row] = (
    ("task", "task-1"),
    ("task", "task-2"),
    ("task", "task-3"),
    ("setting", "setting-1"),
    ("setting", "setting-2"),
    ("resolution", "resolution-1"),
)
FIELDS: Mapping[str, Sequence[str]] = {
    "task": ("title", "result", "unit", "state"),
    "setting": ("key", "value"),
    "resolution": ("title", "text", "state"),
}
_STATES: Mapping[str, Sequence[str]] = {
    "task": ("assigned", "doing", "done"),
    "resolution": ("draft", "adopted", "rejected"),
}
BLANK: Mapping[str, Mapping[str, Any]] = {
    "task": {"title": "", "result": "", "unit": "", "state": "assigned"},
    "setting": {"key": "", "value": ""},
    "resolution": {"title": "", "text": "", "state": "draft"},
}
