"""The seal of approved minutes: whoever holds the text can check that it is the one that was approved."""

from __future__ import annotations

import hashlib


def seal_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
