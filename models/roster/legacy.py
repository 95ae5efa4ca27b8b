"""Texts in the encodings of the fonts .Vn… (TCVN3, "ABC") and VNI-…, older than Unicode: detected and converted.

Both write Vietnamese with the letters of Western Europe: "NguyÔn V¨n An" (TCVN3), "Nguyeãn Vaên An" (VNI). The font
gives the encoding; if it is unknown, the words do: they are Vietnamese only after the conversion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache


class Legacy(StrEnum):
    """An encoding older than Unicode, by its common name."""

    TCVN3 = "TCVN3 (ABC)"
    VNI = "VNI"


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_VNI_MARKS = {
    "ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "á": _CIRCUMFLEX + _ACUTE, "à": _CIRCUMFLEX + _GRAVE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "é": _BREVE + _ACUTE, "è": _BREVE + _GRAVE, "ú": _BREVE + _HOOK, "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {"í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ô": "ơ", "ö": "ư", "ñ": "đ"}
_VNI_LETTERS |= {old.upper(): new.upper() for old, new in _VNI_LETTERS.items()}
_VNI = re.compile(
    r"([aA])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])"
    r"|([eEoO])([ùøûõïâáàåãäÙØÛÕÏÂÁÀÅÃÄ])"
    r"|([uUyYôÔöÖ])([ùøûõïÙØÛÕÏ])"
    r"|([íìæóòîôöñÍÌÆÓÒÎÔÖÑ])"
)

_HIGHEST = "\xff"
_WORDS = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_LEGACY_WORDS = re.compile(r"[A-Za-z\xa1-\xff]+")
_TONES = frozenset({_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT})
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|iê|yê|ươ|uô|oă|uâ|uê|uơ|uy|oa|oe|oo|ia|ua|ưa|ya|[aăâeêioôơuưy])"
    r"(?P<end>ng|nh|ch|c|m|n|p|t|i|y|o|u)?"
)
_STOPS = frozenset({"c", "ch", "p", "t"})
_SHARE = 0.6


def font_encoding(font: str) -> tuple[Legacy, bool] | None:
    """Return the encoding of a font, and whether it shows every letter as a capital (".VnTimeH")."""
    if font.casefold().startswith(".vn"):
        return Legacy.TCVN3, font.endswith("H")
    return (Legacy.VNI, False) if font.casefold().startswith("vni") else None


def is_possible(text: str, encoding: Legacy) -> bool:
    """Tell whether a text consists of characters of an encoding."""
    letters = {sign for sign in text if sign > "\x7f" and (sign.isalpha() or sign > _HIGHEST)}
    if any(sign > _HIGHEST and sign not in "–—‘’“”…" for sign in letters):
        return False
    return encoding is Legacy.VNI or all(sign in _TCVN3 or sign > _HIGHEST for sign in letters)


def convert(text: str, encoding: Legacy, *, capitals: bool = False) -> str:
    """Return a text in Unicode; ``capitals``: its font shows small letters as capitals."""
    if encoding is Legacy.VNI:
        return _VNI.sub(_from_vni, text)
    converted = _LEGACY_WORDS.sub(_from_tcvn3, text)
    return converted.upper() if capitals else converted


def _from_tcvn3(found: re.Match[str]) -> str:
    word = found[0]
    converted = "".join(_TCVN3.get(sign, sign) for sign in word)
    plain = [sign for sign in word if sign.isascii()]
    # TCVN3 has no capital with a tone: in "NGUYÔN" the "Ô" can only stand for "Ễ".
    return converted.upper() if len(plain) > 1 and all(map(str.isupper, plain)) else converted


def _from_vni(found: re.Match[str]) -> str:
    if letter := found[7]:
        return _VNI_LETTERS[letter]
    base, mark = (part for part in found.groups() if part)
    return unicodedata.normalize("NFC", _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark.lower()])


def recognise(texts: Iterable[str]) -> Legacy | None:
    """Return the encoding that turns most of the non-Vietnamese words into Vietnamese ones, or ``None``."""
    words = {word for text in texts if _may_be_legacy(text) for word in text.split() if not word.isascii()}
    plain = sum(map(_is_vietnamese, words))
    counts = {encoding: sum(_becomes_vietnamese(word, encoding) for word in words) for encoding in Legacy}
    best = max(Legacy, key=lambda encoding: counts[encoding])
    return best if counts[best] > plain and counts[best] >= _SHARE * len(words) else None


def is_better_converted(text: str, encoding: Legacy) -> bool:
    """Tell whether a text of a table in ``encoding`` is itself in it, rather than in Unicode."""
    words = [word for word in text.split() if not word.isascii()]
    if not words or not is_possible(text, encoding):
        return False
    return all(_becomes_vietnamese(word, encoding) for word in words) or not all(map(_is_vietnamese, words))


def reads_as_vietnamese(text: str) -> bool:
    """Tell whether every word with diacritics is Vietnamese as it is."""
    return all(_is_vietnamese(word) for word in text.split() if not word.isascii())


def _may_be_legacy(text: str) -> bool:
    return not text.isascii() and is_possible(text, Legacy.VNI)


def _becomes_vietnamese(word: str, encoding: Legacy) -> bool:
    return is_possible(word, encoding) and _is_vietnamese(convert(word, encoding), any_case=True)


@lru_cache(maxsize=4096)
def _is_vietnamese(text: str, *, any_case: bool = False) -> bool:
    words = _WORDS.findall(text)
    return bool(words) and all(_is_syllable(word, any_case=any_case) for word in words)


def _is_syllable(word: str, *, any_case: bool) -> bool:
    if not any_case and not (word.isupper() or word[1:].islower() or len(word) == 1):
        return False
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    bare = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in _TONES))
    found = _SYLLABLE.fullmatch(bare)
    if found is None or len(tones) > 1:
        return False
    return found["end"] not in _STOPS or tones in ([_ACUTE], [_DOT])
