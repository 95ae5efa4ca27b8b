"""Names of people: distinguishing namesakes, and finding the person by a typed name.

An ambiguous name is never resolved by choosing: :func:`find_by_name` returns everybody who matches.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from models.domain.formats import kept_day
from models.domain.lookalikes import unified
from models.domain.text import fold, name_and_tag, name_key

KEY_LETTERS = 4
"""Characters of a key that are shown if nothing else distinguishes two records; more if these are equal."""

_SHORT_KEY = re.compile(r"^(?P<rest>.*?)\s*\(?#(?P<key>[0-9a-f]{4,32})\)?$", re.IGNORECASE)
_WORDS = re.compile(r"[^\s(),]+")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A candidate for a typed name: its key, its displayed name, and a detail that lists of several add."""

    key: str
    name: str
    detail: str = ""


def distinct_names(people: Iterable[tuple[str, str, date | None]]) -> dict[str, str]:
    """Return the displayed name of each person, (key, name, birth date); namesakes get a distinguishing suffix.

    That is the year of birth, if two share it the day, and if that is the same or unknown a part of the key: "Nguyễn
    Văn An (1975)", "Nguyễn Văn An (05/02/1975)", "Nguyễn Văn An (#3f2a)".
    """
    namesakes: defaultdict[str, list[tuple[str, str, date | None]]] = defaultdict(list)
    for person in people:
        namesakes[name_key(person[1])].append(person)
    return {key: name for group in namesakes.values() for key, name in _told_apart(group)}


def _told_apart(group: Sequence[tuple[str, str, date | None]]) -> Iterator[tuple[str, str]]:
    if len(group) == 1:
        yield group[0][:2]
        return
    years = Counter(born.year for _, _, born in group if born)
    days = Counter(born for _, _, born in group)
    keys = short_keys([key for key, _, _ in group])
    for key, name, born in group:
        if born and years[born.year] == 1:
            yield key, f"{name} ({born.year:04})"
        elif born and days[born] == 1:
            yield key, f"{name} ({kept_day(born)})"
        else:
            yield key, f"{name} ({keys[key]})"


def short_keys(keys: Sequence[str]) -> dict[str, str]:
    """Return the shortest unique end of each key, of at least four characters, as "#3f2a"."""
    bare = {key: key.replace("-", "") for key in keys}
    length = KEY_LETTERS
    while length < 32 and len({text[-length:] for text in bare.values()}) < len(bare):
        length += 1
    return {key: f"#{text[-length:]}" for key, text in bare.items()}


def with_short_keys(candidates: Sequence[NamedRecord]) -> list[NamedRecord]:
    """Return the candidates; equal names get a part of their key appended, which :func:`find_by_name` understands."""
    count = Counter(name_key(one.name) for one in candidates)
    keys = short_keys([one.key for one in candidates])
    return [
        one if count[name_key(one.name)] == 1 else NamedRecord(one.key, f"{one.name} ({keys[one.key]})", one.detail)
        for one in candidates
    ]


def find_by_name(
    text: str, candidates: Iterable[T], name: Callable[[T], str], key: Callable[[T], str], detail: Callable[[T], str]
) -> list[T]:
    """Return the candidates that match a typed text equally well: none, one, or several.

    The best kind of match counts: a key, a part of it ("#3f2a") or the exact name; then the whole name, the given name,
    and beginnings of words as typed; then the same without diacritics; then any part. A text in lower case without
    diacritics is not an exact match: "an" may be An or Ân. A year or day of birth behind the name, as in the displayed
    name or in ``detail``, narrows the choice.
    """
    listed = list(candidates)
    if exact := [one for one in listed if text in (key(one), name(one))]:
        return exact
    if (short := _SHORT_KEY.match(text.strip())) and (
        of_key := [one for one in listed if key(one).replace("-", "").endswith(short["key"].lower())]
    ):
        return _fitting(short["rest"], of_key, name) if short["rest"] else of_key
    *rest, last = _WORDS.findall(fold(text)) or [""]
    told = [one for one in listed if rest and last in _numbers(f"{name_and_tag(name(one))[1]} {detail(one)}")]
    return _fitting(" ".join(rest), told, name) or _fitting(text, listed, name)


def _numbers(text: str) -> list[str]:
    return [word for word in _WORDS.findall(fold(text)) if word[0].isdigit()]


def _fitting(text: str, listed: Sequence[T], name: Callable[[T], str]) -> list[T]:
    typed, plain = name_key(text), fold(text)
    words = plain.split()
    if not any(map(str.isalnum, plain)):
        return []
    is_plain = unified(text).split() == plain.split()
    for fits in (*(() if is_plain else _as_typed(typed)), *_without_marks(plain, words)):
        if found := [one for one in listed if fits(name(one))]:
            return found
    return []


def _as_typed(typed: str) -> tuple[Callable[[str], bool], ...]:
    return (
        lambda name: typed in (name_key(name), name_key(name_and_tag(name)[0])),
        lambda name: name_key(name_and_tag(name)[0]).split()[-1:] == [typed],
        lambda name: all(f" {word}" in f" {name_key(name)}" for word in typed.split()),
    )


def _without_marks(plain: str, words: Sequence[str]) -> tuple[Callable[[str], bool], ...]:
    return (
        lambda name: plain in (fold(name), fold(name_and_tag(name)[0])),
        lambda name: fold(name_and_tag(name)[0]).split()[-1:] == [plain],
        lambda name: all(f" {word}" in f" {fold(name)}" for word in words),
        # The suffix is no part of a name: "#" alone matches nobody.
        lambda name: all(word in fold(name_and_tag(name)[0]) for word in words),
    )
