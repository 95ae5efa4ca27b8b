"""Proof of membership: requests are signed with a key derived from the cell's ring.

The first machine registers the public key at the server. From then on the server refuses every request that changes the
cell's records, keys or machines without that signature, even with a valid token.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from sync.protocol import fields
from sync.protocol.fields import from_octets

SIGNATURE = 64


class RequestSigner:
    """Signs the requests of one account; before enrolment ``cell`` and ``account`` are empty."""

    def __init__(self, tag_key: bytes, cell: str = "", account: str = "") -> None:
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chibo membership 1")
        self._key = Ed25519PrivateKey.from_private_bytes(derive.derive(tag_key))
        self._cell, self._account = cell, account

    @property
    def public_key(self) -> bytes:
        """The key that verifies the signatures; the same for all machines of the cell, and never changed."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, method: str, path: str, condition: str, body: bytes) -> str:
        """Return the ``Chibo-Membership`` header of a request: the signature, and the body's hash, which tells damage
        in transit from a missing signature.
        """
        digest = hashlib.sha256(body).hexdigest()
        text = request_text(self._cell, self._account, method, path, condition, digest)
        return f"{from_octets(self._key.sign(text))} {digest}"


def request_text(cell: str, account: str, method: str, path: str, condition: str, digest: str) -> bytes:
    """Return the signed text of a request: ``condition`` is its ``If-Match`` or ``If-None-Match``, or empty, ``digest``
    the SHA-256 of its body, in hexadecimal.
    """
    return f"chibo request 1\n{cell}\n{account}\n{method} {path}\n{condition}\n{digest}".encode()


def declared_digest(header: str) -> str:
    """Return the body hash in a header; empty if there is none."""
    return header.partition(" ")[2]


def digest_differs(header: str, digest: str) -> bool:
    """Tell whether a body's hash differs from the one in the header."""
    _, separator, expected = header.partition(" ")
    return bool(separator) and expected != digest


def is_signed(key: bytes, text: bytes, header: str) -> bool:
    """Tell whether a header contains a valid signature of a text by a key."""
    try:
        signature = fields.octets(SIGNATURE)(header.partition(" ")[0])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (fields.Malformed, InvalidSignature, ValueError):
        return False
    return True
