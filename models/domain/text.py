"""Vietnamese text: one normal form, search without diacritics, alphabetical order of people, printable lines.

Nothing here depends on the locale of the machine, so that two devices sort and search alike (docs/domain.md, "Names and
language").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeVar

from models.domain.lookalikes import decomposed, unified

Item = TypeVar("Item")
SortKey = tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
"""Per word: the ranks of its letters in the alphabet, then its tones. Keys compare as the words do."""

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The Vietnamese alphabet with f, j, w, z of foreign names at their Latin positions."""

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Tone marks in dictionary order: ngang, huyền, hỏi, ngã, sắc, nặng."""

ELLIPSIS = "…"
TITLE_KEY = 512
_WIDE = 0xFF
_TAG = re.compile(r" (\((?:[0-9]{4}|[0-9]{2}/[0-9]{2}/[0-9]{4}|#[0-9a-f]{4,})\))$")
_NUMBERS = re.compile(r"([0-9]+)")

# Colours and cursor moves (CSI), titles and links (OSC, ended by BEL or ST), and the two-character escapes.
_ANSI_ESCAPE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]")

# Whatever ends a line: a break by hand in Word (vertical tab), a page, NEL, the separators of Unicode, and what a
# spreadsheet writes for such a sign where it must be plain text ("_x000D_").
_LINE_ENDS = re.compile(r"(?:_x000[A-Da-d]_)*(?:\r\n?|[\n\x0b\x0c\x85\u2028\u2029])|(?:_x000[A-Da-d]_)+")

# Control characters and lone surrogates; marks, embeddings, overrides and isolates of direction, which make a text look
# like another one.
_NEVER_KEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSHOWABLE = "\ufffd"


def nfc(text: str) -> str:
    """Return ``text`` in NFC, the one form kept in the store and in files."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return ``text`` for searching: lower case, no diacritics, đ as d, look-alikes unified, white space collapsed.

    "nguyen" then finds "Nguyễn", and "Đ" finds the look-alike "Ð" (:mod:`models.domain.lookalikes`).
    """
    return " ".join(decomposed(text).casefold().translate(_WITHOUT_MARKS).replace("đ", "d").split())


class _WithoutMarks(dict[int, int | None]):
    """A table for ``str.translate`` that removes combining marks; each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = kept = None if unicodedata.combining(chr(code)) else code
        return kept


_WITHOUT_MARKS = _WithoutMarks()


def file_words(text: str) -> str:
    """Return words as a file name: ``bien-ban-kiem-phieu``, valid on every system, printer and stick."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def folded_places(text: str) -> tuple[str, list[int]]:
    """Return ``text`` folded letter by letter, with white space kept, and the index in ``text`` of each
    folded letter.
    """
    parts = [" " if letter.isspace() else fold(letter) for letter in text]
    return "".join(parts), [place for place, part in enumerate(parts) for _ in part]


def matches(query: str, text: str) -> bool:
    """Tell whether ``text`` contains every word of ``query``; an empty query matches everything."""
    folded = fold(text)
    return all(word in folded for word in fold(query).split())


def fuzzy(query: str, items: Iterable[Item], name: Callable[[Item], str]) -> list[Item]:
    """Return the items whose name matches ``query``, best first, equally good ones by name.

    The best match is the whole name or the given name, then the beginning of the given name, then the beginning of any
    word, then any part. Among these a name with the diacritics of the query is first.
    """
    ranked = ((_rank(query, name(item)), given_name_key(name(item)), item) for item in items)
    found = [entry for entry in ranked if entry[0] is not None]
    return [item for _, _, item in sorted(found, key=lambda entry: entry[:2])]


def _rank(query: str, full_name: str) -> tuple[int, bool] | None:
    wanted, folded = fold(query), fold(name_and_tag(full_name)[0])
    if not matches(wanted, fold(full_name)):
        return None
    given = folded.rpartition(" ")[2]
    kinds = (
        wanted in {folded, given},
        given.startswith(wanted),
        f" {wanted}" in f" {folded}",
        True,
    )
    return kinds.index(True), unified(query).casefold() not in unified(full_name).casefold()


@lru_cache(maxsize=1024)
def given_name_key(full_name: str) -> tuple[SortKey, SortKey, SortKey, str]:
    """Return the key that sorts people as Vietnamese lists do: given name (the last word), family name, middle.

    Letters decide before tones within a word; equal names keep a stable order by the text itself.
    """
    words = unified(name_and_tag(full_name)[0]).split()
    parts = words[-1:], words[:-1][:1], words[1:-1]
    given, family, middle = (tuple(_word_key(word) for word in part) for part in parts)
    return given, family, middle, full_name


def _word_key(word: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    letters = [_letter_and_tone(letter) for letter in nfc(word.casefold())]
    return tuple(_place(letter) for letter, _ in letters), tuple(tone for _, tone in letters)


def title_key(title: str) -> bytes:
    """Return a key that sorts names of places and things, compared byte by byte in any database.

    Word by word in the order of the Vietnamese alphabet, letters before tones; numbers by their value, so that "Chi bộ
    2" is before "Chi bộ 10". Case does not count. At most :data:`TITLE_KEY` bytes.
    """
    return b"\0".join(_title_word(word) for word in unified(title).split())[:TITLE_KEY]


def _title_word(word: str) -> bytes:
    """Return a word's letters, a terminator that sorts before every letter, and its tones."""
    letters, tones = bytearray(), bytearray()
    for part in _NUMBERS.split(word.casefold()):
        if part.isascii() and part.isdigit():
            digits = part.lstrip("0")
            letters += b"0" + bytes([min(len(digits), 0xFF)]) + digits.encode()
            continue
        for letter, tone in map(_letter_and_tone, part):
            place = _place(letter)
            letters += bytes([place]) if place < _WIDE else b"\xff" + place.to_bytes(3, "big")
            tones.append(tone + 1)
    return bytes(letters) + b"\1" + bytes(tones)


def _letter_and_tone(letter: str) -> tuple[str, int]:
    decomposed = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in decomposed if mark in TONES), "")
    return nfc(decomposed.replace(tone, "")) if tone else letter, TONES.index(tone)


def _place(letter: str) -> int:
    """Return the rank of a letter: digits and signs before the alphabet, other scripts after it."""
    place = ALPHABET.find(letter)
    if place >= 0:
        return 0x80 + place
    return ord(letter[0]) if ord(letter[0]) < 0x80 else 0x100 + ord(letter[0])


@lru_cache(maxsize=1024)
def name_key(full_name: str) -> str:
    """Return a key that is equal for two spellings of one name: case, white space, look-alikes, position of the tone
    mark.

    "Uỷ" and "Ủy" are the same name; "Hương" and "Hường" are not.
    """
    return " ".join(_tone_last(word) for word in unified(full_name).casefold().split())


def _tone_last(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in decomposed if mark in TONES)
    return nfc("".join(mark for mark in decomposed if mark not in TONES)) + tones


def name_and_tag(shown_name: str) -> tuple[str, str]:
    """Split a displayed name into the name and the suffix that distinguishes namesakes:

    "(1975)", "(05/02/1975)", "(#3f2a)".
    """
    found = _TAG.search(shown_name)
    return (shown_name[: found.start()], found[1]) if found else (shown_name, "")


def short_name(full_name: str) -> str:
    """Return the given name, by which people are addressed, with the suffix that distinguishes namesakes, if any.

    Two people with the same given name look the same; two with the same full name do not.
    """
    name, tag = name_and_tag(full_name)
    return " ".join([*name.split()[-1:], *([tag] if tag else [])])


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, whatever its line ends, without terminal escape sequences."""
    return _LINE_ENDS.split(_ANSI_ESCAPE.sub("", text))


def clean_text(text: str) -> str:
    """Return a text as it may be stored: NFC, LF line ends, no control characters.

    Line ends and tabs stay; escape sequences, other control characters, direction marks and lone surrogates are
    removed.
    """
    return nfc(_NEVER_KEPT.sub("", "\n".join(split_lines(text))))


def one_line(text: str, limit: int | None = None) -> str:
    """Return ``text`` for one line of a screen, at most ``limit`` cells wide, with an ellipsis if cut.

    Line ends and tabs become spaces; escape sequences, control characters, direction marks and characters without width
    are removed; unprintable characters become "�".
    """
    shown = "".join(_shown(sign) for sign in " ".join(split_lines(text)))
    line = " ".join(nfc(shown).split())
    return line if limit is None or cell_width(line) <= limit else _cut(line, limit)


def capital(text: str) -> str:
    """Return a text with a capital first letter."""
    return f"{text[:1].upper()}{text[1:]}"


def small(text: str) -> str:
    """Return a text with a small first letter."""
    return f"{text[:1].lower()}{text[1:]}"


def _shown(sign: str) -> str:
    if sign.isspace():
        return " "
    category = unicodedata.category(sign)
    # Variation selectors change the width in some terminals and not in others.
    if category in {"Cc", "Cf"} or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return _UNSHOWABLE if category in {"Cs", "Co", "Cn"} else sign


def cell_width(text: str) -> int:
    """Return how many cells of a terminal ``text`` takes: wide East Asian characters two, combining marks none."""
    return sum(_cells(sign) for sign in text)


def _cells(sign: str) -> int:
    if unicodedata.category(sign) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(sign) in {"W", "F"} else 1


def _cut(line: str, limit: int) -> str:
    kept, width = [], 0
    for sign in line:
        width += _cells(sign)
        if width > limit - 1:
            break
        kept.append(sign)
    return ("".join(kept).rstrip() + ELLIPSIS)[: max(limit, 0)]
