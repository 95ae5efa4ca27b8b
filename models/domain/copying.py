"""Text that was copied from last month: the same words, at most with another date in them.

Superiors find it in the records of weak cells: last month's resolution with a new number. Short passages repeat by
nature ("Thực hiện nhiệm vụ được giao"), so only longer ones count; what a template gives is not asked about at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.domain.lookalikes import unified
from models.domain.text import nfc

LEAST_WORDS = 8
"""Words, as spaces part them, from which on a passage that stands there again was hardly written anew."""

_DATE = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{1,2}[/.-]\d{4}\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b|\b(tháng|quý|năm|ngày)\s+(?:\d+|[ivx]+)\b"
)
_PARTS = re.compile(r"\n+|(?<=[.!?;…])\s+")
_NUMBERING = re.compile(r"^(?:[-+*•]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[ivx]+[-.)])\s*")


class PassageSource(StrEnum):
    """Where a passage stands."""

    ITEM = "item"
    CONCLUSION = "conclusion"
    RESOLUTION = "resolution"
    TASK = "task"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that a person wrote, and where it stands."""

    source: PassageSource
    text: str


@dataclass(frozen=True, slots=True)
class RepeatedText:
    """What of one source stands word for word in the other month too: the passages, and of how many long ones."""

    source: PassageSource
    passages: tuple[str, ...]
    of: int


def repeated(new: Iterable[Passage], old: Iterable[Passage], templates: Iterable[str] = ()) -> tuple[RepeatedText, ...]:
    """Return what of the new texts stands in the old ones of the same source; ``templates`` are left out."""
    given = {core(part) for text in templates for part in sentences(text)}
    known = {(one.source, core(part)) for one in old for part in sentences(one.text)}
    listed = list(new)
    found = []
    for source in PassageSource:
        parts = [part for one in listed if one.source is source for part in sentences(one.text)]
        long = {core(part): part for part in parts if is_long(part) and core(part) not in given}
        copied = tuple(part for bare, part in long.items() if (source, bare) in known)
        if copied:
            found.append(RepeatedText(source, copied, len(long)))
    return tuple(found)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences and lines of a text, without the number or sign before them."""
    for part in _PARTS.split(nfc(text)):
        if bare := _NUMBERING.sub("", part.strip()):
            yield bare


def core(passage: str) -> str:
    """Return what stays of a passage when case, white space, look-alikes, end signs and dates are put aside.

    Other numbers stay: "40 hộ" and "55 hộ" are two targets.
    """
    without = _DATE.sub(lambda found: found[1] or "#", unified(passage).casefold())
    return " ".join(without.split()).rstrip(" .;:,!?…")


def is_long(passage: str) -> bool:
    """Say whether a passage has so many words that it hardly repeats by nature."""
    return len(core(passage).split()) >= LEAST_WORDS
