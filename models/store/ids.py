"""Keys of rows: UUIDv7 for things made by one device, UUIDv5 for things that two devices can make (RFC 9562)."""

from __future__ import annotations

from uuid import UUID, uuid5

from uuid6 import uuid7

NAMESPACE = UUID("6d6f0c1e-63b0-5c1b-9f3e-4368c3ad0001")
"""The namespace of chibo's natural keys; it never changes, or two devices would create two rows for one thing."""


def new_id() -> str:
    """Return a fresh key; keys made later sort later."""
    return str(uuid7())


def natural_id(table: str, *parts: str) -> str:
    """Return the natural key of a thing, equal on every device, e.g. one member's attendance at one meeting."""
    return str(uuid5(NAMESPACE, "\x1f".join((table, *parts))))
