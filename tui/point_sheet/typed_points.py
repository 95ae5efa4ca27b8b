"""Points typed digit by digit: which digits may follow, half points, deleting."""

from __future__ import annotations

from models.domain.points import Points
from models.domain.typed.numbers import read_points


def has_half(typed: str) -> bool:
    """Return whether the digits end with a half: then only the 5 of “2,5” may follow."""
    return bool(typed) and read_points(typed).half == 1


def with_half(typed: str) -> str:
    """Return the typed points with half a point more."""
    return str(Points.of(read_points(typed or "0").whole, 1))


def without_last(typed: str) -> str:
    """Return the typed points without the last digit or the half."""
    return str(read_points(typed).whole) if has_half(typed) else typed[:-1]


def may_go_on(typed: str, most: Points, *, halves: bool) -> bool:
    """Return whether another digit or a half may follow without exceeding the maximum."""
    half_fits = halves and Points.of(int(typed), 1) <= most
    return half_fits or not (typed.startswith("0") or Points.of(int(typed) * 10) > most)
