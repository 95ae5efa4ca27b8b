"""The recovery code: written on paper once, it restores the cell's keys when every machine is lost.

Twenty random bytes in base32 without easily confused letters (Crockford's alphabet), and two check letters, in groups
of four and five: ``7Q4X-…``.
"""

from __future__ import annotations

import hashlib
import secrets

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from models.domain.errors import Refused
from models.domain.language import N_

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011", " -_.\n\t")
CODE_BYTES = 20
_LETTERS = CODE_BYTES * 8 // 5
_CHECK = 2
_GROUP = 4

_NO_CODE = N_("This is no recovery code. Type it as it stands on the paper: {count} letters and digits.")
_SLIP = N_("There is a slip in the recovery code. Compare it with the paper, and type it again.")


def new_code() -> str:
    """Return a new recovery code, as it is shown and written down."""
    letters = _encode(secrets.token_bytes(CODE_BYTES))
    whole = letters + _check(letters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def seed_of(code: str) -> bytes:
    """Return the X25519 private key (32 bytes) of a typed code.

    Case, spaces and hyphens do not matter, and O, I, L are read as 0, 1, 1. Raises :class:`Refused` when it is no code,
    or the check letters do not match.
    """
    letters = code.upper().translate(_READ_AS)
    if len(letters) != _LETTERS + _CHECK or not set(letters) <= set(_ALPHABET):
        raise Refused(_NO_CODE, count=_LETTERS + _CHECK)
    if _check(letters[:_LETTERS]) != letters[_LETTERS:]:
        raise Refused(_SLIP)
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"chibo recovery 1")
    return derive.derive(_decode(letters[:_LETTERS]))


def same_code(one: str, other: str) -> bool:
    """Tell whether two typed codes are equal."""
    return one.upper().translate(_READ_AS) == other.upper().translate(_READ_AS)


def _check(letters: str) -> str:
    number = int.from_bytes(hashlib.sha256(b"chibo recovery check\0" + letters.encode()).digest()[:2], "big")
    return _ALPHABET[number >> 5 & 31] + _ALPHABET[number & 31]


def _encode(value: bytes) -> str:
    number = int.from_bytes(value, "big")
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(len(value) * 8 - 5, -1, -5))


def _decode(letters: str) -> bytes:
    number = 0
    for letter in letters:
        number = number << 5 | _ALPHABET.index(letter)
    return number.to_bytes(CODE_BYTES, "big")
