"""Points for the sheets of a year, proposed from its records, and the distance from the standard.

Pure, as :mod:`models.domain.scoring`: from facts and a line to a proposal with its evidence; a person decides each
point. Sources: docs/domain.md, rules 12 (annual classification) and 14 (four-good cell). All arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.domain.bands import Rate
from models.domain.language import N_
from models.domain.points import NONE, Points, sum_of
from models.domain.scoring import CriterionFinding, Proposal, Scorable


class YearEvidence(StrEnum):
    """Which record of the year proposes the points of a line; with ``NONE`` a person decides."""

    NONE = "none"
    MONTHS_HELD = "months_held"
    THEMES = "themes"
    ATTENDANCE = "attendance"
    MEETINGS_GOOD = "meetings_good"
    MINUTES_SEALED = "minutes_sealed"
    TASKS_DONE = "tasks_done"
    PETITIONS_ANSWERED = "petitions_answered"
    NO_DISCIPLINE = "no_discipline"
    MEMBERS_WELL = "members_well"
    MEMBERS_WITH_TASK = "members_with_task"


@dataclass(frozen=True, slots=True)
class YearFacts:
    """The facts of a year up to a day.

    ``months`` are the due ones with a regular meeting, ``quarters`` the due ones with a theme; ``graded`` are the
    meetings with complete points, the good ones in the numerator; ``members`` the classified ones, well or better;
    ``with_task`` those with a task; ``disciplined`` the motions of discipline that passed.
    """

    months: Rate
    quarters: Rate
    attendance: Rate
    graded: Rate
    sealed: Rate
    tasks: Rate
    petitions: Rate
    members: Rate
    with_task: Rate
    disciplined: int


_SHARES: Mapping[StrEnum, tuple[str, str]] = {
    YearEvidence.MONTHS_HELD: ("months", N_("regular meeting held in {part} of {whole} months due")),
    YearEvidence.THEMES: ("quarters", N_("a theme in {part} of {whole} quarters due")),
    YearEvidence.ATTENDANCE: ("attendance", N_("attended {part} of {whole} times expected")),
    YearEvidence.MEETINGS_GOOD: ("graded", N_("{part} of {whole} meetings with complete points are good")),
    YearEvidence.MINUTES_SEALED: ("sealed", N_("minutes of {part} of {whole} meetings approved")),
    YearEvidence.TASKS_DONE: ("tasks", N_("{part} of {whole} tasks of the year done")),
    YearEvidence.PETITIONS_ANSWERED: ("petitions", N_("{part} of {whole} petitions of the year answered")),
    YearEvidence.MEMBERS_WELL: ("members", N_("{part} of {whole} classified members well or better")),
    YearEvidence.MEMBERS_WITH_TASK: ("with_task", N_("{part} of {whole} members were given a task")),
}


def propose_for_year(line: Scorable, facts: YearFacts) -> Proposal:
    """Return the points that the year's records propose for a line, at most its maximum.

    A rate is looked up in the line's bands; a line without bands gets all its points for a complete rate, and an
    incomplete one is left to the person.
    """
    if line.evidence == YearEvidence.NO_DISCIPLINE:
        return _discipline(line, facts.disciplined)
    if line.evidence not in _SHARES:
        return Proposal(None, CriterionFinding(N_("no record can tell this")))
    name, template = _SHARES[line.evidence]
    rate: Rate = getattr(facts, name)
    if not rate.denominator:
        return Proposal(None, CriterionFinding(N_("nothing is recorded yet")))
    finding = CriterionFinding(template, {"part": rate.numerator, "whole": rate.denominator}, rate)
    points = line.points_for(rate.numerator, rate.denominator)
    if points is None and rate.numerator >= rate.denominator:
        points = line.points
    return Proposal(None if points is None else max(NONE, min(points, line.points)), finding)


def _discipline(line: Scorable, count: int) -> Proposal:
    if not count:
        return Proposal(line.points, CriterionFinding(N_("no discipline was decided in the year")))
    return Proposal(None, CriterionFinding(N_("discipline was decided {count} times"), {"count": count}))


@dataclass(frozen=True, slots=True)
class LostPoints:
    """A line below its maximum: its key, the points given and the maximum."""

    key: str
    given: Points
    most: Points

    @property
    def points(self) -> Points:
        """How many points are lost."""
        return self.most - self.given


@dataclass(frozen=True, slots=True)
class SheetStanding:
    """A sheet compared with its standard: ``needed`` points of ``most``; ``losses``, the largest first.

    ``undecided`` are the keys of the lines without points, which together have ``open_points``.
    """

    given: Points
    most: Points
    needed: Points
    losses: tuple[LostPoints, ...]
    undecided: tuple[str, ...]
    open_points: Points

    @property
    def is_met(self) -> bool:
        """Whether the given points reach the standard."""
        return self.given >= self.needed

    @property
    def missing(self) -> Points:
        """How many points are missing."""
        return max(NONE, self.needed - self.given)

    @property
    def is_within_reach(self) -> bool:
        """Whether the lines without points could still bring the missing points."""
        return self.missing <= self.open_points


def standing(
    lines: Mapping[str, Scorable], points: Mapping[str, Points | int], standard: int, *, whole: int = 100
) -> SheetStanding:
    """Compare ``points`` with ``standard`` of ``whole`` (rule 14: 95 of 100).

    A table with another sum is scaled: of 80 points 76 are needed, rounded up; to a half if the sheet has halves.
    """
    given = {key: Points.of(points[key]) for key in lines if key in points}
    worth = [line.points for line in lines.values()]
    most = sum_of(worth)
    losses = [LostPoints(key, one, lines[key].points) for key, one in given.items()]
    undecided = tuple(key for key in lines if key not in given)
    return SheetStanding(
        given=sum_of(given.values()),
        most=most,
        needed=_needed(standard, most, whole, halved=any(one.half for one in (*given.values(), *worth))),
        losses=tuple(sorted((one for one in losses if one.points), key=lambda one: -one.points)),
        undecided=undecided,
        open_points=sum_of(lines[key].points for key in undecided),
    )


def _needed(standard: int, most: Points, whole: int, *, halved: bool) -> Points:
    halves = -(-standard * most.halves // whole)
    return Points(halves if halved else halves + halves % 2)
