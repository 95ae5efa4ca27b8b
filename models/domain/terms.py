"""Terms of the cell: which one a day belongs to. Numbers of documents run over a term (docs/domain.md, "Documents")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

CORRECTION = timedelta(days=365)
"""Two beginnings closer than this are one term whose day was corrected; a term lasts years."""


def term_of(day: date, beginnings: Iterable[date]) -> date | None:
    """Return the beginning of the term that a day belongs to; ``None`` before the first that is known."""
    return max((one for one in beginnings if one <= day), default=None)


def earlier_terms(known: Iterable[date], current: date | None, begins: date) -> tuple[date, ...]:
    """Return the beginnings to keep when a term that ``begins`` takes the place of the ``current`` one.

    A beginning that is merely corrected is not kept, nor one that came later than the new one: it was a mistake.
    """
    candidates = {*known, current} if current else set(known)
    return tuple(sorted(one for one in candidates if begins - one >= CORRECTION))


def read_days(text: str) -> tuple[date, ...]:
    """Return the days of a list as it is stored: ISO, with commas."""
    return tuple(date.fromisoformat(one) for one in text.split(",") if one)


def days_text(days: Iterable[date]) -> str:
    """Return days as they are stored; the inverse of :func:`read_days`."""
    return ",".join(one.isoformat() for one in days)
