"""The quarters of a year, by which themes are planned (docs/domain.md, rule 3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

QUARTERS = range(1, 5)
MONTHS: Mapping[int, range] = {quarter: range(3 * quarter - 2, 3 * quarter + 1) for quarter in QUARTERS}
"""The months of each quarter."""

_ROMAN = ("–", "I", "II", "III", "IV")


def quarter_of(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // 3 + 1


def roman(quarter: int) -> str:
    """Return a quarter as Vietnamese plans write it: I to IV; a dash for none."""
    return _ROMAN[quarter]


def has_ended(year: int, quarter: int, today: date) -> bool:
    """Return whether a quarter is entirely before a day."""
    return (year, quarter) < (today.year, quarter_of(today))
