"""Normalising typed characters: full-width digits, all kinds of dashes, invisible spaces."""

from __future__ import annotations

from models.domain.text import nfc, one_line

QUOTED = 60
"""The maximum length of typed text in a refusal, in terminal cells."""

NOTHING = "-"
"""Typed alone it means "nothing" and empties a value."""

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)}  # full-width characters of input methods
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_STROKES = dict.fromkeys(map(ord, "⁄∕"), "/")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def plain(text: str) -> str:
    """Return typed text with ASCII digits, dashes and slashes, single spaces, and no invisible characters."""
    return " ".join(nfc(text).translate(_WIDE | _DASHES | _STROKES | _UNSEEN).split())


def says_nothing(text: str) -> bool:
    """Tell whether a text means "nothing": empty, or a single dash of any kind."""
    return plain(text) in ("", NOTHING)


def quoted(text: str) -> str:
    """Return typed text as a refusal quotes it."""
    return one_line(text, QUOTED)
