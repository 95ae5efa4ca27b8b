"""Criteria tables as frozen values: headings, criteria and the bands that turn a measured value into points."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.domain.language import Text
from models.domain.points import Points
from models.domain.scoring import Condition, Evidence
from models.domain.vocabulary import CellKind, SheetKind
from models.domain.year_scoring import YearEvidence
from models.profiles.schema import Certainty


class BandUnit(StrEnum):
    """What the bounds of bands count."""

    PERCENT = "percent"
    MINUTES = "minutes"
    MINUTES_SHORT = "minutes_short"


class Part(StrEnum):
    """A bound relative to the required value: half of the minutes that a meeting must last."""

    HALF = "half"


Bound = int | Part


class Scale(StrEnum):
    """How a table assesses: by points, or each line met (1) or not met (0), and all of them must be met."""

    POINTS = "points"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Band:
    """The points for a range of values: from a bound (or above it) to another (or below it).

    A missing bound is open-ended; ``…_included`` says whether the bound itself belongs to the band.
    """

    points: Points
    lower: Bound | None
    lower_included: bool
    upper: Bound | None
    upper_included: bool

    def holds(self, numerator: int, denominator: int, whole: int = 0) -> bool:
        """Return whether ``numerator / denominator``, in the unit of the bounds, is in the band; integers only.

        ``whole`` is the base of a relative bound.
        """
        value = 2 * numerator
        return self._reaches(value, denominator, whole) and self._stays_under(value, denominator, whole)

    def _reaches(self, value: int, denominator: int, whole: int) -> bool:
        if self.lower is None:
            return True
        bound = doubled(self.lower, whole) * denominator
        return value > bound or (self.lower_included and value == bound)

    def _stays_under(self, value: int, denominator: int, whole: int) -> bool:
        if self.upper is None:
            return True
        bound = doubled(self.upper, whole) * denominator
        return value < bound or (self.upper_included and value == bound)


def doubled(bound: Bound, whole: int) -> int:
    """Return twice a bound, so that half of an odd whole stays exact."""
    return whole if bound is Part.HALF else 2 * int(bound)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a table: at most ``points``, by bands of ``unit`` if it has them.

    ``without_theme`` is the maximum in a month without a theme, if it differs. ``if_unexcused`` is the maximum that is
    proposed while anybody is absent without a reason.
    """

    key: str
    title: Text
    points: Points
    evidence: Evidence | YearEvidence
    only_with_theme: bool
    citation: Text
    unit: BandUnit | None = None
    bands: tuple[Band, ...] = ()
    without_theme: Points | None = None
    if_unexcused: Points | None = None

    @property
    def name(self) -> Text:
        """The title up to the colon, without the list of points after it."""
        return Text(vi=self.title.vi.partition(":")[0], en=self.title.en.partition(":")[0])

    def points_for(self, numerator: int, denominator: int = 1, *, whole: int = 0) -> Points | None:
        """Return the points of the first band with the value, a percentage as the part and the whole.

        ``None`` if no band has it, or if the whole is 0: a person decides.
        """
        if denominator <= 0:
            return None
        scale = 100 if self.unit is BandUnit.PERCENT else 1
        fits = (band.points for band in self.bands if band.holds(scale * numerator, denominator, whole))
        return next(fits, None)

    def in_month(self, *, thematic: bool) -> Criterion:
        """Return the line with its points in a month with a theme, or without one."""
        return self if thematic or self.without_theme is None else replace(self, points=self.without_theme)


@dataclass(frozen=True, slots=True)
class CriteriaHeading:
    """A heading of a table with the declared points of its criteria."""

    key: str
    title: Text
    points: Points
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """A sheet of points; :func:`models.profiles.lint.lint_criteria` reports where it does not add up.

    ``of`` are the types of cell it is for; empty: all of them. A ``sample`` is not a regulation but made for this
    program; a table ``by_choice`` is used only if chosen. With ``halves`` half points can be given. ``conditions`` are
    conditions of grades beside the points.
    """

    id: str
    version: int
    valid_from: date
    title: Text
    total: int
    citation: Text
    certainty: Certainty
    headings: tuple[CriteriaHeading, ...]
    sheet: SheetKind = SheetKind.MEETING_QUALITY
    of: tuple[CellKind, ...] = ()
    sample: bool = False
    by_choice: bool = False
    scale: Scale = Scale.POINTS
    halves: bool = False
    conditions: tuple[Condition, ...] = ()

    @property
    def is_pass_fail(self) -> bool:
        """Whether each line is met or not met."""
        return self.scale is Scale.MET

    @property
    def lines(self) -> dict[str, Criterion]:
        """The criteria by their keys, in their order."""
        return {line.key: line for heading in self.headings for line in heading.criteria}

    def in_month(self, *, thematic: bool) -> CriteriaTable:
        """Return the table with the points of its lines in a month with a theme, or without one."""
        headings = tuple(
            replace(one, criteria=tuple(line.in_month(thematic=thematic) for line in one.criteria))
            for one in self.headings
        )
        return replace(self, headings=headings)
