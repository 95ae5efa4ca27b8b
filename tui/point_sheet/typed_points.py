"""Points while they are typed digit by digit on a sheet: what may follow, the half, the last one taken back."""

from __future__ import annotations

from models.domain.points import Points
from models.domain.typed.numbers import read_points


def has_half(typed: str) -> bool:
    """Say whether a half stands behind the digits: then only the 5 of “2,5” may follow."""
    return bool(typed) and read_points(typed).half == 1


def with_half(typed: str) -> str:
    """Return what is typed with half a point more, or half a point alone."""
    return str(Points.of(read_points(typed or "0").whole, 1))


def without_last(typed: str) -> str:
    """Return what is typed without its last digit, or without the half."""
    return str(read_points(typed).whole) if has_half(typed) else typed[:-1]


def may_go_on(typed: str, most: Points, *, halves: bool) -> bool:
    """Say whether digits may be followed by another one, or by a half, without exceeding the line."""
    half_fits = halves and Points.of(int(typed), 1) <= most
    return half_fits or not (typed.startswith("0") or Points.of(int(typed) * 10) > most)
