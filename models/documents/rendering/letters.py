"""The letters of the shipped typeface, and what a PDF prints in place of one that it lacks.

Only the shipped typeface is used: with the fonts of a machine the same document would look different on another, and
no seal could be checked by drawing it again. It has every letter of Vietnamese and of the other languages of Vietnam
that are written in Latin; Cham, Tai Viet, Chinese and pictures it has not.
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
"""Signs without a meaning of their own that a typeface may hold; a PDF that is made to be kept takes none."""

_FORMAT_4, _FORMAT_12 = 4, 12
_SUPPLIED = frozenset("\t\n\r ")
"""What typst draws without a glyph."""


@cache
def covered() -> frozenset[int]:
    """Return the code points that every face of the typeface has."""
    faces = [_code_points(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    shared = set.intersection(*faces) if faces else set[int]()
    return frozenset(code for code in shared if unicodedata.category(chr(code)) not in _MEANINGLESS)


def printable(text: str) -> str:
    """Return a text of which every letter can be printed.

    A letter that the typeface lacks is printed as the same letter in a plainer form (“①” as “1”), else as its number
    in Unicode (“[U+1F600]”): a box would say nothing. Signs without a shape of their own are left out.
    """
    return text if _is_covered(text) else "".join(map(_printed, text))


def missing_letters(paper: Paper) -> tuple[str, ...]:
    """Return the letters of a document that its PDF prints as numbers, each once, in the order of the document."""
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
    """Return the code points that a TrueType font has a glyph for, by its table “cmap”."""
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
    """Yield the code points of a subtable of format 4; those whose glyph is none are left out."""
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
    """Yield the code points of a subtable of format 12."""
    count = struct.unpack_from(">I", font, offset + 12)[0]
    for number in range(count):
        begin, end = struct.unpack_from(">II", font, offset + 16 + 12 * number)
        yield from range(begin, end + 1)
