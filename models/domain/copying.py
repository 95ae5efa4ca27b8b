"""Detects text copied from last month: the same words, at most with another date.

Superiors find such copies in the records of weak cells: last month's resolution with a new number. Short passages
repeat naturally ("Thực hiện nhiệm vụ được giao"), so only longer ones count; template texts are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from models.domain.lookalikes import unified
from models.domain.text import nfc

LEAST_WORDS = 8
"""Words, separated by spaces, from which a repeated passage counts as copied."""

_DATE = re.compile(
    r"\b\d{4}-\d{1,2}-\d{1,2}\b|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{1,2}[/.-]\d{4}\b"
    r"|\b(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])\b|\b(tháng|quý|năm|ngày)\s+(?:\d+|[ivx]+)\b"
)
_PARTS = re.compile(r"\n+|(?<=[.!?;…])\s+")
_NUMBERING = re.compile(r"^(?:[-+*•]|\d+(?:\.\d+)*[.)]|[a-zđ][.)]|[ivx]+[-.)])\s*")


class PassageSource(StrEnum):
    """The kind of text that a passage comes from."""

    ITEM = "item"
    CONCLUSION = "conclusion"
    RESOLUTION = "resolution"
    TASK = "task"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text that a person wrote, and its source."""

    source: PassageSource
    text: str


@dataclass(frozen=True, slots=True)
class RepeatedText:
    """The passages of one source that repeat the other month's text literally, and the number of long
    passages in all.
    """

    source: PassageSource
    passages: tuple[str, ...]
    of: int


def repeated(new: Iterable[Passage], old: Iterable[Passage], templates: Iterable[str] = ()) -> tuple[RepeatedText, ...]:
    """Return which new texts repeat old ones of the same source; ``templates`` are left out."""
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
    """Yield the sentences and lines of a text, without their leading number or bullet."""
    for part in _PARTS.split(nfc(text)):
        if bare := _NUMBERING.sub("", part.strip()):
            yield bare


def core(passage: str) -> str:
    """Return a passage without case, white space, look-alikes, end marks and dates.

    Other numbers stay: "40 hộ" and "55 hộ" are two targets.
    """
    without = _DATE.sub(lambda found: found[1] or "#", unified(passage).casefold())
    return " ".join(without.split()).rstrip(" .;:,!?…")


def is_long(passage: str) -> bool:
    """Return whether a passage is long enough that a repetition is no coincidence."""
    return len(core(passage).split()) >= LEAST_WORDS
