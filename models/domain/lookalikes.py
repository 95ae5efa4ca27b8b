"""Characters that look alike, for comparing and searching only; stored texts are not changed.

Keyboards, word processors and spreadsheets write one word with different characters: Ð (U+00D0) for Đ, curly
apostrophes, several hyphens and dashes, no-break and zero-width spaces, full-width forms, Cyrillic and Greek letters.
"""

from __future__ import annotations

import unicodedata

_LATIN = {
    # Letters with a bar: Icelandic eth and African d for the Vietnamese Đ.
    "ÐƉ": "\u0110",
    "ðɖ": "\u0111",
    "ı": "i",
    # Cyrillic. Capital and small letter become the same Latin letter, so that case never decides.
    "АВЕЅІЈКМНОРСТУХЅԌԚԜҺԀ": "ABESIJKMHOPCTYXSGQWHD",
    "авеѕіјкмнорстухѕԍԛԝһԁ": "abesijkmhopctyxsgqwhd",
    # Greek, likewise by the shape of the capital.
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ": "ABEZHIKMNOPTYX",
    "αβεζηικμνορτυχ": "abezhikmnoptyx",
}
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\ua78c`\u00b4"
_QUOTES = "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"
_MORE_HYPHENS = "\u2212\u2043\u02d7\u00af\u2500"
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u3164"
"""Characters without width that are not in the category Cf."""


class _Plain(dict[int, str]):
    """A translation table for ``str.translate``; a character that is not listed is decided by its category, once."""

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        unseen = category == "Cf" or 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
        self[code] = "-" if category == "Pd" else "" if unseen else chr(code)
        return self[code]


def _listed() -> _Plain:
    table = _Plain()
    for letters, latin in _LATIN.items():
        same = latin * len(letters) if len(latin) == 1 else latin
        table.update({ord(letter): plain for letter, plain in zip(letters, same, strict=True)})
    for signs, plain in ((_APOSTROPHES, "'"), (_QUOTES, '"'), (_MORE_HYPHENS, "-"), (_UNSEEN, ""), ("\u2800", " ")):
        table.update({ord(sign): plain for sign in signs})
    return table


_PLAIN = _listed()
_BEFORE_TAKING_APART = {ord(sign): "'" for sign in "\u00b4\u1fbd\u1fbf\u1ffd"}
"""Spacing accents; NFKD would turn them into a space and a combining mark."""


def decomposed(text: str) -> str:
    """Return the text decomposed into letters and marks (NFKD), with look-alike characters unified."""
    return unicodedata.normalize("NFKD", text.translate(_BEFORE_TAKING_APART)).translate(_PLAIN)


def unified(text: str) -> str:
    """Return the text with look-alike characters unified; case and tone marks stay."""
    return unicodedata.normalize("NFC", decomposed(text))
