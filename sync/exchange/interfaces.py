"""Who takes part in an exchange, and what comes of it: protocols and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from models.store.entry import Entry
from models.store.exchange import Applied
from models.store.exchange import JournalHead as LocalHead
from sync.protocol.parcels import Parcel, TaggedHead

Pair = tuple[Entry, str]
"""An entry with its hash."""


class Replica(Protocol):
    """One machine's journal: its own device's name, and what the exchange asks of its store."""

    @property
    def device(self) -> str:
        """The name under which this machine writes."""

    def heads(self) -> Mapping[str, LocalHead]:
        """Return number and hash of every device's last entry."""

    def entries(self, device: str, first: int, last: int) -> Sequence[Pair]:
        """Return a device's entries, both ends inclusive."""

    def hash_of(self, device: str, seq: int) -> str | None:
        """Return the hash of an entry, ``None`` where there is none."""

    def apply(self, entries: Sequence[Pair]) -> Applied:
        """Take in entries, durably when it returns."""

    def fork(self, first: int, device: str) -> None:
        """Give a device's entries from ``first`` on a name of their own."""


class Carrier(Protocol):
    """Where parcels are kept: the central server, a folder."""

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return what it holds."""

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Keep parcels, all or none; return the heads after.

        Raises :class:`HeadMoved`, :class:`TooLarge`, :class:`ForeignDevices`, :class:`PutInterrupted`, and
        :class:`PutUnavailable`.
        """

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return at most so many parcels that hold entries after these, and whether there are more."""

    def reject(self, parcel: Parcel) -> bool | None:
        """Take note that a parcel is damaged: where it can be put again, it should be.

        Tell whether what is held is another now, so that it should be asked again.
        """

    def pass_over(self, parcel: Parcel) -> bool | None:
        """Take note that nobody here has the key of a parcel; tell whether what is held is another without it."""


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
        """Tell whether an entry comes out of a parcel as it went in only where it is the first."""


class PutUnavailable(Exception):
    """The carrier keeps nothing of what is put now; what it holds can be had all the same.

    ``template`` and ``values`` are why, a message; ``is_temporary`` tells that less at once, or later, it may.
    """

    template: str
    values: dict[str, object]
    seconds: float = 0.0
    is_temporary = False


class NotWritable(PutUnavailable):
    """The carrier keeps no parcels: a stick that cannot be written."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values


class TooLarge(Exception):
    """The carrier never keeps parcels as large as one of these. Nothing was kept."""


class HeadMoved(Exception):
    """A parcel does not continue what the carrier holds: somebody was quicker. Nothing was kept."""


class ForeignDevices(Exception):
    """Some of the parcels are of devices that the carrier takes from other machines alone. Nothing was kept."""

    def __init__(self, devices: Iterable[str]) -> None:
        super().__init__("devices of other machines")
        self.devices = frozenset(devices)


class PutInterrupted(Exception):
    """What was put did not arrive: too much for the line at once, or it broke off. ``fault`` is what is told of it."""

    def __init__(self, fault: Exception) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(slots=True)
class BatchSize:
    """How many bytes are put at once: half as many after what did not arrive; twice as many after what did, and once
    the line's measure is known, an eighth more.
    """

    size: int = 512 * 1024
    is_known: bool = False

    LEAST: ClassVar[int] = 16 * 1024
    MOST: ClassVar[int] = 2 * 1024 * 1024

    def grow(self) -> None:
        """Put more at once."""
        self.size = min(self.MOST, self.size + (self.size // 8 if self.is_known else self.size))

    def shrink(self) -> bool:
        """Put less at once; tell whether that can be."""
        can = self.size > self.LEAST
        self.is_known = True
        self.size = max(self.LEAST, self.size // 2)
        return can


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parcel that was not taken, and why."""

    device: str
    first: int
    reason: str


@dataclass(frozen=True, slots=True)
class ExchangeResult:
    """What one exchange did, in entries.

    ``unsent`` is what the carrier lacks still, ``forked`` the devices of which a history got another name here,
    ``refused`` the parcels that could not be read, ``waiting`` how many of those only for a newer key,
    ``unopened`` the first of each of these. ``unreceived`` are entries of the carrier that are not here, under any
    name, ``declined`` those that it never takes, being too large, ``removed`` those that were removed there for good,
    ``not_taken`` is why it takes none at this time.
    ``heads`` is what the carrier holds after it.
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
    heads: Mapping[str, TaggedHead] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nothing moved."""
        return not (self.sent or self.received or self.forked)

    def followed_by(self, later: ExchangeResult) -> ExchangeResult:
        """Return what this and a later exchange did together."""
        return replace(
            later,
            sent=self.sent + later.sent,
            received=self.received + later.received,
            set_aside=self.set_aside + later.set_aside,
            forked=tuple(dict.fromkeys((*self.forked, *later.forked))),
        )
