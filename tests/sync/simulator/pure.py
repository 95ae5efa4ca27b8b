"""A replica without a file: the program's own merge, links and forks over lists in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models.store.causal_links import linked
from models.store.entry import COUNTER_BITS, GENESIS, Entry, RowChange, entry_hash, next_time, to_json
from models.store.exchange import Applied, EntryId, JournalHead
from models.store.fork import beside, under_known_names
from models.store.history import writes_by_row
from models.store.merge import MergedRow, merge_row
from models.store.writes import Write
from tests.sync.simulator.carrier import Pair

Row = tuple[str, str]


class PureReplica:
    """Holds the journal as lists by device; what a row holds is merged when it is asked for."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.chains: dict[str, list[Pair]] = {}
        self.writes: dict[Row, list[Write]] = {}
        self._merged: dict[Row, MergedRow] = {}
        self.forks: dict[tuple[str, int, str], str] = {}
        self.clock = 0
        self.names = 0

    def copy(self) -> PureReplica:
        other = PureReplica(self.device)
        other.chains = {device: list(chain) for device, chain in self.chains.items()}
        other.writes = {row: list(writes) for row, writes in self.writes.items()}
        other.forks, other.clock, other.names = dict(self.forks), self.clock, self.names
        return other

    def close(self) -> None:
        """There is nothing to release."""

    def act(self, changes: Mapping[Row, Mapping[str, Any] | None], milliseconds: int) -> None:
        """Write fields into rows (new ones where there are none) as one entry; ``None`` removes the row."""
        made = [self._change(row, fields) for row, fields in changes.items()]
        chain = self.chains.setdefault(self.device, [])
        self.clock = next_time(self.clock, milliseconds)
        entry = Entry(
            *(self.device, len(chain) + 1, self.clock, "somebody", "simulated.act", None),
            details={},
            changes=tuple(change for change in made if change is not None),
            previous_hash=chain[-1][1] if chain else GENESIS,
        )
        if entry.changes:
            self._append((entry, entry_hash(entry)))

    def merged(self, row: Row) -> MergedRow:
        """Return what a row holds; it is merged anew after each write, and not for each question."""
        if row not in self._merged:
            self._merged[row] = merge_row(row[0], self.writes.get(row, ()))
        return self._merged[row]

    def _change(self, row: Row, fields: Mapping[str, Any] | None) -> RowChange | None:
        here = self.merged(row).values
        if not here:
            return None if fields is None else RowChange(*row, None, {"deleted": 0, **fields})
        wanted = {"deleted": 1} if fields is None else {"deleted": 0, **fields}
        new = {name: value for name, value in wanted.items() if here.get(name) != value}
        old = {name: here.get(name) for name in new}
        return linked(RowChange(*row, old, new), self.writes[row]) if new else None

    def _append(self, pair: Pair) -> None:
        self.chains.setdefault(pair[0].device, []).append(pair)
        self.clock = max(self.clock, pair[0].time)
        for row, writes in writes_by_row([pair]).items():
            self.writes.setdefault(row, []).extend(writes)
            self._merged.pop(row, None)

    def heads(self) -> Mapping[str, JournalHead]:
        return {device: JournalHead(len(chain), chain[-1][1]) for device, chain in self.chains.items() if chain}

    def entries(self, device: str, first: int, last: int) -> list[Pair]:
        return self.chains.get(device, [])[first - 1 : last]

    def apply(self, entries: Sequence[Pair]) -> Applied:
        new = 0
        forked: dict[str, int] = {}
        missing: dict[str, int] = {}
        for entry, digest in under_known_names(entries, self.forked_to):
            chain = self.chains.get(entry.device, [])
            if entry.device in forked or entry.seq > len(chain) + 1:
                missing.setdefault(entry.device, len(chain) + 1)
                continue
            if entry.seq <= len(chain):
                if chain[entry.seq - 1][1] != digest:
                    forked[entry.device] = entry.seq
            elif entry.previous_hash != (chain[-1][1] if chain else GENESIS):
                forked[entry.device] = entry.seq
            else:
                self._append((entry, digest))
                new += 1
        lacking, parted = (
            tuple(EntryId(device, seq) for device, seq in sorted(places.items())) for places in (missing, forked)
        )
        return Applied(new, missing=lacking, forked=parted)

    def fork(self, first: int, device: str) -> None:
        chain = self.chains.get(device, [])
        kept, moved = chain[: first - 1], chain[first - 1 :]
        self.names += 1
        new = f"{self.device} again {self.names}"
        if moved:
            self.chains[device] = kept
            new, added = beside(moved, self.hash_of, self._note)
            self.chains[new] = self.chains.get(new, []) + added
            self.writes = dict(writes_by_row(pair for chain in self.chains.values() for pair in chain))
            self._merged.clear()
        if device == self.device:
            self.device = new

    def hash_of(self, device: str, seq: int) -> str | None:
        chain = self.chains.get(device, [])
        return chain[seq - 1][1] if 0 < seq <= len(chain) else None

    def _note(self, device: str, first: int, digest: str, new: str) -> None:
        self.forks[device, first, digest] = new

    def forked_to(self, device: str, first: int, digest: str) -> str | None:
        return self.forks.get((device, first, digest))

    def export(self) -> str:
        """Return every row that lives, the same text for the same state."""
        rows = {row: self.merged(row).values for row in sorted(self.writes)}
        return to_json([[*row, values] for row, values in rows.items() if values and not values["deleted"]])

    def open_conflicts(self) -> set[str]:
        """Return the open conflicts with the set of their values."""
        return {
            to_json([*row, contest.unit, sorted({to_json(head.values) for head in contest.heads})])
            for row in self.writes
            for contest in self.merged(row).conflicts
            if contest.is_open
        }

    def said(self, row: Row) -> set[str]:
        """Return every text that any act wrote into a row, as far as this machine knows."""
        values = (value for write in self.writes.get(row, ()) for value in (write.new or {}).values())
        return {value for value in values if isinstance(value, str)}

    def tokens(self) -> set[str]:
        """Return every text that an act of any device wrote."""
        return {
            value
            for chain in self.chains.values()
            for entry, _ in chain
            for change in entry.changes
            for value in (change.new or {}).values()
            if isinstance(value, str)
        }

    def waiting(self) -> set[str]:
        """Return the texts of rows that no act here created: a store sets such entries aside, and tells that."""
        return {text for row in self.writes if not self.merged(row).values for text in self.said(row)}

    def check(self) -> None:
        """Hold that the chains are whole and the clock is ahead of them."""
        for device, chain in self.chains.items():
            previous = GENESIS
            for number, (entry, digest) in enumerate(chain, 1):
                assert (entry.device, entry.seq, entry.previous_hash) == (device, number, previous)
                assert entry_hash(entry) == digest
                previous = digest
        assert self.clock >> COUNTER_BITS >= 0
