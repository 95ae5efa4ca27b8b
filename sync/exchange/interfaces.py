"""The participants of an exchange as protocols, and its results as values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from models.domain.errors import ChiboError
from models.store.entry import Entry
from models.store.exchange import Applied
from models.store.exchange import JournalHead as LocalHead
from sync.protocol.parcels import Parcel, TaggedHead

Pair = tuple[Entry, str]
"""An entry with its hash."""


class Replica(Protocol):
    """One machine's journal, as an exchange uses it."""

    @property
    def device(self) -> str:
        """The name under which this machine writes."""

    def heads(self) -> Mapping[str, LocalHead]:
        """Return sequence number and hash of every device's last entry."""

    def entries(self, device: str, first: int, last: int) -> Sequence[Pair]:
        """Return a device's entries, both ends inclusive."""

    def hash_of(self, device: str, seq: int) -> str | None:
        """Return the hash of an entry, ``None`` where there is none."""

    def apply(self, entries: Sequence[Pair]) -> Applied:
        """Store entries; they are durable when this returns."""

    def fork(self, first: int, device: str) -> None:
        """Rename a device's entries from ``first`` on: they become the history of a new device name."""


class Carrier(Protocol):
    """A place that keeps parcels: the central server or a folder."""

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return the heads of all devices that it holds."""

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Store parcels, all or none; return the heads afterwards.

        Raises :class:`HeadMoved`, :class:`TooLarge`, :class:`ForeignDevices`, :class:`PutInterrupted`, and
        :class:`PutUnavailable`.
        """

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return at most ``limit`` parcels with entries after those in ``have``, and whether there are more."""

    def reject(self, parcel: Parcel) -> bool | None:
        """Record that a parcel is damaged, so that a machine that has its entries puts it again.

        Returns whether the carrier's contents changed, so that its heads must be read again.
        """

    def pass_over(self, parcel: Parcel) -> bool | None:
        """Record that no machine here has the key of a parcel; return whether the carrier's contents changed without
        it.
        """


class Codec(Protocol):
    """Seals runs of entries and opens parcels: :class:`sync.keys.sealing.Sealer`."""

    def tag(self, digest: str) -> bytes:
        """Return the tag of an entry by its hash."""

    def seal(self, run: Sequence[Pair]) -> Parcel:
        """Seal consecutive entries of one device."""

    def open(self, parcel: Parcel, before: str = "") -> Sequence[Pair]:
        """Return the entries of a parcel; ``before`` is the hash of the entry before them, where it is known.

        Raises :class:`sync.keys.sealing.Unreadable`, and nothing else, whatever is in it.
        """

    def has_to_begin(self, pair: Pair) -> bool:
        """Tell whether an entry can be restored exactly only as the first of a parcel."""


class PutUnavailable(Exception):
    """The carrier stores nothing for now; receiving still works.

    ``template`` and ``values`` form the message with the reason. ``is_temporary``: fewer parcels, or a later attempt,
    may succeed. ``is_partial``: other parcels are stored.
    """

    template: str
    values: dict[str, object]
    seconds: float = 0.0
    is_temporary = False
    is_partial = False


class NoRoomForDevices(PutUnavailable):
    """The carrier accepts some devices not, as it has too many. Nothing was stored."""

    is_partial = True

    def __init__(self, devices: Iterable[str], template: str, **values: object) -> None:
        super().__init__(template)
        self.devices = frozenset(devices)
        self.template = template
        self.values = values


class NotWritable(PutUnavailable):
    """The carrier stores nothing at all, such as a read-only stick."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values


class TooLarge(Exception):
    """The carrier never stores a parcel of such a size. Nothing was stored."""


class HeadMoved(Exception):
    """A parcel does not continue what the carrier holds: another machine was faster. Nothing was stored."""


class ForeignDevices(Exception):
    """The carrier accepts some of the devices from other machines only. Nothing was stored."""

    def __init__(self, devices: Iterable[str]) -> None:
        super().__init__("devices of other machines")
        self.devices = frozenset(devices)


class PutInterrupted(Exception):
    """The put did not arrive: too large for the line, or the connection broke. ``fault`` is the error to report."""

    def __init__(self, fault: ChiboError) -> None:
        super().__init__(str(fault))
        self.fault = fault


class NotArriving(PutUnavailable):
    """Not even the smallest put arrives."""

    is_temporary = True

    def __init__(self, fault: ChiboError) -> None:
        super().__init__(fault.template)
        self.template = fault.template
        self.values = dict(fault.values)
        self.seconds = float(getattr(fault, "seconds", 0.0))


@dataclass(slots=True)
class BatchSize:
    """The number of bytes per put.

    It is halved after a failed put, doubled after a successful one, and raised by an eighth once the capacity of the
    line is known.
    """

    size: int = 512 * 1024
    is_known: bool = False

    LEAST: ClassVar[int] = 16 * 1024
    MOST: ClassVar[int] = 2 * 1024 * 1024

    def grow(self) -> None:
        """Increase the size after a successful put."""
        self.size = min(self.MOST, self.size + (self.size // 8 if self.is_known else self.size))

    def shrink(self) -> bool:
        """Reduce the size after a failed put; return false at the minimum."""
        can = self.size > self.LEAST
        self.is_known = True
        self.size = max(self.LEAST, self.size // 2)
        return can


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parcel that was not accepted, with the reason."""

    device: str
    first: int
    reason: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something on a carrier that was not read because it is no parcel, or one too many: a message."""

    template: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What one exchange did, counted in entries.

    - ``unsent``: entries that the carrier still lacks,
    - ``unreceived``: entries of the carrier that are not here under any name,
    - ``forked``: devices of which a history was renamed here,
    - ``refused``: parcels that could not be read; ``waiting``: how many of these need a newer key; ``unopened``: the
      first of each,
    - ``declined``: entries that the carrier never accepts because they are too large,
    - ``removed``: entries that were removed at the carrier for good,
    - ``not_taken``: the reason why the carrier accepts none for now,
    - ``skipped``: what a folder contains that was not read,
    - ``heads``: what the carrier holds afterwards.
    """

    sent: int = 0
    received: int = 0
    set_aside: int = 0
    conflicts: int = 0
    unsent: int = 0
    forked: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    waiting: int = 0
    unopened: tuple[Parcel, ...] = ()
    unreceived: int = 0
    declined: int = 0
    removed: int = 0
    not_taken: PutUnavailable | None = None
    skipped: tuple[Skipped, ...] = ()
    heads: Mapping[str, TaggedHead] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing was sent, received or changed."""
        return not (self.sent or self.received or self.forked)

    @property
    def puts_blocked_by(self) -> PutUnavailable | None:
        """Why nothing at all is stored."""
        return None if self.not_taken is None or self.not_taken.is_partial else self.not_taken

    def followed_by(self, later: ExchangeResult) -> ExchangeResult:
        """Return this result and that of a later exchange as one."""
        return replace(
            later,
            sent=self.sent + later.sent,
            received=self.received + later.received,
            set_aside=self.set_aside + later.set_aside,
            forked=tuple(dict.fromkeys((*self.forked, *later.forked))),
        )
