"""Replaces damaged parcels at a carrier, and reports those whose entries are not here."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.language import N_
from sync.exchange.interfaces import Codec, Refusal, Replica
from sync.protocol.messages.entries import WantedParcel
from sync.protocol.parcels import Parcel

DAMAGED = N_("damaged at the server; the machine that put it puts it again at its next exchange")


def resealed(replica: Replica, codec: Codec, wanted: Iterable[WantedParcel]) -> list[Parcel]:
    """Return the requested parcels that this machine may replace and whose entries it has, sealed again."""
    sealed = (_sealed(replica, codec, one) for one in wanted if one.mine)
    return [parcel for parcel in sealed if parcel is not None]


def lacking(replica: Replica, wanted: Iterable[WantedParcel]) -> tuple[Refusal, ...]:
    """Return, by device, the first damaged parcel whose entries are not here."""
    found: dict[str, Refusal] = {}
    for one in wanted:
        if replica.hash_of(one.device, one.last) is None:
            found.setdefault(one.device, Refusal(one.device, one.first, DAMAGED))
    return tuple(found.values())


def _sealed(replica: Replica, codec: Codec, wanted: WantedParcel) -> Parcel | None:
    """Return the parcel for a place. Equal entries have equal tags, so another history never replaces it."""
    run = replica.entries(wanted.device, wanted.first, wanted.last)
    if len(run) != wanted.last - wanted.first + 1:
        return None
    parcel = codec.seal(run)
    return parcel if (parcel.previous_tag, parcel.head_tag) == (wanted.previous_tag, wanted.head_tag) else None
