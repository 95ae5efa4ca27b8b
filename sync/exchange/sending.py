"""Putting what a carrier lacks: runs of entries, cut into parcels of a size that a slow line carries in one go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sync.exchange.parties import Pair, Replica
from sync.exchange.tally import Tally
from sync.protocol.parcels import Head, Parcel

RUN_ENTRIES = 4_000
RUN_BYTES = 2 * 1024 * 1024  # of texts in the entries, before compression
PUT_BYTES = 2 * 1024 * 1024


def send(tally: Tally, there: Mapping[str, Head]) -> Mapping[str, Head]:
    """Put what the carrier lacks of every history that continues its own; return its heads after.

    Raises :class:`Overtaken`, and whatever else the carrier raises.
    """
    batch: list[Parcel] = []
    for run in _lacking(tally, there):
        batch.append(tally.codec.seal(run))
        if sum(len(parcel.box) for parcel in batch) >= PUT_BYTES:
            there, batch = _put(tally, batch), []
    return _put(tally, batch) if batch else there


def _put(tally: Tally, batch: list[Parcel]) -> Mapping[str, Head]:
    heads = tally.carrier.put(batch)
    tally.sent += sum(parcel.last - parcel.first + 1 for parcel in batch)
    return heads


def _lacking(tally: Tally, there: Mapping[str, Head]) -> Iterator[list[Pair]]:
    for device, head in sorted(tally.replica.heads().items()):
        standing = there.get(device)
        first = standing.seq + 1 if standing else 1
        if head.seq >= first and (standing is None or tally.has(device, standing)):
            yield from _runs(tally.replica, device, first, head.seq)


def _runs(replica: Replica, device: str, first: int, last: int) -> Iterator[list[Pair]]:
    """Yield a device's entries in runs, each for one parcel."""
    while first <= last:
        read = replica.entries(device, first, min(last, first + RUN_ENTRIES - 1))
        yield from _cut(read)
        if not read:
            return
        first = read[-1][0].seq + 1


def _cut(pairs: Iterable[Pair]) -> Iterator[list[Pair]]:
    run: list[Pair] = []
    size = 0
    for pair in pairs:
        run.append(pair)
        size += _size(pair)
        if size >= RUN_BYTES:
            yield run
            run, size = [], 0
    if run:
        yield run


def _size(pair: Pair) -> int:
    """Return about how many bytes the texts of an entry take."""
    sides = [side for change in pair[0].changes for side in (change.old, change.new) if side]
    return sum(len(value) for side in sides for value in side.values() if isinstance(value, str))
