"""Boxes that carry a key ring, encrypted to one X25519 key (HPKE, RFC 9180, base mode).

Base mode does not authenticate the sender. The ring does: only a machine of the cell knows the tag key in it, which the
recipient compares with its own (:meth:`KeyRing.continues`).
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.keys.ring import KeyRing
from sync.protocol.fields import Malformed

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def public_key(seed: bytes) -> bytes:
    """Return the X25519 public key of a private one (32 bytes each)."""
    return X25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def seal_ring(ring: KeyRing, cell: str, recipient: str, key: bytes) -> bytes:
    """Return the ring sealed to a public key; ``recipient`` is the account, or ``recovery``."""
    return _SUITE.encrypt(ring.to_bytes(), X25519PublicKey.from_public_bytes(key), info=box_info(cell, recipient))


def can_be_sealed_to(key: bytes) -> bool:
    """Tell whether a public key can be encrypted to: some give no shared secret."""
    try:
        _SUITE.encrypt(b"", X25519PublicKey.from_public_bytes(key), info=b"")
    except ValueError:
        return False
    return True


def open_ring(box: bytes, cell: str, recipient: str, seed: bytes) -> KeyRing:
    """Return the ring in a box.

    Raises :class:`Malformed` when the box is for another recipient, is invalid, or holds an invalid ring.
    """
    try:
        opened = _SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(seed), info=box_info(cell, recipient))
    except (InvalidTag, ValueError):
        raise Malformed("a box for another key") from None
    ring = KeyRing.read(opened)
    if not can_be_sealed_to(ring.recovery_key):
        raise Malformed("a recovery key to which something can be sealed is expected")
    return ring


def box_info(cell: str, recipient: str) -> bytes:
    """Return what binds a box to a cell and a recipient."""
    return f"chibo key box 1\n{cell}\n{recipient}".encode()
