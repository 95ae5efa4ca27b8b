"""The seal of approved minutes: proves that a text is the one that was approved."""

from __future__ import annotations

import hashlib


def seal_of(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def line_seals(text: str) -> list[str]:
    """Return the seal of each line of a text, so that a changed line can be named."""
    return [seal_of(line) for line in text.split("\n")]
