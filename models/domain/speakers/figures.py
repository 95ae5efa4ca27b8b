"""Figures of the speakers' list: seconds spoken, time left, who has not spoken, the share who did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from models.domain.speakers.values import Contribution
from models.domain.timing import seconds_between


def spoken_seconds(speech: Contribution, now: datetime) -> int:
    """Return how long somebody has spoken, without the pauses; 0 for a request, never negative."""
    if speech.started_at is None:
        return 0
    end = speech.ended_at or speech.paused_at or now
    return max(0, seconds_between(speech.started_at, end) - speech.pause_seconds)


def remaining_seconds(speech: Contribution, now: datetime) -> int | None:
    """Return the remaining planned seconds, negative when overrun; ``None`` if no time was planned."""
    if speech.planned_seconds is None:
        return None
    return speech.planned_seconds - spoken_seconds(speech, now)


def seconds_by_member(speeches: Iterable[Contribution], now: datetime) -> dict[str, int]:
    """Return the total seconds each member has spoken, of all kinds; members who never began are left out."""
    totals: Counter[str] = Counter()
    for speech in speeches:
        if speech.started_at is not None:
            totals[speech.member_id] += spoken_seconds(speech, now)
    return dict(totals)


def unspoken(members: Iterable[str], spoken: frozenset[str]) -> tuple[str, ...]:
    """Return those of ``members`` (the ones present, in their order) who have not spoken."""
    return tuple(member for member in members if member not in spoken)


def speaking_share(members: Iterable[str], spoken: frozenset[str]) -> tuple[int, int]:
    """Return how many of ``members`` (those who attended) spoke, and how many there are: numerator, denominator.

    Source: the published sheet for the quality of a meeting, heading "conduct", criterion "speaking" (docs/domain.md).
    """
    attended = frozenset(members)
    return len(attended & spoken), len(attended)
