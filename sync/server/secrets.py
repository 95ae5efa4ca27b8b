"""Tokens and codes: random, stored as their SHA-256, compared in constant time.

Both have enough random bits to make enumeration impossible, so a fast hash suffices.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

TOKEN_BYTES = 32
CODE_BYTES = 20


def new_token() -> str:
    """Return a new token of an account: 256 random bits, as 43 characters of base64url."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    """Return a new code: 160 random bits, as 32 letters and digits that can be read aloud and typed (base32)."""
    return base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()


def digest(secret: str) -> str:
    """Return the stored form of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(one, other)
