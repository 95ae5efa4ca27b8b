"""A figure of the benchmark: what was measured, beside its yardstick of the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles

ENOUGH = 100
"""Measurements from which on a 99th percentile is told; of fewer the worst is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians and high percentiles in milliseconds, and the goal: ``most`` times the yardstick, or milliseconds."""

    name: str
    middle: float
    high: float
    bare_middle: float
    bare_high: float
    most: float | None = None
    most_ms: float | None = None
    counted: int = 0
    share: int = 99

    @property
    def reached(self) -> bool | None:
        """Whether the goal was reached, for the 99th percentile too where that means something."""
        if self.most is not None:
            high = self.counted < ENOUGH or self.high <= self.most * self.bare_high
            return high and self.middle <= self.most * self.bare_middle
        return None if self.most_ms is None else self.high <= self.most_ms

    def __str__(self) -> str:
        """Write the figure as one line of a table."""
        sign = {True: "✓", False: "✗", None: " "}[self.reached]
        goal = f"≤ {self.most:.1f} ×" if self.most else f"p{self.share} ≤ {self.most_ms:.0f} ms" if self.most_ms else ""
        return (
            f"{sign} {self.name:36} median {self.middle:8.2f} ms ({self.middle / self.bare_middle:5.2f} ×)"
            f"   p{self.share} {self.high:8.2f} ms ({self.high / self.bare_high:5.2f} ×)   {goal}"
        )


def ratio(
    name: str,
    measured: Sequence[float],
    bare: Sequence[float],
    *,
    most: float | None = None,
    most_ms: float | None = None,
    share: int = 99,
) -> Figure:
    """Return the figure of times in seconds beside those of the yardstick; ``share`` is the high percentile."""
    counted = min(len(measured), len(bare))
    return Figure(name, *_both(measured, share), *_both(bare, share), most, most_ms, counted, share)


def _both(seconds: Sequence[float], share: int) -> tuple[float, float]:
    high = quantiles(seconds, n=100)[share - 1] if len(seconds) >= ENOUGH else max(seconds)
    return median(seconds) * 1000, high * 1000
