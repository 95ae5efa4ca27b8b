"""Exact conversion of points to grades and of parts to percentages.

Grades: docs/domain.md, rule 12 (annual classification) and rule 13 (quality of a meeting); the bounds come from the
rule profile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from models.domain.warnings import RuleWarning


@dataclass(frozen=True, slots=True)
class Grade:
    """One band of points: from ``at_least`` on and, if the table says so, ``below`` another bound."""

    name: str
    at_least: int
    below: int | None = None

    def holds(self, points: Points | int) -> bool:
        """Return whether ``points`` are in this band."""
        return points >= self.at_least and (self.below is None or points < self.below)


@dataclass(frozen=True, slots=True)
class Bands:
    """A table of grades, best first, as a rule profile gives it."""

    grades: tuple[Grade, ...]

    @classmethod
    def from_lower_bounds(cls, lower_bounds: Mapping[str, int]) -> Bands:
        """Return the table from the lower bounds of the grades (good 90, fairly good 70, …), in any order."""
        best_first = sorted(lower_bounds.items(), key=lambda bound: bound[1], reverse=True)
        ends = (None, *(at_least for _name, at_least in best_first))
        return cls(tuple(Grade(name, start, end) for (name, start), end in zip(best_first, ends, strict=False)))

    @property
    def best(self) -> Grade:
        """The grade with the highest lower bound."""
        return max(self.grades, key=lambda one: one.at_least)

    def grade_of(self, points: Points | int) -> Grade:
        """Return the best grade that ``points`` reach.

        Raises :class:`Refused` if the table has a gap there: then a person decides.
        """
        for grade in sorted(self.grades, key=lambda one: one.at_least, reverse=True):
            if grade.holds(points):
                return grade
        raise Refused(
            N_("The table has no grade for {points} points; choose the grade yourself or mend the table."),
            points=points,
        )

    def lint(self, lowest: int, highest: int, citation: str) -> tuple[RuleWarning, ...]:
        """Return a warning for every range of ``lowest`` … ``highest`` points with no grade, or with two."""
        return tuple(self._remarks(lowest, highest, citation))

    def _remarks(self, lowest: int, highest: int, citation: str) -> Iterator[RuleWarning]:
        covered = lowest  # every point below this one has a grade
        for grade in sorted(self.grades, key=lambda one: one.at_least):
            end = highest + 1 if grade.below is None else grade.below
            start = max(grade.at_least, lowest)
            if start > covered:
                yield _gap(covered, start - 1, citation)
            elif start < covered or end <= start:
                yield _overlap(grade, citation)
            covered = max(covered, end)
        if covered <= highest:
            yield _gap(covered, highest, citation)


@dataclass(frozen=True, slots=True)
class Rate:
    """A part and its whole; the part may exceed the whole (104.55 % of a plan)."""

    numerator: int
    denominator: int

    @property
    def hundredths(self) -> int | None:
        """Return the percentage in hundredths of a percent (8594 is 85.94 %); ``None`` if the whole is 0."""
        return percent_half_up(self.numerator, self.denominator) if self.denominator else None


def percent_half_up(numerator: int, denominator: int) -> int:
    """Return ``numerator / denominator`` in hundredths of a percent, rounded half up: 33,690/39,204 → 8594.

    Both counts are zero or more; ``denominator`` is not zero. Source: the figures superiors report (docs/domain.md).
    """
    return (20_000 * numerator + denominator) // (2 * denominator)


def _gap(first: int, last: int, citation: str) -> RuleWarning:
    return RuleWarning(
        N_("No grade of the table holds {first} to {last} points."), {"first": first, "last": last}, citation
    )


def _overlap(grade: Grade, citation: str) -> RuleWarning:
    return RuleWarning(
        N_("The grade “{grade}” begins at {points} points, where the table has another grade."),
        {"grade": grade.name, "points": grade.at_least},
        citation,
    )
