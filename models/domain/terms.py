"""Terms of the cell: which one a day belongs to. Numbers of documents run over a term (docs/domain.md, "Documents")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

CORRECTION = timedelta(days=365)
"""Two beginnings closer than this are one term with a corrected day; a term lasts years."""


def term_of(day: date, beginnings: Iterable[date]) -> date | None:
    """Return the beginning of the term of a day; ``None`` before the first known one."""
    return max((one for one in beginnings if one <= day), default=None)


def earlier_terms(known: Iterable[date], current: date | None, begins: date) -> tuple[date, ...]:
    """Return the beginnings to keep when a term that ``begins`` replaces the ``current`` one.

    A corrected beginning is not kept, nor one later than the new one, which was a mistake.
    """
    candidates = {*known, current} if current else set(known)
    return tuple(sorted(one for one in candidates if begins - one >= CORRECTION))


def read_days(text: str) -> tuple[date, ...]:
    """Return the days of a stored list: ISO, separated by commas."""
    return tuple(date.fromisoformat(one) for one in text.split(",") if one)


def days_text(days: Iterable[date]) -> str:
    """Return days as they are stored; the inverse of :func:`read_days`."""
    return ",".join(one.isoformat() for one in days)
