"""The state of one exchange: its participants and counters."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from traceback import extract_tb

from models.domain import limits
from models.domain.language import N_
from models.store.entry import Entry
from sync.exchange.interfaces import (
    BatchSize,
    Carrier,
    Codec,
    ExchangeResult,
    NoRoomForDevices,
    PutUnavailable,
    Refusal,
    Replica,
)
from sync.keys.sealing import UnknownKey, Unreadable
from sync.protocol.parcels import Parcel, TaggedHead

LOGGER = logging.getLogger("chibo.exchange")
MISTAKES = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
"""Exceptions of a programming error; not of the disk, the line or the carrier."""
_MISTAKE = N_("chibo fails at its entries by a mistake of its own; tell its makers")

KnownHeads = dict[str, TaggedHead]
"""By device, the heads of the carrier's histories that have another name here: these need not be fetched again."""

RefusedParcels = dict[str, Refusal]
"""By device, a parcel that was refused: nothing of the device is fetched again while the carrier's head is the same."""

DeclinedEntries = dict[str, tuple[int, str]]
"""By device, number and hash of the first entry that a carrier never accepts; later entries are not sent either."""


@dataclass(slots=True)
class ExchangeState:
    """Counters in entries, returned at the end as :class:`ExchangeResult`."""

    replica: Replica
    carrier: Carrier
    codec: Codec
    known: KnownHeads
    batch_size: BatchSize = field(default_factory=BatchSize)
    sent: int = 0
    received: int = 0
    set_aside: int = 0
    conflicts: int = 0
    waiting: int = 0
    unopened: list[Parcel] = field(default_factory=list)
    forked: dict[str, None] = field(default_factory=dict)
    given: dict[str, int] = field(default_factory=dict)
    """By device, the last entry that was ever put on any carrier, and so may be stored elsewhere."""
    refused: RefusedParcels = field(default_factory=dict)
    declined: DeclinedEntries = field(default_factory=dict)
    failed: RefusedParcels = field(default_factory=dict)
    """Devices at whose entries the program failed; the next exchange tries them again."""
    not_taken: PutUnavailable | None = None
    no_room: NoRoomForDevices | None = None
    """Why some devices were left out."""
    foreign: set[str] = field(default_factory=set)
    """Devices whose entries the carrier does not accept from this machine."""
    ends: Mapping[str, int] = field(default_factory=dict)
    """By device, the first entry that the carrier no longer accepts: the device was removed there for good."""
    passed_over: int = 0
    """How many times the carrier's contents changed because an unreadable parcel was skipped."""
    refused_at: dict[str, TaggedHead | None] = field(default_factory=dict)
    """By device, the carrier's head when one of its parcels was refused in this exchange; none where the carrier has
    another in its place.
    """
    must_repeat: bool = False
    """Whether the heads must be read again, because entries here were renamed."""

    def has(self, device: str, head: TaggedHead) -> bool:
        """Tell whether the history here contains a carrier's head."""
        digest = self.replica.hash_of(device, head.seq)
        return digest is not None and self.codec.tag(digest) == head.tag

    def fork(self, first: int, device: str) -> None:
        """Rename the history of a device here from entry ``first`` on."""
        self.replica.fork(first, device)
        self.forked[device] = None

    def count_sent(self, parcels: Iterable[Parcel]) -> None:
        """Count parcels that the carrier has stored."""
        for parcel in parcels:
            self.sent += parcel.last - parcel.first + 1
            self.given[parcel.device] = max(parcel.last, self.given.get(parcel.device, 0))

    def rename_own_tail(self, first: int) -> None:
        """Continue this machine's history under a new name, because the carrier accepts nothing from entry ``first``
        on.

        Renames only entries that were never put anywhere: what may be stored elsewhere would otherwise exist twice.
        """
        device = self.replica.device
        here = self.replica.heads().get(device)
        behind = here.seq + 1 if here else 1
        self.replica.fork(min(behind, max(first, self.given.get(device, 0) + 1)), device)
        self.must_repeat = True

    def skip_devices(self, devices: Iterable[str], there: Mapping[str, TaggedHead]) -> None:
        """Send nothing more of some devices; this machine's own history continues under a new name."""
        self.foreign |= set(devices)
        own = self.replica.device
        if own in self.foreign:
            self.rename_own_tail(_seq(there, own) + 1)

    def leave_out(self, devices: Iterable[str], why: NoRoomForDevices) -> None:
        """Send nothing of some devices for which the carrier has no room."""
        self.foreign |= set(devices)
        self.no_room = why

    def leave_what_ended(self) -> None:
        """Continue this machine's history under a new name if the carrier no longer accepts the present one."""
        if (end := self.ends.get(self.replica.device)) is not None:
            self.rename_own_tail(end)

    def end_of(self, device: str) -> int:
        """Return the last entry of a device that the carrier accepts."""
        return self.ends.get(device, limits.SEQ + 1) - 1

    def decline(self, entry: Entry, digest: str) -> None:
        """Record that the carrier never accepts an entry; this machine's own later entries are renamed."""
        self.declined[entry.device] = (entry.seq, digest)
        if entry.device == self.replica.device:
            self.rename_own_tail(entry.seq + 1)

    @contextmanager
    def isolated(self, device: str, first: int) -> Iterator[None]:
        """Catch a programming error at a device's entries from ``first`` on: only this device is skipped, and the error
        is reported.
        """
        try:
            yield
        except MISTAKES as why:
            self.failed.setdefault(device, Refusal(device, first, _MISTAKE))
            at = extract_tb(why.__traceback__)[-1]
            LOGGER.error("a mistake of the program: %s at %s:%d", type(why).__name__, Path(at.filename).name, at.lineno)

    def refuse(self, parcel: Parcel, why: Unreadable, held: TaggedHead | None) -> None:
        """Record that nothing of a device is accepted from this parcel on while the carrier's head stays the same."""
        if held is not None:
            self.refused_at[parcel.device] = held
        with suppress(PutUnavailable):
            if self._is_another_without(parcel, why):
                self.passed_over += 1
                self.must_repeat = True
                self.refused_at[parcel.device] = None
        self.refused.setdefault(parcel.device, Refusal(parcel.device, parcel.first, str(why)))

    def _is_another_without(self, parcel: Parcel, why: Unreadable) -> bool | None:
        if not isinstance(why, UnknownKey):
            return self.carrier.reject(parcel)
        if parcel.device not in self.refused:
            self.waiting += 1
            self.unopened.append(parcel)
        return self.carrier.pass_over(parcel)

    def is_refused(self, device: str, held: TaggedHead) -> bool:
        """Tell whether a parcel of a device was refused and the carrier's head is still the same."""
        return device in self.refused and self.refused_at.get(device, held) == held

    def result(self, there: Mapping[str, TaggedHead]) -> ExchangeResult:
        """Return the result of the exchange; ``there`` are the carrier's heads afterwards."""
        here = self.replica.heads()
        lacks = (min(head.seq, self.end_of(device)) - _seq(there, device) for device, head in here.items())
        removed = (head.seq - max(self.end_of(device), _seq(there, device)) for device, head in here.items())
        absent = (
            max(1, head.seq - (here[device].seq if device in here else 0))
            for device, head in there.items()
            if self.known.get(device) != head and not self.has(device, head)
        )
        return ExchangeResult(
            sent=self.sent,
            received=self.received,
            set_aside=self.set_aside,
            conflicts=self.conflicts,
            unsent=sum(number for number in lacks if number > 0),
            forked=tuple(self.forked),
            refused=tuple((self.failed | self.refused).values()),
            waiting=self.waiting,
            unopened=tuple(self.unopened),
            unreceived=sum(absent),
            declined=len(self.declined),
            removed=sum(number for number in removed if number > 0),
            not_taken=self.not_taken or self.no_room,
            heads=dict(there),
        )


def _seq(heads: Mapping[str, TaggedHead], device: str) -> int:
    return heads[device].seq if device in heads else 0
