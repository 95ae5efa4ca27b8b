"""What of a meeting was posted on the Handbook, and whether in time (docs/domain.md)."""

from __future__ import annotations

import sqlite3
from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from models.domain.scoring import Posting
from models.domain.vocabulary import PostedKind
from models.profiles.schema import RuleProfile

BEFORE = frozenset({PostedKind.NOTICE, PostedKind.MATERIAL})
"""What is posted before a meeting."""

AFTER = frozenset({PostedKind.MINUTES, PostedKind.RESOLUTION})
"""The finished papers, posted after it."""


@dataclass(frozen=True, slots=True)
class PostingView:
    """A paper that was posted, and on which day; ``title`` tells several of one kind apart, else it is empty."""

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
    """Say whether something was posted as long before the day of the meeting as material is due (rule 4)."""
    latest = day - timedelta(days=rules.meetings.material_notice_days.value)
    days = [one.posted_on for one in found if one.kind in kinds]
    if not days:
        return Posting.MISSING
    return Posting.IN_TIME if min(days) <= latest else Posting.LATE


def posted_after(found: tuple[PostingView, ...], day: date, rules: RuleProfile) -> Posting:
    """Say whether the finished papers were posted within the days that a result may take (rule 4), all that were."""
    latest = day + timedelta(days=rules.meetings.result_days.value)
    days = [one.posted_on for one in found if one.kind in AFTER]
    if not days:
        return Posting.MISSING
    return Posting.IN_TIME if max(days) <= latest else Posting.LATE
