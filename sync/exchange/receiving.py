"""Getting what one lacks: opening parcels, finding where histories part, applying.

A carrier is not believed: parcels may be missing, come twice, in any order, or hold another history than the one here.
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
"""Parcels asked for at once: what they hold is in memory together."""
HELD = 8 << 20
"""Bytes of entries of one device that are taken in together, and one parcel more: a small box may open to much."""


def receive(state: ExchangeState, there: Mapping[str, TaggedHead]) -> bool:
    """Get what is lacking here; return whether histories parted, so that heads have to be asked for again."""
    have = _have(state, there)
    fetch = _Fetch(state, there, have)
    while fetch.goes_on and any(have.get(device, 0) < head.seq for device, head in there.items()):
        fetch.once()
    _remember(state, there, fetch.came_whole)
    return fetch.parted


def _have(state: ExchangeState, there: Mapping[str, TaggedHead]) -> dict[str, int]:
    """Return up to where each device's entries need not come; all of them must where a history parts from ours."""
    have = {device: head.seq for device, head in state.replica.heads().items()}
    for device, head in there.items():
        if state.known.get(device) == head or state.is_refused(device, head):
            have[device] = max(head.seq, have.get(device, 0))
        elif have.get(device, 0) >= head.seq and not state.has(device, head):
            have[device] = 0
    return have


def _remember(state: ExchangeState, there: Mapping[str, TaggedHead], came_whole: Callable[[str], bool]) -> None:
    """Note which of a carrier's histories go by another name here: all of them came, and yet they are not here.

    What a carrier says of its heads is not enough: it may give other entries than that, or not all. Who believed it
    would never ask for them again.
    """
    for device, head in there.items():
        if state.has(device, head):
            state.known.pop(device, None)
        elif came_whole(device):
            state.known[device] = head


class _Fetch:
    """Asks a carrier again and again, from ``have`` on, which follows what came."""

    def __init__(self, state: ExchangeState, there: Mapping[str, TaggedHead], have: dict[str, int]) -> None:
        self.state, self.there, self.have = state, there, have
        self.parted = False
        self.goes_on = True
        self._was_too_much = False
        self._from_the_start: set[str] = set()
        self._reached: set[str] = set()
        self._not_taken: set[str] = set()

    def came_whole(self, device: str) -> bool:
        """Tell whether a device's entries were taken, all that came, up to the carrier's head."""
        return device in self._reached and device not in self._not_taken

    def once(self) -> None:
        """Ask for the next parcels and take them."""
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
        """Yield the entries of one device's parcels up to the first that cannot be opened, and not too much at once."""
        last, size = (0, ""), 0
        for parcel in parcels:
            number = parcel.first - 1
            before = last[1] if last[0] == number else self.state.replica.hash_of(parcel.device, number)
            try:
                run = self.state.codec.open(parcel, before or "")
                last, size = (run[-1][0].seq, run[-1][1]), size + sum(map(size_of, run))
                yield from run
                if size > HELD:  # the rest is asked for again
                    self._was_too_much = True
                    return
            except Unreadable as why:
                held = self.there.get(parcel.device)
                passed = self.state.passed_over
                self.state.refuse(parcel, why, held)
                self.have[parcel.device] = limits.SEQ  # what comes behind it is of no use now
                if held is not None and self.state.passed_over == passed:
                    self.parted |= _goes_on_elsewhere(self.state, parcel, held)
                return

    def _take(self, device: str, run: Sequence[Pair]) -> None:
        replica, (first, _) = self.state.replica, run[0]
        if first.seq > self.have.get(device, 0) + 1:
            return  # something before it was lost on the way
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
        """Have the whole history come, to see where it parts from the one here; but once, whatever the carrier does."""
        if device not in self._from_the_start:
            self._from_the_start.add(device)
            self.have[device] = 0


def _goes_on_elsewhere(state: ExchangeState, parcel: Parcel, held: TaggedHead) -> bool:
    """Let this machine go on under another name where its own is taken by a parcel that it cannot read.

    Nothing that it writes could be put behind that. It is no evidence that two histories have one name, so nothing that
    may be elsewhere is renamed. Its own entries that are damaged there it puts again instead.
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
    """Apply a device's run; return whether a history here got another name, and whether all of the run is here."""
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
        state.fork(entry.seq + 1, device)  # entries of its own that it did not have: a restored disk, or a twin of it
        return True, whole
    return parting is not None or bool(applied.forked), whole


def _parting(replica: Replica, run: Sequence[Pair], reached: int) -> int | None:
    """Return the first entry of a run that is another here."""
    both = (pair for pair in run if pair[0].seq <= reached)
    return next((entry.seq for entry, digest in both if replica.hash_of(entry.device, entry.seq) != digest), None)
