"""Parcels for tests of the server, which never looks into a box: any bytes will do."""

from __future__ import annotations

import hashlib

from sync.protocol.parcels import Parcel

GENESIS_TAG = bytes(16)


def tag(device: str, seq: int, history: str = "") -> bytes:
    """Return the tag of a device's entry; another ``history`` of the same device has other tags."""
    return hashlib.sha256(f"{device}/{seq}/{history}".encode()).digest()[:16] if seq else GENESIS_TAG


def parcel(device: str, first: int, last: int, *, history: str = "", size: int = 40) -> Parcel:
    """Return a parcel of a device's entries from ``first`` to ``last``."""
    return Parcel(
        device=device,
        first=first,
        last=last,
        previous_tag=tag(device, first - 1, history),
        head_tag=tag(device, last, history),
        key_id="key-1",
        box=(f"{device}/{first}-{last}/{history}".encode() + bytes(size))[:size],
    )
