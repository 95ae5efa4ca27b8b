"""Full-text search over every record, without diacritics: "nguyen" finds "Nguyễn", "d" finds "đ".

The index is a list of folded texts in memory, made when it is first asked for: ten years of a cell are some ten
thousand short texts, through which Python goes in a few milliseconds (docs/decisions/0018-search.md). Nothing is
written anywhere: a confidential note lies in the store and nowhere else.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.domain.clock import iso_day
from models.domain.text import fold
from models.queries.names import shown_names

MOST = 200
"""Hits returned; who wants another writes more."""
_STEP = 500  # rows after which progress is told


class HitKind(StrEnum):
    """What a hit is."""

    MEMBER = "member"
    MEETING = "meeting"
    ITEM = "item"
    NOTE = "note"
    MOTION = "motion"
    RESOLUTION = "resolution"
    TASK = "task"
    PETITION = "petition"
    MINUTES = "minutes"


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record that was found. ``meeting_id`` and ``day`` (ISO) are empty where it belongs to no meeting.

    ``confidential`` tells that its text is shown only behind a key.
    """

    kind: HitKind
    id: str
    meeting_id: str
    day: str
    text: str
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """Every text with its folded form, the newest meeting first."""

    entries: tuple[tuple[str, SearchHit], ...]

    def search(self, query: str, *, confidential: bool = False) -> list[SearchHit]:
        """Return what holds every word of the query; where a word of the text begins with the first one, earlier.

        What is confidential is not even found unless it is asked for: that a word stands in a note would tell of it.
        """
        words = fold(query).split()
        if not words:
            return []
        found = [
            (folded, hit)
            for folded, hit in self.entries
            if (confidential or not hit.confidential) and all(word in folded for word in words)
        ]
        begin = f" {words[0]}"
        ranked = sorted(found, key=lambda entry: begin not in f" {entry[0]}")
        return [hit for _folded, hit in ranked[:MOST]]


Progress = Callable[[int], object]


def build_index(connection: sqlite3.Connection, progress: Progress = lambda _count: None) -> SearchIndex:
    """Return the index of a store; ``progress`` hears now and then how many texts were read, and may raise to stop."""
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


_KEYS = "SELECT x.id, m.id, m.scheduled_at,"
_OF_MEETING = "x JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0 AND m.deleted = 0"
_SOURCES = {
    HitKind.MEMBER: "SELECT id, NULL, NULL, remark, 0 FROM member WHERE deleted = 0",
    HitKind.MEETING: "SELECT id, id, scheduled_at, title || ' ' || place, 0 FROM meeting WHERE deleted = 0",
    HitKind.ITEM: f"{_KEYS} x.title || '. ' || x.conclusion, 0 FROM agenda_item {_OF_MEETING}",
    HitKind.NOTE: f"{_KEYS} x.text, x.visibility = 'confidential' FROM note {_OF_MEETING}",
    HitKind.MOTION: f"{_KEYS} x.title || '. ' || x.text, 0 FROM motion {_OF_MEETING}",
    HitKind.RESOLUTION: f"{_KEYS} x.title || '. ' || x.text, 0 FROM resolution {_OF_MEETING}",
    HitKind.TASK: (
        "SELECT x.id, x.meeting_id, m.scheduled_at, x.title || '. ' || x.result, 0 FROM task x"
        " LEFT JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0"
    ),
    HitKind.PETITION: (
        "SELECT x.id, x.meeting_id, m.scheduled_at, x.text || '. ' || x.answer, 0 FROM petition x"
        " LEFT JOIN meeting m ON m.id = x.meeting_id WHERE x.deleted = 0"
    ),
    HitKind.MINUTES: f"{_KEYS} x.text, 0 FROM minutes {_OF_MEETING}",
}
