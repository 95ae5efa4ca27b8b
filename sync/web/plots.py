"""Plots as values: coordinates of points, lines and bars. The template draws them as SVG, without a script.

Percentages rise from 0 at the bottom to 100 at the top; a month without a value interrupts the line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 46, 14, 14, 30
_LABELS = 12
_LETTER_ROOM = 13


@dataclass(frozen=True, slots=True)
class Point:
    """A month's value with its coordinates."""

    x: int
    y: int
    month: str
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A month's name below the plot."""

    x: int
    month: str


@dataclass(frozen=True, slots=True)
class LinePlot:
    """A rate over time: runs of consecutive points, and the height of the target, if there is one."""

    points: tuple[Point, ...]
    runs: tuple[str, ...]
    ticks: tuple[Tick, ...]
    target: int | None
    target_y: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A grade's share of a month; ``has_letter`` where the bar is high enough for one."""

    x: int
    y: int
    width: int
    height: int
    grade: int
    month: str
    count: int
    has_letter: bool


@dataclass(frozen=True, slots=True)
class BarPlot:
    """Shares of grades over time, the best at the bottom."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def line(months: Sequence[str], rates: Sequence[tuple[int, int]], target: int | None = None) -> LinePlot:
    """Return the plot of a rate (numerator, denominator) of each month."""
    points = [
        Point(_x(place, len(months)), height(n, d), month, n, d)
        for place, (month, (n, d)) in enumerate(zip(months, rates, strict=True))
        if d
    ]
    return LinePlot(tuple(points), _runs(points, months), _ticks(months), target, height(target or 0, 100))


def bars(months: Sequence[str], grades: Sequence[Sequence[int]]) -> BarPlot:
    """Return the plot of how many meetings of each month have each grade, the best first."""
    found: list[Bar] = []
    width = max(4, min(34, (WIDTH - LEFT - RIGHT) * 7 // (10 * max(1, len(months)))))
    for place, (month, counts) in enumerate(zip(months, grades, strict=True)):
        most, below = sum(counts), 0
        for grade, count in enumerate(counts, 1):
            if count:
                low, high = height(below, most), height(below + count, most)
                left = _x(place, len(months)) - width // 2
                letter = low - high >= _LETTER_ROOM and width >= _LETTER_ROOM
                found.append(Bar(left, high, width, low - high, grade, month, count, letter))
            below += count
    return BarPlot(tuple(found), _ticks(months))


def height(numerator: int, denominator: int) -> int:
    """Return a rate's distance from the top; a rate over 100 % is at the top."""
    span = HEIGHT - TOP - BOTTOM
    return HEIGHT - BOTTOM - min(numerator * span // denominator, span)


def _x(place: int, count: int) -> int:
    """Return the middle of a month's column."""
    return LEFT + (WIDTH - LEFT - RIGHT) * (2 * place + 1) // (2 * count)


def _runs(points: Sequence[Point], months: Sequence[str]) -> tuple[str, ...]:
    by_month = {point.month: point for point in points}
    runs: list[list[Point]] = [[]]
    for month in months:
        if month in by_month:
            runs[-1].append(by_month[month])
        elif runs[-1]:
            runs.append([])
    return tuple(" ".join(f"{point.x},{point.y}" for point in run) for run in runs if len(run) > 1)


def _ticks(months: Sequence[str]) -> tuple[Tick, ...]:
    step = max(1, -(-len(months) // _LABELS))
    return tuple(Tick(_x(place, len(months)), month) for place, month in enumerate(months) if place % step == 0)
