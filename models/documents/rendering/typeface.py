"""The characters of the shipped typeface, and what a PDF prints instead of one that it lacks.

Only the shipped typeface is used: with a machine's own fonts a document would look different on each, and a seal could
not be checked by drawing the document again. It covers Vietnamese and the other languages of Vietnam in Latin letters;
not Cham, Tai Viet, Chinese and emoji.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from models.documents.paper import Paper, texts_of

FONTS = Path(__file__).parent.parent / "fonts"

_MEANINGLESS = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
"""Unicode categories of control and unassigned characters: PDF/A does not allow them, even if the typeface has them."""

_FORMAT_4, _FORMAT_12 = 4, 12
_SUPPLIED = frozenset("\t\n\r ")
"""Characters that typst handles without a glyph."""


@cache
def covered() -> frozenset[int]:
    """Return the code points that every face of the typeface has."""
    faces = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    shared = set.intersection(*faces) if faces else set[int]()
    return frozenset(code for code in shared if unicodedata.category(chr(code)) not in _MEANINGLESS)


def printable(text: str) -> str:
    """Return a text in which every character can be printed.

    A character that the typeface lacks is replaced by a simpler form of the same character (“①” by “1”), or by its
    Unicode number (“[U+1F600]”), because an empty box would say nothing. Characters without a shape are removed.
    """
    return text if _is_covered(text) else "".join(map(_printed, text))


def missing_letters(paper: Paper) -> tuple[str, ...]:
    """Return the characters of a document that its PDF prints as numbers, each once, in the order of the document."""
    found = (letter for text in texts_of(paper) if not _is_covered(text) for letter in text)
    return tuple(dict.fromkeys(letter for letter in found if _printed(letter).startswith(_NUMBERED)))


_NUMBERED = "[U+"


def _is_covered(text: str) -> bool:
    return text.isascii() or all(ord(letter) in covered() or letter in _SUPPLIED for letter in text)


def _printed(letter: str) -> str:
    if ord(letter) in covered() or letter in _SUPPLIED:
        return letter
    if unicodedata.category(letter) in {"Cc", "Cf"} or "\ufe00" <= letter <= "\ufe0f":
        return ""
    plainer = unicodedata.normalize("NFKC", letter)
    if plainer != letter and all(ord(one) in covered() for one in plainer):
        return plainer
    return f"{_NUMBERED}{ord(letter):04X}]"


def _code_points(font: bytes) -> set[int]:
    """Return the code points for which a TrueType font has a glyph, from its “cmap” table."""
    tables = struct.unpack_from(">H", font, 4)[0]
    entries = (struct.unpack_from(">4s4xII", font, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, offset, _length in entries if tag == b"cmap")
    count = struct.unpack_from(">H", font, start + 2)[0]
    found: set[int] = set()
    for number in range(count):
        offset = start + struct.unpack_from(">I", font, start + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", font, offset)[0]
        if kind == _FORMAT_4:
            found.update(_segments(font, offset))
        elif kind == _FORMAT_12:
            found.update(_groups(font, offset))
    return found


def _segments(font: bytes, offset: int) -> Iterator[int]:
    """Yield the code points of a format-4 subtable, without those that map to no glyph."""
    count = struct.unpack_from(">H", font, offset + 6)[0] // 2
    columns = f">{count}H"
    ends = struct.unpack_from(columns, font, offset + 14)
    starts = struct.unpack_from(columns, font, offset + 16 + 2 * count)
    deltas = struct.unpack_from(columns, font, offset + 16 + 4 * count)
    places = offset + 16 + 6 * count
    for number, (begin, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        at = places + 2 * number
        distance = struct.unpack_from(">H", font, at)[0]
        for code in range(begin, min(end, 0xFFFE) + 1):
            glyph = struct.unpack_from(">H", font, at + distance + 2 * (code - begin))[0] if distance else code
            if glyph and (glyph + delta) % 0x10000:
                yield code


def _groups(font: bytes, offset: int) -> Iterator[int]:
    """Yield the code points of a format-12 subtable."""
    count = struct.unpack_from(">I", font, offset + 12)[0]
    for number in range(count):
        begin, end = struct.unpack_from(">II", font, offset + 16 + 12 * number)
        yield from range(begin, end + 1)
