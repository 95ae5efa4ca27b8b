"""The box for the recovery code, which every machine with the ring can make alike, byte for byte.

Only the paper opens it. So the others can tell a right box from garbage only by making it themselves: the temporary key
of HPKE (RFC 9180, base mode), otherwise random, is derived from the ring. Who has not the ring learns nothing from it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from sync.keys.boxes import box_info
from sync.keys.ring import CellKey, KeyRing
from sync.protocol.messages.keys import RECOVERY

_TEMPORARY = b"chibo recovery box 1\0"
_KEM, _HPKE = b"KEM\x00\x20", b"HPKE\x00\x20\x00\x01\x00\x03"
"""DHKEM(X25519, HKDF-SHA256); with HKDF-SHA256 and ChaCha20-Poly1305 (RFC 9180, 7): as :mod:`sync.keys.boxes`."""
_KEY_BYTES, _NONCE_BYTES = 32, 12


def seal_for_recovery(ring: KeyRing, cell: str) -> bytes:
    """Return the ring sealed to its recovery code: of equal rings equal boxes, in whatever order the older keys are."""
    content = _in_order(ring).to_bytes()
    info = box_info(cell, RECOVERY)
    seed = hmac.digest(ring.tag_key, _TEMPORARY + hashlib.sha256(content).digest() + info, hashlib.sha256)
    temporary = X25519PrivateKey.from_private_bytes(seed)
    recipient = X25519PublicKey.from_public_bytes(ring.recovery_key)
    public = temporary.public_key().public_bytes_raw()
    secret = _extract(_KEM, b"", b"eae_prk", temporary.exchange(recipient))
    shared = _expand(_KEM, secret, b"shared_secret", public + ring.recovery_key, _KEY_BYTES)
    context = b"\0" + _extract(_HPKE, b"", b"psk_id_hash", b"") + _extract(_HPKE, b"", b"info_hash", info)
    secret = _extract(_HPKE, shared, b"secret", b"")
    key = _expand(_HPKE, secret, b"key", context, _KEY_BYTES)
    nonce = _expand(_HPKE, secret, b"base_nonce", context, _NONCE_BYTES)
    return public + ChaCha20Poly1305(key).encrypt(nonce, content, b"")


def is_recovery_box(box: bytes, ring: KeyRing, cell: str) -> bool:
    """Tell whether a box holds this ring for its recovery code.

    Whichever of its keys is the newest: machines whose rings parted do not agree on that, and none of them is wrong.
    """
    return any(box == seal_for_recovery(_beginning_with(ring, key), cell) for key in ring.keys)


def _in_order(ring: KeyRing) -> KeyRing:
    return replace(ring, keys=(ring.newest, *sorted(ring.keys[1:], key=_id)))


def _beginning_with(ring: KeyRing, newest: CellKey) -> KeyRing:
    return replace(ring, keys=(newest, *(key for key in ring.keys if key != newest)))


def _id(key: CellKey) -> str:
    return key.id


def _extract(suite: bytes, salt: bytes, label: bytes, content: bytes) -> bytes:
    """RFC 9180, 4: ``LabeledExtract``."""
    return hmac.digest(salt, b"HPKE-v1" + suite + label + content, hashlib.sha256)


def _expand(suite: bytes, secret: bytes, label: bytes, info: bytes, length: int) -> bytes:
    """RFC 9180, 4: ``LabeledExpand``, for at most one block."""
    text = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info + b"\1"
    return hmac.digest(secret, text, hashlib.sha256)[:length]
