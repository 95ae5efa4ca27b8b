"""Points for the quality of a meeting (docs/domain.md, rule 13, "Criteria tables"): facts, sums and grades.

Proposals for a line are in :mod:`models.domain.proposals`. All arithmetic is exact (:mod:`models.domain.points`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from models.domain.bands import Bands, Grade, Rate
from models.domain.language import N_, _
from models.domain.points import NONE, Points, sum_of, weighed


class Evidence(StrEnum):
    """Which record proposes the points of a criterion; with ``NONE`` a person decides."""

    NONE = "none"
    DURATION = "duration"
    ATTENDANCE = "attendance"
    EXCUSED_RUNS = "excused_runs"
    AGENDA_AGREED = "agenda_agreed"
    COMMITTEE_MET = "committee_met"
    NOTICE = "notice"
    MATERIAL = "material"
    STEPS = "steps"
    PRAISE = "praise"
    SPEAKING_SHARE = "speaking_share"
    MINUTE_TAKER = "minute_taker"
    IDEOLOGY = "ideology"
    TASKS_DONE = "tasks_done"
    ENCOURAGED = "encouraged"
    WISHES = "wishes"
    CONCLUDED = "concluded"
    ADOPTED = "adopted"
    HANDBOOK_MATERIAL = "handbook_material"
    HANDBOOK_BEFORE = "handbook_before"
    HANDBOOK_AFTER = "handbook_after"


class Scorable(Protocol):
    """The members of a sheet's line that scoring needs, as in :class:`models.profiles.criteria.Criterion`."""

    @property
    def points(self) -> Points:
        """The maximum."""

    @property
    def evidence(self) -> StrEnum:
        """The record that proposes points."""

    @property
    def only_with_theme(self) -> bool:
        """Whether the line counts only in a month with a theme."""

    @property
    def if_unexcused(self) -> Points | None:
        """The maximum while anybody is absent without a reason, if it is lower."""

    def points_for(self, numerator: int, denominator: int = 1, *, whole: int = 0) -> Points | None:
        """Return the points of the band with a value, if there is one; ``whole`` is the base of “half”."""


class Posting(StrEnum):
    """Whether something was posted on the Handbook in time, too late, or not at all according to the records."""

    IN_TIME = "in_time"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class ScoringFacts:
    """The facts about one meeting from its records.

    ``required_minutes`` is the length that the rules require. ``is_begun``: the meeting was opened. ``items`` are the
    done ones of all, ``items_to_come`` how many of the scoring and the minutes are still to be done; ``tasks`` the done
    ones of the last regular meeting's, ``tasks_late`` how many of them late; ``notice`` whether notice was given in
    time, ``None`` if none is recorded; ``committee_met`` whether the committee met beforehand, ``None`` if it need not.
    ``ideology_minutes`` is the time of the items on ideology and self-criticism, ``None`` if there was none. ``wishes``
    are the answered ones of the petitions that were due. ``posted_…`` are posts on the Handbook: material, anything
    before the meeting, the finished papers after it.
    """

    required_minutes: int
    held_minutes: int
    is_over: bool
    attendance: Rate
    unexcused: int
    excused_too_often: int
    excused_max: int
    agreed: bool
    committee_met: bool | None
    notice: bool | None
    materials: int
    posted_material: Posting
    posted_before: Posting
    posted_after: Posting
    items: Rate
    praise: int
    criticism: int
    speaking: Rate
    minute_taker: bool
    ideology_minutes: int | None
    informed: bool
    wishes: Rate
    conclusions: int
    resolutions: int
    minutes_adopted: bool
    tasks_assigned: int
    tasks: Rate
    tasks_late: int
    thematic: bool
    items_to_come: int = 0
    is_begun: bool = True


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """The finding of a record for a criterion: a gettext message with its values, and a rate if there is one."""

    template: str
    values: Mapping[str, int] = field(default_factory=dict)
    rate: Rate | None = None

    def __str__(self) -> str:
        return _(self.template).format(**self.values)

    @property
    def figures(self) -> str:
        """The numbers alone, as stored beside the points: the same in every language."""
        if self.rate:
            return f"{self.rate.numerator}/{self.rate.denominator}"
        return "; ".join(f"{name}={value}" for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Proposal:
    """The points that the records propose, ``None`` if a person decides; and the finding they are based on."""

    points: Points | None
    finding: CriterionFinding


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a sheet at one stage: ``given`` of at most ``most`` points; ``missing`` of its ``lines`` have none."""

    given: Points
    most: Points
    missing: int
    lines: int = 0

    @property
    def is_begun(self) -> bool:
        """Whether some of the lines have points, and others not yet."""
        return 0 < self.missing < self.lines

    def grade(self, bands: Bands, whole: int) -> Grade | None:
        """Return the grade, ``None`` while points are missing.

        If lines of the sheet do not apply this month, its maximum is below ``whole``: the points are then scaled
        (:func:`models.domain.points.weighed`).
        """
        return None if self.missing or not self.most else bands.grade_of(weighed(self.given, whole, self.most))


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of a grade beside its points: full points in some ``lines``; otherwise the grade is ``otherwise``."""

    grade: str
    lines: tuple[str, ...]
    otherwise: str


def conditional_grade(
    grade: Grade | None,
    bands: Bands,
    conditions: Iterable[Condition],
    lines: Mapping[str, Scorable],
    given: Mapping[str, Points],
) -> Grade | None:
    """Return the grade after the conditions of a sheet; ``lines`` are those that apply, by key."""
    found = grade
    for condition in conditions:
        if found is None or found.name != condition.grade or not lacking(condition, lines, given):
            continue
        found = next((one for one in bands.grades if one.name == condition.otherwise), found)
    return found


def lacking(condition: Condition, lines: Mapping[str, Scorable], given: Mapping[str, Points]) -> tuple[str, ...]:
    """Return the keys of a condition's lines without full points."""
    return tuple(key for key in condition.lines if key in lines and given.get(key, NONE) < lines[key].points)


GRADES: Mapping[str, str] = {
    "good": N_("good"),
    "fairly_good": N_("fairly good"),
    "average": N_("average"),
    "poor": N_("poor"),
}


def grade_name(grade: Grade) -> str:
    """Return the name of a grade of a meeting (docs/domain.md, rule 13), in the program's language."""
    return _(GRADES.get(grade.name, grade.name))


def applies(criterion: Scorable, *, thematic: bool) -> bool:
    """Return whether a line counts for this meeting: some do only in months with a theme."""
    return thematic or not criterion.only_with_theme


def total(lines: Mapping[str, Scorable], given: Mapping[str, Points | int], *, thematic: bool) -> Total:
    """Return the sum of the points ``given`` for the ``lines`` that apply, both by their keys."""
    counted = {key: line for key, line in lines.items() if applies(line, thematic=thematic)}
    points = [given[key] for key in counted if key in given]
    return Total(
        sum_of(points), sum_of(line.points for line in counted.values()), len(counted) - len(points), len(counted)
    )
