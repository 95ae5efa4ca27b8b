"""Stretches of time and how they are read; a clock that went backward counts as nothing, never as less."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_SECOND = timedelta(seconds=1)
_LATEST = datetime(9999, 12, 31, tzinfo=UTC)
"""The last moment that every time zone can write."""


class Span(NamedTuple):
    """A stretch of time from ``started_at``; without ``ended_at`` it goes on."""

    started_at: datetime
    ended_at: datetime | None = None


def seconds_between(start: datetime, end: datetime) -> int:
    """Return the whole seconds from ``start`` to ``end``; 0 where the clock went backward."""
    return max(0, (end - start) // _SECOND)


def moment_after(start: datetime, duration: timedelta) -> datetime:
    """Return the moment ``duration`` after ``start``: never before it, and never one that no calendar can write."""
    return start + min(max(duration, timedelta()), max(_LATEST - start, timedelta()))


def elapsed(spans: Iterable[Span], now: datetime) -> int:
    """Return the seconds that ``spans`` cover; one without an end reaches to ``now``.

    Where spans overlap (two devices timed the same item) the time counts once.
    """
    total = timedelta()
    covered_until: datetime | None = None
    for span in sorted(spans, key=lambda span: span.started_at):
        start = span.started_at if covered_until is None else max(span.started_at, covered_until)
        end = span.ended_at or now
        if end > start:
            total += end - start
            covered_until = end
    return total // _SECOND


def clock_text(seconds: int) -> str:
    """Return ``seconds`` as a clock shows them: ``02:05``, from an hour on ``1:02:05``; below 0 ``-02:05``."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    if minutes < 60:
        return f"{sign}{minutes:02}:{rest:02}"
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"
