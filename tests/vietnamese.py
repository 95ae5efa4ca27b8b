"""Telling Vietnamese from what is not: a word is a syllable that the spelling allows, or it is foreign.

The spelling is regular: an onset, a rime and a tone, and a rime that ends in a stop (c, ch, p, t) has one of two
tones. So a word of another language, or Vietnamese without its marks, is found without a dictionary; short words that
could be either ("to", "an") pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

NAMES = {
    "chibo": "the program",
    "PDF DOCX XLSX XLS ODS CSV Unicode JSON ICS TOML Markdown Excel Word": "kinds of file and programs that read them",
    "UTF TLS PEM SHA QR USB PostgreSQL SQLite systemd proxy web": "words of the trade that have no other name",
    "Times New Roman Liberation Serif": "fonts",
    "CHIBO HOME NOW LANG T": "variables of the environment, and a time as they want it",
    "esc tab Ctrl PgUp PgDn F": "what stands on the keyboard",
    "MB TT II III IV HT": "abbreviations that every office writes",
    "HD BTCTW QĐ TW CT NQ KH KL TU Th VPTW": "the signs of documents that are cited",
    "N": "the number that a majority is reckoned from",
}
"""Words that may stand in a Vietnamese text."""

_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", *"bcdđghklmnprstvx")
_RIMES = frozenset(
    rime
    for line in (
        "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây",
        "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu",
        "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu",
        "o oa oac oach oai oam oan oang oanh oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong oop",
        "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt",
        "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt",
        "uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu",
    )
    for rime in line.split()
)
_OF_QU = (
    "a ac ach ai an ang anh ao at au ay ôc ăc ăn ăng ăt âc ân âng ât ây e en eo et ê ên êt i it ơ y ych ynh yên yêt yt"
)
_AFTER_QU = frozenset(_OF_QU.split())
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_MARKS = {*_TONES, "\u0302", "\u0306", "\u031b", *"đĐ"}
_OF_STOPS = {"\u0301", "\u0323"}
_STOPS = ("c", "ch", "p", "t")
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> list[str]:
    """Return the words of a text: runs of letters."""
    return _WORD.findall(text)


@cache
def is_syllable(word: str) -> bool:
    """Tell whether a word can be Vietnamese."""
    tones = [mark for mark in unicodedata.normalize("NFD", word.lower()) if mark in _TONES]
    bare = "".join(mark for mark in unicodedata.normalize("NFD", word.lower()) if mark not in _TONES)
    if len(tones) > 1:
        return False
    return any(
        not rime.endswith(_STOPS) or (bool(tones) and tones[0] in _OF_STOPS)
        for rime in _rimes(unicodedata.normalize("NFC", bare))
    )


def _rimes(bare: str) -> Iterator[str]:
    for onset in ("", *_ONSETS):
        rime = bare[len(onset) :]
        if bare.startswith(onset) and rime in (_AFTER_QU if onset == "qu" else _RIMES):
            yield rime
    if bare == "gi" or (bare.startswith("gi") and bare[1:] in _RIMES):
        yield bare[1:]


@cache
def has_marks(text: str) -> bool:
    """Tell whether a text has a letter that only Vietnamese has, or one with a tone."""
    return any(mark in _MARKS for mark in unicodedata.normalize("NFD", text))


def foreign_words(text: str) -> list[str]:
    """Return the words of a text that cannot be Vietnamese."""
    return [word for word in words(text) if not is_syllable(word)]


def words_without_marks(text: str) -> int:
    """Return how many words without any mark stand in a row at most; Vietnamese has few."""
    most = running = 0
    for word in words(text):
        running = 0 if has_marks(word) else running + 1
        most = max(most, running)
    return most
