"""Tells whether two sets of records belong to one cell. Records of two cells could not be separated once mixed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from models.domain import limits
from sync.exchange.interfaces import Carrier, Codec, Pair, Replica
from sync.keys.sealing import Unreadable
from sync.protocol.parcels import TaggedHead

MAXIMUM_DEVICES = 20
"""How many devices are compared: first those with the same name here; one shared first entry is enough."""


def is_another_cell(replica: Replica, carrier: Carrier, codec: Codec, heads: Mapping[str, TaggedHead]) -> bool:
    """Tell whether a carrier holds entries sealed with this cell's keys none of which is here.

    Compares the first entry of each device: a truncated or forked history has the same beginning. Parcels that cannot
    be opened do not count.
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
