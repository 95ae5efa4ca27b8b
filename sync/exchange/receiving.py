"""Receiving: opens parcels, detects forks, applies entries.

A carrier is not trusted: parcels may be missing, repeated, in any order, or of another history than the one here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from models.domain import limits
from sync.exchange.interfaces import Pair, Replica
from sync.exchange.sending import size_of
from sync.exchange.state import ExchangeState
from sync.keys.sealing import Unreadable
from sync.protocol.parcels import Parcel, TaggedHead

AT_ONCE = 16
"""Parcels per request; their contents are in memory together."""
HELD = 8 << 20
"""Bytes of one device's entries that are applied together, plus one parcel: a small parcel may decompress to many
bytes.
"""


def receive(state: ExchangeState, there: Mapping[str, TaggedHead]) -> bool:
    """Receive the missing entries; return whether a fork was found, so that the heads must be read again."""
    have = _have(state, there)
    fetch = _Fetch(state, there, have)
    while fetch.goes_on and any(have.get(device, 0) < head.seq for device, head in there.items()):
        fetch.once()
    _remember(state, there, fetch.came_whole)
    return fetch.parted


def _have(state: ExchangeState, there: Mapping[str, TaggedHead]) -> dict[str, int]:
    """Return, by device, the last entry that is here; 0 where the history differs from the carrier's."""
    have = {device: head.seq for device, head in state.replica.heads().items() if device in there}
    for device, head in there.items():
        if state.known.get(device) == head or state.is_refused(device, head):
            have[device] = max(head.seq, have.get(device, 0))
        elif have.get(device, 0) >= head.seq and not state.has(device, head):
            have[device] = 0
    return have


def _remember(state: ExchangeState, there: Mapping[str, TaggedHead], came_whole: Callable[[str], bool]) -> None:
    """Record which of a carrier's histories have another name here: they were received completely and are not here.

    The carrier's heads alone are no proof: it may deliver other entries, or not all. A machine that trusted the heads
    would never request those again.
    """
    for device, head in there.items():
        if state.has(device, head):
            state.known.pop(device, None)
        elif came_whole(device):
            state.known[device] = head


class _Fetch:
    """Requests parcels repeatedly; ``have`` is advanced with what was received."""

    def __init__(self, state: ExchangeState, there: Mapping[str, TaggedHead], have: dict[str, int]) -> None:
        self.state, self.there, self.have = state, there, have
        self.parted = False
        self.goes_on = True
        self._was_too_much = False
        self._from_the_start: set[str] = set()
        self._reached: set[str] = set()
        self._not_taken: set[str] = set()

    def came_whole(self, device: str) -> bool:
        """Tell whether a device's entries were received completely, up to the carrier's head."""
        return device in self._reached and device not in self._not_taken

    def once(self) -> None:
        """Request the next parcels and apply them."""
        before = dict(self.have)
        self._was_too_much = False
        parcels, more = self.state.carrier.get(self.have, AT_ONCE)
        ordered = sorted(parcels, key=lambda parcel: (parcel.device, parcel.first))
        for device, group in groupby(ordered, key=lambda parcel: parcel.device):
            first = self.have.get(device, 0) + 1
            with self.state.isolated(device, first):
                for run in _unbroken(self._opened(group)):
                    self._take(device, run)
            if device in self.state.failed:
                self._not_taken.add(device)
                self.have[device] = limits.SEQ
        self.goes_on = self.have != before and (more or self._was_too_much or self._starts_again(before))

    def _starts_again(self, before: Mapping[str, int]) -> bool:
        return any(self.have[device] < seq for device, seq in before.items())

    def _opened(self, parcels: Iterable[Parcel]) -> Iterator[Pair]:
        """Yield the entries of one device's parcels up to the first that cannot be opened, limited in size."""
        last, size = (0, ""), 0
        for parcel in parcels:
            number = parcel.first - 1
            before = last[1] if last[0] == number else self.state.replica.hash_of(parcel.device, number)
            try:
                run = self.state.codec.open(parcel, before or "")
                last, size = (run[-1][0].seq, run[-1][1]), size + sum(map(size_of, run))
                yield from run
                if size > HELD:  # the rest is requested again
                    self._was_too_much = True
                    return
            except Unreadable as why:
                held = self.there.get(parcel.device)
                passed = self.state.passed_over
                self.state.refuse(parcel, why, held)
                self.have[parcel.device] = limits.SEQ  # later parcels of the device are of no use
                if held is not None and self.state.passed_over == passed:
                    self.parted |= _goes_on_elsewhere(self.state, parcel, held)
                return

    def _take(self, device: str, run: Sequence[Pair]) -> None:
        replica, (first, _) = self.state.replica, run[0]
        if first.seq > self.have.get(device, 0) + 1:
            return  # an earlier parcel is missing
        before = replica.hash_of(device, first.seq - 1) if first.seq > 1 else None
        if before is not None and before != first.previous_hash:
            self._ask_from_the_start(device)
            return
        self.have[device] = max(self.have.get(device, 0), run[-1][0].seq)
        parted, whole = _apply(self.state, device, run)
        self.parted |= parted
        if not whole:
            self._not_taken.add(device)
        head = self.there.get(device)
        if head and any(entry.seq == head.seq and self.state.codec.tag(digest) == head.tag for entry, digest in run):
            self._reached.add(device)

    def _ask_from_the_start(self, device: str) -> None:
        """Request the whole history once, to find where it forks from the one here."""
        if device not in self._from_the_start:
            self._from_the_start.add(device)
            self.have[device] = 0


def _goes_on_elsewhere(state: ExchangeState, parcel: Parcel, held: TaggedHead) -> bool:
    """Continue this machine's history under another name if an unreadable parcel occupies its place.

    Later entries could not be put behind that parcel. It does not prove a fork, so entries that may be stored elsewhere
    are not renamed; a damaged parcel with this machine's own entries is put again instead.
    """
    if parcel.device != state.replica.device or state.has(parcel.device, held):
        return False
    state.rename_own_tail(parcel.first)
    return True


def _unbroken(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    """Yield the entries of one device up to the first gap, each once."""
    by_seq: dict[int, Pair] = {}
    for pair in pairs:
        by_seq.setdefault(pair[0].seq, pair)
    if by_seq:
        yield [by_seq[seq] for at, seq in enumerate(sorted(by_seq), min(by_seq)) if seq == at]


def _apply(state: ExchangeState, device: str, run: Sequence[Pair]) -> tuple[bool, bool]:
    """Apply a device's run; return whether a history here was renamed, and whether all of the run is stored."""
    replica = state.replica
    here = replica.heads().get(device)
    reached = here.seq if here else 0
    parting = _parting(replica, run, reached)
    own = device == replica.device and parting is None
    if parting is not None:
        state.fork(parting, device)
    applied = replica.apply(run)
    state.received += applied.new
    state.set_aside += applied.set_aside
    state.conflicts = applied.conflicts
    for place in applied.forked:
        state.fork(place.seq, place.device)
    whole = not applied.forked and not applied.missing
    entry, digest = run[-1]
    if own and entry.seq > reached and replica.hash_of(device, entry.seq) == digest:
        state.fork(entry.seq + 1, device)  # own entries that were missing here: a restored disk, or a clone
        return True, whole
    return parting is not None or bool(applied.forked), whole


def _parting(replica: Replica, run: Sequence[Pair], reached: int) -> int | None:
    """Return the first entry of a run that differs from the one here."""
    both = (pair for pair in run if pair[0].seq <= reached)
    return next((entry.seq for entry, digest in both if replica.hash_of(entry.device, entry.seq) != digest), None)
