"""The signs of what is typed: digits of every width, dashes of every kind, spaces that are not seen."""

from __future__ import annotations

from models.domain.text import nfc, one_line

QUOTED = 60
"""How much of what was typed a refusal repeats, in cells of the screen."""

NOTHING = "-"
"""Written alone it says that there is nothing: it empties what is there."""

_WIDE = {0xFF01 + place: 0x21 + place for place in range(94)}  # what an input method in full width sends
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_STROKES = dict.fromkeys(map(ord, "⁄∕"), "/")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def plain(text: str) -> str:
    """Return what was typed with plain digits, dashes and strokes, single spaces, without what is not seen."""
    return " ".join(nfc(text).translate(_WIDE | _DASHES | _STROKES | _UNSEEN).split())


def says_nothing(text: str) -> bool:
    """Tell whether somebody wrote nothing: no sign at all, or a dash alone, whichever dash."""
    return plain(text) in ("", NOTHING)


def quoted(text: str) -> str:
    """Return what was typed as a refusal repeats it."""
    return one_line(text, QUOTED)
