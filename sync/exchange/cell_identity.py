"""Do the records here and those of a carrier belong to one cell? Two cells' records cannot be told apart once mixed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from models.domain import limits
from sync.exchange.interfaces import Carrier, Codec, Pair, Replica
from sync.keys.sealing import Unreadable
from sync.protocol.parcels import TaggedHead

MAXIMUM_DEVICES = 20
"""Devices that are looked at: those whose names are here too come first, and one that is shared is enough."""


def is_another_cell(replica: Replica, carrier: Carrier, codec: Codec, heads: Mapping[str, TaggedHead]) -> bool:
    """Tell whether a carrier holds entries that the cell sealed, none of which are here.

    Each device's first entry is compared: a history that was cut short, or parted later, begins as it began. What
    cannot be opened says nothing.
    """
    here = replica.heads()
    is_foreign = False
    for device in sorted(heads, key=lambda one: (one not in here, one))[:MAXIMUM_DEVICES]:
        first = _first(carrier, codec, heads, device)
        if first is None:
            continue
        if replica.hash_of(device, first[0].seq) == first[1]:
            return False
        is_foreign = True
    return is_foreign


def _first(carrier: Carrier, codec: Codec, heads: Mapping[str, TaggedHead], device: str) -> Pair | None:
    """Return a device's first entry at the carrier; ``None`` where it cannot be opened."""
    parcels, _ = carrier.get({one: limits.SEQ for one in heads if one != device}, 1)
    with suppress(Unreadable):
        for parcel in parcels:
            if parcel.device == device:
                return codec.open(parcel)[0]
    return None
