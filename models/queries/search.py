"""Full-text search over all records, ignoring diacritics: "nguyen" finds "Nguyễn", "d" finds "đ".

The index is a list of folded texts in memory, built on first use: ten years of a cell are some ten thousand short
texts, which Python scans in a few milliseconds (docs/decisions/0018-search.md). Nothing is written to disk: a
confidential note is in the store only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.domain.clock import iso_day
from models.domain.text import fold
from models.queries.meetings import BEGINS_AT
from models.queries.names import shown_names

MOST = 200
"""The maximum number of hits."""
_STEP = 500  # rows between two reports of progress


class HitKind(StrEnum):
    """Kinds of hits."""

    MEMBER = "member"
    MEETING = "meeting"
    ITEM = "item"
    NOTE = "note"
    MOTION = "motion"
    RESOLUTION = "resolution"
    TASK = "task"
    PETITION = "petition"
    MINUTES = "minutes"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A found record. ``meeting_id`` and ``day`` (ISO) are empty if it belongs to no meeting.

    ``confidential``: its text is shown only on a key.
    """

    kind: HitKind
    id: str
    meeting_id: str
    day: str
    text: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """All texts with their folded forms, the newest meeting first."""

    entries: tuple[tuple[str, SearchHit], ...]

    def search(self, query: str, *, confidential: bool = False) -> list[SearchHit]:
        """Return the texts with every word of the query.

        Those that begin with the query are first (the member, before all that names the member), then those with a word
        that begins with its first word.

        Confidential texts are not searched unless requested: a hit alone would reveal a word of the note.
        """
        words = fold(query).split()
        if not words:
            return []
        found = [
            (folded, hit)
            for folded, hit in self.entries
            if (confidential or not hit.confidential) and all(word in folded for word in words)
        ]
        whole, begin = " ".join(words), f" {words[0]}"
        ranked = sorted(found, key=lambda entry: (not entry[0].startswith(whole), begin not in f" {entry[0]}"))
        return [hit for _folded, hit in ranked[:MOST]]


Progress = Callable[[int], object]


def build_index(connection: sqlite3.Connection, progress: Progress = lambda _count: None) -> SearchIndex:
    """Return the index of a store; ``progress`` is called with the number of texts read, and may raise to stop."""
    entries: list[tuple[str, SearchHit]] = []
    names = shown_names(connection)
    for kind, sql in _SOURCES.items():
        rows = connection.execute(sql).fetchall()
        if kind is HitKind.MEMBER:
            rows = [(key, None, None, f"{names[key]} {text}", 0) for key, *_none, text, _zero in rows]
        for hit in _hits(kind, rows):
            entries.append((fold(hit.text), hit))
            if len(entries) % _STEP == 0:
                progress(len(entries))
    entries.sort(key=lambda entry: entry[1].day, reverse=True)
    return SearchIndex(tuple(entries))


def _hits(kind: HitKind, rows: Iterable[tuple[str, str | None, str | None, str, int]]) -> Iterable[SearchHit]:
    for key, meeting, at, text, confidential in rows:
        if text.strip():
            yield SearchHit(kind, key, meeting or "", iso_day(at), text, bool(confidential))


_KEYS = f"SELECT x.id, m.id, {BEGINS_AT},"
_OF_MEETING = "x JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0 AND m.deleted = 0"
_SOURCES = {
    HitKind.MEMBER: "SELECT id, NULL, NULL, remark, 0 FROM member WHERE deleted = 0",
    HitKind.MEETING: f"SELECT id, id, {BEGINS_AT}, title || ' ' || place, 0 FROM meeting m WHERE deleted = 0",
    HitKind.ITEM: f"{_KEYS} x.title || '. ' || x.conclusion, 0 FROM agenda_item {_OF_MEETING}",
    HitKind.NOTE: f"{_KEYS} x.text, x.visibility = 'confidential' FROM note {_OF_MEETING}",
    HitKind.MOTION: f"{_KEYS} x.title || '. ' || x.text, 0 FROM motion {_OF_MEETING}",
    HitKind.RESOLUTION: f"{_KEYS} x.title || '. ' || x.text, 0 FROM resolution {_OF_MEETING}",
    HitKind.TASK: (
        f"SELECT x.id, x.meeting_id, {BEGINS_AT}, x.title || '. ' || x.result, 0 FROM task x"
        " LEFT JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0"
    ),
    HitKind.PETITION: (
        f"SELECT x.id, x.meeting_id, {BEGINS_AT}, x.text || '. ' || x.answer, 0 FROM petition x"
        " LEFT JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0"
    ),
    HitKind.LETTER: (
        "SELECT id, NULL, issued_on || 'T00:00:00.000Z', subject || '. ' || text, 0 FROM letter WHERE deleted = 0"
    ),
    HitKind.MINUTES: f"{_KEYS} x.text, 0 FROM minutes {_OF_MEETING}",
}
