"""Parses the cell of a name: a form of address, an office or a standing beside it; its capitals."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from models.domain.language import N_
from models.domain.text import fold, one_line
from models.domain.vocabulary import Office, Status
from models.roster.status_words import speaks_of_standing, standing_of
from models.roster.words import conditions_of, office_of

RECASED = N_("“{text}” is taken over as “{name}”.")
"""The finding about a new member whose name was in capitals."""

_NUMBER = re.compile(r"^\d{1,3}\s*[.)/-]\s*(?=\D)")
_COMRADE = re.compile(r"^(?:đồng chí|đ\s*[/.]\s*c\b\.?|đc\b\.?)\s*[:.]?\s*(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"^(?:ông|bà|anh|chị|cô|chú|thầy|mr\.?|mrs\.?|ms\.?)\s*[:.]?\s+(?=\S)", re.IGNORECASE)
_WITH_COLON = re.compile(
    r"^(?:ông|bà|anh|chị|cô|chú|thầy)\s*(?:[/(]\s*bà\)?)?\s*[:.]\s*(?=\S)|^ông\s*[/(]\s*bà\)?\s*", re.I
)
_IN_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_TAIL = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[,;:]\s*|\n+|\s*/\s*")
_OF_SEX = frozenset({"nam", "nu", "m", "f"})
_FAMILY_NAMES = (
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh trinh mai truong doan dao cao luu"
    " luong ha ta to phung quach vuong thai chu chau la khuc kieu lai mac nghiem ninh tang thach tong trieu lam tu"
    " vi ma nong lo quang giang vang sung cu ca lu thao mua hang lau be ban dam hua long mong nung phuong sam than"
    " trang xa y a h"
)
_FAMILIES = frozenset(_FAMILY_NAMES.split())


@dataclass(frozen=True)
class ReadName:
    """A name as it may be stored, and the notes beside it; ``rest`` is what was not recognised.

    ``recased_from`` is the original name if its capitals were changed.
    """

    full_name: str
    office: Office | None = None
    standing: Status | None = None
    conditions: tuple[Status, ...] = ()
    rest: tuple[str, ...] = ()
    recased_from: str = ""


def read_name(text: str, *, is_addressed: bool = False) -> ReadName:
    """Read the cell of a name. ``is_addressed``: the names of the column have "Ông" or "Bà" before them.

    Such a word is removed only then or before a known family name, because "Ông" is also a family name (Ông Ích Khiêm).
    """
    lines = text.strip().split("\n")
    below = lines.pop() if len(lines) > 1 and _is_note(lines[-1]) else ""
    bare = _without_address(one_line(_NUMBER.sub("", " ".join(lines))), is_addressed=is_addressed)
    title = without_title(" ".join(lines))[1]
    notes = [note.strip() for note in (title, *_IN_BRACKETS.findall(bare), below.strip("()[]- "))]
    bare, tail = _tail(_IN_BRACKETS.sub(" ", bare))
    office: Office | None = None
    standing: Status | None = None
    conditions: tuple[Status, ...] = ()
    rest: list[str] = []
    for note in [*notes, *tail]:
        known, found = office_of(note)
        said = standing_of(note)
        office, standing = office or found, standing or said
        conditions += conditions_of(note)
        if not (known or said or conditions_of(note)) and re.search(r"\w", note) and fold(note) not in _OF_SEX:
            rest.append(note)
    name = one_line(bare).strip(" .,;:-–—*")
    proper = recased(name)
    return ReadName(
        proper, office, standing, tuple(dict.fromkeys(conditions)), tuple(rest), name if proper != name else ""
    )


def has_address(text: str) -> bool:
    """Tell whether a name has "Ông", "Bà" or the like before it."""
    return _ADDRESS.match(text) is not None or _WITH_COLON.match(text) is not None


def recased(name: str) -> str:
    """Return a name with normal capitals: "NGUYỄN VĂN AN" and "nguyễn văn an" as "Nguyễn Văn An".

    A word with both capitals and small letters is not changed.
    """
    return " ".join(_recased(word) for word in name.split(" "))


def is_well_written(name: str) -> bool:
    """Tell whether a name has mixed case, and no Icelandic "Ð" for "Đ"."""
    return recased(name) == name and not set("Ðð") & set(name)


def _recased(word: str) -> str:
    letters = [sign for sign in word if sign.isalpha()]
    if not letters or word.startswith("#") or (len(letters) == 1 and word.isupper()):
        return word
    first = next(place for place, sign in enumerate(word) if sign.isalpha())
    has_odd_capitals = sum(map(str.isupper, letters)) > 1 and word.isalpha() and letters[0].isupper()
    if not (all(map(str.isupper, letters)) or letters[0].islower() or (has_odd_capitals and _is_shouted(letters))):
        return word
    lower = word.lower()
    made = lower[:first] + lower[first].upper() + lower[first + 1 :]
    return unicodedata.normalize("NFC", re.sub(r"(?<=['’ʼ-])\w", lambda found: found[0].upper(), made))


def _is_shouted(letters: list[str]) -> bool:
    """Tell whether a word is in capitals, except letters without capitals in an old font: "NGUYễN"."""
    small = [sign for sign in letters if sign.islower()]
    return len(small) * 2 < len(letters) and not any(sign.isascii() for sign in small)


def without_title(text: str) -> tuple[str, str]:
    """Split off "Đ/c", "Đồng chí:" or "Ông:" before a name, and an office or standing before a colon."""
    bare = _WITH_COLON.sub("", _COMRADE.sub("", text.strip(), count=1), count=1)
    before, colon, behind = (part.strip() for part in bare.partition(":"))
    if colon and " " in behind and _is_note(before) and not _is_note(behind):
        return without_title(behind)[0], before
    return (before, behind) if colon and _is_note(behind) else (bare, "")


def _without_address(text: str, *, is_addressed: bool) -> str:
    text, _ = without_title(text)
    if found := _ADDRESS.match(text):
        rest = text[found.end() :]
        words = fold(rest).split()
        if len(words) > 1 and (is_addressed or words[0] in _FAMILIES):
            return rest
    return text


def _tail(bare: str) -> tuple[str, list[str]]:
    """Return the name, and the offices or notes after a dash or comma."""
    name, notes = bare, list[str]()
    for note in reversed(_TAIL.split(bare)[1:]):
        if not _is_note(note):
            break
        notes.insert(0, note.strip())
        name = name[: name.rindex(note)].rstrip(" -–—,;:/")
    return name, notes


def _is_note(text: str) -> bool:
    """Tell whether a text names an office, a standing or a condition."""
    known, _ = office_of(text.strip("()[]- "))
    return bool(text.strip()) and bool(known or speaks_of_standing(text) or conditions_of(text))
