"""Points of a sheet, counted exactly in halves, because some sheets give half points.

They compare and add like numbers. ``str()`` is their text everywhere: ``8``, and with a half ``2,5`` in Vietnamese and
``2.5`` in English.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import total_ordering
from typing import Any

from models.domain.language import Text


@total_ordering
class Points:
    """A number of half points; not a dataclass, so that ``asdict`` keeps it as one value."""

    __slots__ = ("halves",)

    def __init__(self, halves: int) -> None:
        self.halves = halves

    @classmethod
    def of(cls, whole: Points | int, half: int = 0) -> Points:
        """Return points from stored or transferred parts: whole points, and ``half`` = 1 for half a point more."""
        return cls((whole.halves if isinstance(whole, Points) else 2 * whole) + half)

    @property
    def whole(self) -> int:
        """The whole points, stored and sent beside :attr:`half`."""
        return self.halves // 2

    @property
    def half(self) -> int:
        """1 if there is half a point beyond the whole ones, else 0."""
        return self.halves % 2

    @property
    def text(self) -> Text:
        """The points as text in both languages."""
        sign, (whole, half) = "-" if self.halves < 0 else "", divmod(abs(self.halves), 2)
        return Text(f"{sign}{whole}{',5' * half}", f"{sign}{whole}{'.5' * half}")

    def __str__(self) -> str:
        return str(self.text)

    def __repr__(self) -> str:
        return f"Points({self.halves})"

    def __format__(self, specification: str) -> str:
        return format(str(self), specification)

    def __bool__(self) -> bool:
        return bool(self.halves)

    def __hash__(self) -> int:
        return hash((self.halves,)) if self.half else hash(self.whole)

    def __eq__(self, other: object) -> bool:
        return self.halves == Points.of(other).halves if isinstance(other, Points | int) else NotImplemented

    def __lt__(self, other: Points | int) -> bool:
        return self.halves < Points.of(other).halves

    def __add__(self, other: Points | int) -> Points:
        return Points(self.halves + Points.of(other).halves)

    __radd__ = __add__

    def __sub__(self, other: Points | int) -> Points:
        return Points(self.halves - Points.of(other).halves)

    def __rsub__(self, other: Points | int) -> Points:
        return Points(Points.of(other).halves - self.halves)

    def __mul__(self, times: int) -> Points:
        return Points(self.halves * times)

    __rmul__ = __mul__

    def __neg__(self) -> Points:
        return Points(-self.halves)


NONE = Points(0)


def sum_of(points: Iterable[Points | int]) -> Points:
    return Points(sum(Points.of(one).halves for one in points))


def weighed(given: Points | int, whole: int, most: Points | int) -> Points:
    """Return ``given`` of ``most`` points scaled to a ``whole``, rounded down to the sheet's step.

    The step is a half if either number has a half, else a whole point; so a bound of 90 means 90 of 100 and 86 of 95,
    and 89,5 stays below it.
    """
    part, of = Points.of(given), Points.of(most)
    halves = 2 * part.halves * whole // of.halves
    return Points(halves if part.half or of.half else halves - halves % 2)


def to_parts(points: Points | int, name: str = "points", half: str = "half") -> dict[str, int]:
    """Return points as parts for transfer: ``half`` is present only where there is one."""
    found = Points.of(points)
    return {name: found.whole} | ({half: 1} if found.half else {})


def maximum_to_parts(most: Points | int) -> dict[str, int]:
    """Return the maximum as parts for transfer, beside the points."""
    return to_parts(most, "of", "half_of")


def from_parts(part: Mapping[str, Any]) -> tuple[Points, Points]:
    """Return points, and of how many, as :func:`to_parts` and :func:`maximum_to_parts` give them."""
    return Points.of(part["points"], part.get("half", 0)), Points.of(part["of"], part.get("half_of", 0))
