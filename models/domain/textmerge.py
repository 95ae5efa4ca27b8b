"""Three-way merge of texts: keeps both sides' sentences and reports conflicts.

It works by lines as ``diff3`` does, except that changes of adjacent lines do not conflict. Where both sides changed the
same lines, sentences are merged in the same way. What remains is a conflict: the result keeps "mine", and the chunk
holds both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

Lines = tuple[str, ...]

_SENTENCE = re.compile(r".*?(?:[.!?;…]+\s+|\n|$)", re.DOTALL)
_WORD = re.compile(r"\s+|[^\s\w]|\w+")


class ChunkChange(StrEnum):
    """Which side changed a chunk of the base."""

    NOBODY = "nobody"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH_ALIKE = "both_alike"
    WOVEN = "woven"  # both changed it, but not the same sentences
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines of the base with both sides' version and the merged result."""

    change: ChunkChange
    base: Lines
    mine: Lines
    theirs: Lines
    result: Lines


@dataclass(frozen=True, slots=True)
class TextMerge:
    """The chunks in their order; the joined lines of each side are that side's text."""

    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        """The merged text."""
        return "\n".join(line for chunk in self.chunks for line in chunk.result)

    @property
    def conflicts(self) -> tuple[Chunk, ...]:
        """The chunks in which both sides changed the same sentences; the text keeps mine."""
        return tuple(chunk for chunk in self.chunks if chunk.change is ChunkChange.CONFLICT)

    @property
    def not_taken_in(self) -> tuple[Chunk, ...]:
        """The chunks with changes of theirs that the text lacks."""
        lacking = (ChunkChange.THEIRS, ChunkChange.WOVEN, ChunkChange.CONFLICT)
        return tuple(chunk for chunk in self.chunks if chunk.change in lacking)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a text, and whether the other text lacks it."""

    text: str
    changed: bool


def merge(base: str, mine: str, theirs: str) -> TextMerge:
    """Return the merge of two changed versions of ``base``."""
    parted = (tuple(text.split("\n")) for text in (base, mine, theirs))
    return TextMerge(tuple(_lines_merged(*chunk) for chunk in _chunks(*parted)))


def parts(text: str, other: str) -> tuple[TextPart, ...]:
    """Return a text in pieces of words: those that the other text has too, and those that it lacks."""
    words, others = _WORD.findall(text), _WORD.findall(other)
    blocks = SequenceMatcher(None, others, words, autojunk=False).get_opcodes()
    pieces = (TextPart("".join(words[start:end]), tag != "equal") for tag, _from, _to, start, end in blocks)
    return tuple(piece for piece in pieces if piece.text)


def _lines_merged(base: Lines, mine: Lines, theirs: Lines) -> Chunk:
    change = _who(base, mine, theirs)
    if change is ChunkChange.CONFLICT and (woven := _woven(base, mine, theirs)) is not None:
        return Chunk(ChunkChange.WOVEN, base, mine, theirs, woven)
    return Chunk(change, base, mine, theirs, theirs if change is ChunkChange.THEIRS else mine)


def _woven(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    """Return the lines with both sides' sentences; ``None`` where both changed the same ones, or one deleted all."""
    if not (base and mine and theirs):
        return None
    sentences: list[str] = []
    for chunk in _chunks(_sentences(base), _sentences(mine), _sentences(theirs)):
        change = _who(*chunk)
        if change is ChunkChange.CONFLICT:
            return None
        sentences += chunk[2] if change is ChunkChange.THEIRS else chunk[1]
    return tuple("".join(sentences).removesuffix("\n").split("\n"))


def _sentences(lines: Lines) -> Lines:
    """Return the sentences of lines, each with its trailing white space; joined they are the lines again."""
    return tuple(found for found in _SENTENCE.findall("\n".join(lines) + "\n") if found)


def _who(base: Lines, mine: Lines, theirs: Lines) -> ChunkChange:
    if mine == theirs:
        return ChunkChange.NOBODY if mine == base else ChunkChange.BOTH_ALIKE
    if mine == base:
        return ChunkChange.THEIRS
    return ChunkChange.MINE if theirs == base else ChunkChange.CONFLICT


@dataclass(frozen=True, slots=True, order=True)
class _Hunk:
    """A range of the base that one side changed; ``growth`` is the number of lines it added."""

    start: int
    end: int
    growth: int
    is_mine: bool

    def meets(self, start: int, end: int) -> bool:
        """Return whether the hunk and a range share a line of the base, or both insert at one position."""
        return (self.start < end and start < self.end) or (self.start, self.end) == (start, end)


def _chunks(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines]]:
    """Yield the corresponding ranges of the three texts, in their order.

    Overlapping hunks of both sides make one chunk; adjacent ones stay separate.
    """
    at = (0, 0, 0)
    for cluster in _clusters(sorted((*_hunks(base, mine, is_mine=True), *_hunks(base, theirs, is_mine=False)))):
        start, end = cluster[0].start, max(hunk.end for hunk in cluster)
        before = _moved(at, start - at[0], 0, 0)
        after = _moved(before, end - start, _growth(cluster, is_mine=True), _growth(cluster, is_mine=False))
        if start > at[0]:
            yield _cut(base, mine, theirs, at, before)
        yield _cut(base, mine, theirs, before, after)
        at = after
    if at[0] < len(base):
        yield base[at[0] :], mine[at[1] :], theirs[at[2] :]


def _clusters(hunks: Sequence[_Hunk]) -> Iterator[list[_Hunk]]:
    cluster: list[_Hunk] = []
    for hunk in hunks:
        if cluster and not hunk.meets(cluster[0].start, max(one.end for one in cluster)):
            yield cluster
            cluster = []
        cluster.append(hunk)
    if cluster:
        yield cluster


def _growth(cluster: Sequence[_Hunk], *, is_mine: bool) -> int:
    return sum(hunk.growth for hunk in cluster if hunk.is_mine is is_mine)


def _moved(at: tuple[int, int, int], lines: int, mine: int, theirs: int) -> tuple[int, int, int]:
    """Return a position that is so many lines of the base later, with both sides shifted by their growth."""
    return at[0] + lines, at[1] + lines + mine, at[2] + lines + theirs


def _cut(
    base: Lines, mine: Lines, theirs: Lines, start: tuple[int, int, int], end: tuple[int, int, int]
) -> tuple[Lines, Lines, Lines]:
    return base[start[0] : end[0]], mine[start[1] : end[1]], theirs[start[2] : end[2]]


def _hunks(base: Lines, side: Lines, *, is_mine: bool) -> Iterator[_Hunk]:
    for tag, start, end, side_start, side_end in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _Hunk(start, end, side_end - side_start - (end - start), is_mine)
