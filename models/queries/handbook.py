"""Posts of a meeting on the Handbook, and whether they were in time (docs/domain.md)."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from models.domain.scoring import Posting
from models.domain.vocabulary import PostedKind
from models.profiles.schema import RuleProfile

BEFORE = frozenset({PostedKind.NOTICE, PostedKind.MATERIAL})
"""Kinds posted before a meeting."""

AFTER = frozenset({PostedKind.MINUTES, PostedKind.RESOLUTION})
"""Kinds posted after a meeting."""


@dataclass(frozen=True, slots=True)
class PostingView:
    """A post with its day; ``title`` distinguishes several of one kind, otherwise it is empty."""

    id: str
    kind: PostedKind
    title: str
    posted_on: date


def postings(connection: sqlite3.Connection, meeting_id: str) -> tuple[PostingView, ...]:
    """Return what was posted of a meeting, in the order of the days."""
    rows = connection.execute(
        "SELECT id, kind, title, posted_on FROM handbook_posting WHERE deleted = 0 AND meeting_id = ?"
        " ORDER BY posted_on, kind, title, id",
        (meeting_id,),
    )
    return tuple(PostingView(key, PostedKind(kind), title, date.fromisoformat(day)) for key, kind, title, day in rows)


def posted_before(
    found: tuple[PostingView, ...], day: date, rules: RuleProfile, kinds: Container[PostedKind] = BEFORE
) -> Posting:
    """Return whether posts of some kinds were early enough before the day of the meeting (rule 4)."""
    latest = day - timedelta(days=rules.meetings.material_notice_days.value)
    days = [one.posted_on for one in found if one.kind in kinds]
    if not days:
        return Posting.MISSING
    return Posting.IN_TIME if min(days) <= latest else Posting.LATE


def posted_after(found: tuple[PostingView, ...], day: date, rules: RuleProfile) -> Posting:
    """Return whether all posts of finished papers were within the days allowed for a result (rule 4)."""
    latest = day + timedelta(days=rules.meetings.result_days.value)
    days = [one.posted_on for one in found if one.kind in AFTER]
    if not days:
        return Posting.MISSING
    return Posting.IN_TIME if max(days) <= latest else Posting.LATE
