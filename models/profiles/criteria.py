"""Criteria tables as frozen values: headings, criteria and the bands that turn a measured value into points."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.domain.language import Text
from models.domain.points import Points
from models.domain.scoring import Evidence
from models.domain.vocabulary import CellKind, SheetKind
from models.domain.year_scoring import YearEvidence
from models.profiles.schema import Certainty


class BandUnit(StrEnum):
    """What the bounds of bands count."""

    PERCENT = "percent"
    MINUTES_SHORT = "minutes_short"


class Scale(StrEnum):
    """How a table judges: by points, or each line met (1) or not met (0), and all of them have to be."""

    POINTS = "points"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Band:
    """The points for a stretch of values: from a bound (or above it) to another (or below it).

    A missing bound is open-ended; ``…_included`` says whether the bound itself belongs to the band.
    """

    points: Points
    lower: int | None
    lower_included: bool
    upper: int | None
    upper_included: bool

    def holds(self, numerator: int, denominator: int) -> bool:
        """Say whether ``numerator / denominator``, in the unit of the bounds, lies in the band; integers only."""
        return self._reaches(numerator, denominator) and self._stays_under(numerator, denominator)

    def _reaches(self, numerator: int, denominator: int) -> bool:
        if self.lower is None:
            return True
        bound = self.lower * denominator
        return numerator > bound or (self.lower_included and numerator == bound)

    def _stays_under(self, numerator: int, denominator: int) -> bool:
        if self.upper is None:
            return True
        bound = self.upper * denominator
        return numerator < bound or (self.upper_included and numerator == bound)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a table: at most ``points``, by bands of ``unit`` where it has them."""

    key: str
    title: Text
    points: Points
    evidence: Evidence | YearEvidence
    only_with_theme: bool
    citation: Text
    unit: BandUnit | None = None
    bands: tuple[Band, ...] = ()

    @property
    def name(self) -> Text:
        """The title without the table of points behind its colon."""
        return Text(vi=self.title.vi.partition(":")[0], en=self.title.en.partition(":")[0])

    def points_for(self, numerator: int, denominator: int = 1) -> Points | None:
        """Return the points of the first band that holds the value, a percentage as the part and the whole.

        ``None`` where no band does, or where there is nothing to divide by: a person decides.
        """
        if denominator <= 0:
            return None
        scale = 100 if self.unit is BandUnit.PERCENT else 1
        fits = (band.points for band in self.bands if band.holds(scale * numerator, denominator))
        return next(fits, None)


@dataclass(frozen=True, slots=True)
class CriteriaHeading:
    """A heading of a table with the points it declares for its criteria."""

    key: str
    title: Text
    points: Points
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class CriteriaTable:
    """A sheet of points; :func:`models.profiles.lint.lint_criteria` says where it does not add up.

    ``of`` are the types of cell it is for, none: all of them. A ``sample`` is the software's own, no regulation; one
    ``by_choice`` counts only where it was chosen. With ``halves`` a half point can be given.
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

    @property
    def is_pass_fail(self) -> bool:
        """Whether each line is met or not met."""
        return self.scale is Scale.MET

    @property
    def lines(self) -> dict[str, Criterion]:
        """The criteria by their keys, in their order."""
        return {line.key: line for heading in self.headings for line in heading.criteria}
