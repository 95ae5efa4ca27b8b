"""Sends what a carrier lacks: runs of entries, cut into parcels of a size that a slow line can carry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from models.store.fast_json import dumped
from sync.exchange.interfaces import ForeignDevices, NoRoomForDevices, Pair, TooLarge
from sync.exchange.state import ExchangeState
from sync.protocol.parcels import Parcel, TaggedHead

Sealed = tuple[list[Pair], Parcel]

RUN_ENTRIES = 4_000
RUN_BYTES = 2 * 1024 * 1024
"""Bytes of text in the entries of one parcel, before compression; fewer on a slow line."""
_SIZE = 16
"""Bytes of a field with its name."""
PUT_PARCELS = 250
"""Parcels of one put; a server accepts about twice as many."""


def send(state: ExchangeState, there: Mapping[str, TaggedHead]) -> Mapping[str, TaggedHead]:
    """Put what the carrier lacks of every history that continues its own, this machine's own first; return its heads
    afterwards.

    Raises :class:`HeadMoved`, :class:`PutInterrupted`, and any other exception of the carrier.
    """
    batch: list[Sealed] = []
    for sealed in _lacking(state, there):
        batch.append(sealed)
        octets = sum(len(parcel.box) for _, parcel in batch)
        if octets >= state.batch_size.size or len(batch) == PUT_PARCELS:
            there, batch = _put(state, batch, there), []
    return _put(state, batch, there) if batch else there


def _put(state: ExchangeState, batch: list[Sealed], there: Mapping[str, TaggedHead]) -> Mapping[str, TaggedHead]:
    try:
        heads = state.carrier.put([parcel for _, parcel in batch])
    except TooLarge:
        return _put_smaller(state, batch, there)
    except ForeignDevices as why:
        left_out = _named(why.devices, batch)
        state.skip_devices(left_out, there)
        return _put_without(left_out, state, batch, there)
    except NoRoomForDevices as why:
        left_out = _named(why.devices, batch)
        state.leave_out(left_out, why)
        return _put_without(left_out, state, batch, there)
    state.batch_size.grow()
    state.count_sent(parcel for _, parcel in batch)
    return heads


def _named(devices: frozenset[str], batch: list[Sealed]) -> frozenset[str]:
    """Return those of a batch's devices that a refusal names; all if it names none of them."""
    mine = frozenset(run[0][0].device for run, _ in batch)
    return devices & mine or mine


def _put_without(
    devices: frozenset[str], state: ExchangeState, batch: list[Sealed], there: Mapping[str, TaggedHead]
) -> Mapping[str, TaggedHead]:
    rest = [(run, parcel) for run, parcel in batch if parcel.device not in devices]
    return _put(state, rest, there) if rest else there


def _put_smaller(
    state: ExchangeState, batch: list[Sealed], there: Mapping[str, TaggedHead]
) -> Mapping[str, TaggedHead]:
    """Put parcels one by one, then in smaller ones, until the entry is found that the carrier never accepts."""
    runs = [run for run, _ in batch]
    if len(runs) == 1:
        (run,) = runs
        if len(run) == 1:
            state.decline(*run[0])
            return there
        half = len(run) // 2
        runs = [run[:half], run[half:]]
    for run in runs:
        if not _is_declined(state, run[0]):
            there = _put(state, [(run, state.codec.seal(run))], there)
    return there


def _is_declined(state: ExchangeState, pair: Pair) -> bool:
    """Tell whether the carrier accepts nothing of the entry's device, or nothing from an earlier entry on."""
    if pair[0].device in state.foreign or pair[0].seq > state.end_of(pair[0].device):
        return True
    return pair[0].device in state.declined and pair[0].seq >= state.declined[pair[0].device][0]


def _lacking(state: ExchangeState, there: Mapping[str, TaggedHead]) -> Iterator[Sealed]:
    own = state.replica.device
    for device, head in sorted(state.replica.heads().items(), key=lambda one: (one[0] != own, one[0])):
        standing = there.get(device)
        first = standing.seq + 1 if standing else 1
        if head.seq < first or not (standing is None or state.has(device, standing)):
            continue
        with state.isolated(device, first):
            for run in _runs(state, device, first, min(head.seq, _last(state, device))):
                if not _is_declined(state, run[0]):
                    yield run, state.codec.seal(run)


def _last(state: ExchangeState, device: str) -> int:
    """Return the last entry of a device that the carrier accepts."""
    seq, digest = state.declined.get(device, (0, ""))
    if digest and state.replica.hash_of(device, seq) == digest:
        return min(seq - 1, state.end_of(device))
    state.declined.pop(device, None)  # the history was renamed since
    return state.end_of(device)


def _runs(state: ExchangeState, device: str, first: int, last: int) -> Iterator[list[Pair]]:
    """Yield a device's entries in runs, each for one parcel."""
    while first <= last:
        read = state.replica.entries(device, first, min(last, first + RUN_ENTRIES - 1))
        yield from _cut(read, state)
        if not read:
            return
        first = read[-1][0].seq + 1


def _cut(pairs: Iterable[Pair], state: ExchangeState) -> Iterator[list[Pair]]:
    run: list[Pair] = []
    size = 0
    for pair in pairs:
        more = size_of(pair)
        if run and (size + more > min(RUN_BYTES, state.batch_size.size) or state.codec.has_to_begin(pair)):
            yield run
            run, size = [], 0
        run.append(pair)
        size += more
    if run:
        yield run


def size_of(pair: Pair) -> int:
    """Return the approximate size of an entry in bytes: its texts and names, or all of a raw entry."""
    entry = pair[0]
    if entry.raw:
        return len(entry.raw)
    size = len(dumped(entry.details)) if entry.details else 0
    for change in entry.changes:
        size += _SIZE + sum(map(len, change.replaced.values()))
        for side in (change.old, change.new):
            if side:
                size += sum(len(value) for value in side.values() if isinstance(value, str)) + _SIZE * len(side)
    return size
