"""The proof that a machine has its cell's ring: requests signed with a key that only the ring gives.

The first machine registers the public key at the server. From then on the server refuses what changes the cell's
records, keys or machines from whoever cannot sign it, also where he has a token.
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
    """Signs the requests of one account; of one that is not enrolled yet, ``cell`` and ``account`` are empty."""

    def __init__(self, tag_key: bytes, cell: str = "", account: str = "") -> None:
        derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chibo membership 1")
        self._key = Ed25519PrivateKey.from_private_bytes(derive.derive(tag_key))
        self._cell, self._account = cell, account

    @property
    def public_key(self) -> bytes:
        """The key by which signatures are checked; the same for all machines of the cell, for ever."""
        return self._key.public_key().public_bytes_raw()

    def sign(self, method: str, path: str, condition: str, body: bytes) -> str:
        """Return the value of the ``Chibo-Membership`` header of a request: the signature, and the body's hash, so that
        what was changed on the way is told from what was not signed.
        """
        digest = hashlib.sha256(body).hexdigest()
        text = request_text(self._cell, self._account, method, path, condition, digest)
        return f"{from_octets(self._key.sign(text))} {digest}"


def request_text(cell: str, account: str, method: str, path: str, condition: str, digest: str) -> bytes:
    """Return what is signed of a request: ``condition`` is its ``If-Match`` or ``If-None-Match``, or empty, ``digest``
    the SHA-256 of its body, in hexadecimal.
    """
    return f"chibo request 1\n{cell}\n{account}\n{method} {path}\n{condition}\n{digest}".encode()


def declared_digest(header: str) -> str:
    """Return the hash of the body that a header is made for; empty where it tells none."""
    return header.partition(" ")[2]


def digest_differs(header: str, digest: str) -> bool:
    """Tell whether a body is another than the one that the header was made for, by its hash."""
    _, separator, expected = header.partition(" ")
    return bool(separator) and expected != digest


def is_signed(key: bytes, text: bytes, header: str) -> bool:
    """Tell whether a header's signature is of a text, by a key."""
    try:
        signature = fields.octets(SIGNATURE)(header.partition(" ")[0])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except (fields.Malformed, InvalidSignature, ValueError):
        return False
    return True
