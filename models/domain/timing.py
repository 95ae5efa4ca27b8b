"""Durations and their display; a clock that was set back gives 0, never a negative duration."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

_SECOND = timedelta(seconds=1)
_LATEST = datetime(9999, 12, 31, tzinfo=UTC)
"""The last moment that can be written in every time zone."""


class Span(NamedTuple):
    """A period from ``started_at``; without ``ended_at`` it has not ended."""

    started_at: datetime
    ended_at: datetime | None = None


def seconds_between(start: datetime, end: datetime) -> int:
    """Return the whole seconds from ``start`` to ``end``; 0 if the clock was set back."""
    return max(0, (end - start) // _SECOND)


def moment_after(start: datetime, duration: timedelta) -> datetime:
    """Return the moment ``duration`` after ``start``: never before it, and within the calendar."""
    return start + min(max(duration, timedelta()), max(_LATEST - start, timedelta()))


def elapsed(spans: Iterable[Span], now: datetime) -> int:
    """Return the seconds that ``spans`` cover; one without an end lasts until ``now``.

    Overlapping spans (two devices timed the same item) count once.
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
    """Return ``seconds`` as a clock shows them: ``02:05``, from an hour on ``1:02:05``; negative ``-02:05``."""
    sign = "-" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    if minutes < 60:
        return f"{sign}{minutes:02}:{rest:02}"
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"


def countdown_text(left: int | None, used: int) -> str:
    """Return the clock of a planned time as every screen counts it: the time left, ``+00:40`` once it is over.

    Without a planned time (``left`` is ``None``) the time used.
    """
    if left is None:
        return clock_text(used)
    return clock_text(left) if left >= 0 else f"+{clock_text(-left)}"
