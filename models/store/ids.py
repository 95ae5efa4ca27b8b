"""Keys of rows: UUIDv7 for what one device makes, UUIDv5 where two devices can make the same thing (RFC 9562)."""

from __future__ import annotations

from uuid import UUID, uuid5

from uuid6 import uuid7

NAMESPACE = UUID("6d6f0c1e-63b0-5c1b-9f3e-4368c3ad0001")
"""The namespace of chibo's natural keys; it never changes, or two devices would make two rows of one thing."""


def new_id() -> str:
    """Return a fresh key; keys made later sort later."""
    return str(uuid7())


def natural_id(table: str, *parts: str) -> str:
    """Return the key that every device gives to the same thing, e.g. one member's attendance at one meeting."""
    return str(uuid5(NAMESPACE, "\x1f".join((table, *parts))))
