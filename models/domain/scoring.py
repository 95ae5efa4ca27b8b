"""Points for the quality of a meeting, proposed from the records (docs/domain.md, rule 13, "Criteria tables").

Pure: facts and a criterion in, a proposal with its evidence out. What no record can tell is left to the person, and
marked so; a person decides in any case. All arithmetic is exact (:mod:`models.domain.points`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from models.domain.bands import Bands, Grade, Rate
from models.domain.language import N_, _
from models.domain.points import NONE, Points, sum_of, weighed


class Evidence(StrEnum):
    """Which record proposes the points of a criterion; with ``NONE`` only a person can tell."""

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


class Scorable(Protocol):
    """What a line of a sheet must tell, as :class:`models.profiles.criteria.Criterion` does."""

    @property
    def points(self) -> Points:
        """The most that can be given."""

    @property
    def evidence(self) -> StrEnum:
        """The record that proposes points."""

    @property
    def only_with_theme(self) -> bool:
        """Whether the line counts only in a month with a theme."""

    def points_for(self, numerator: int, denominator: int = 1) -> Points | None:
        """Return the points of the band that holds a value, if one does."""


@dataclass(frozen=True, slots=True)
class ScoringFacts:
    """What the records know of one meeting.

    ``items`` are those done of all but the scoring and the minutes; ``tasks`` those done of the last regular
    meeting's, ``tasks_late`` of them after their day; ``notice`` is whether notice was given in time, and
    ``committee_met`` whether the committee met beforehand, ``None`` where nothing is recorded.
    """

    planned_minutes: int
    held_minutes: int
    is_over: bool
    attendance: Rate
    excused_too_often: int
    excused_max: int
    agreed: bool
    committee_met: bool | None
    notice: bool | None
    materials: int
    items: Rate
    praise: int
    criticism: int
    speaking: Rate
    minute_taker: bool
    ideology: bool
    tasks: Rate
    tasks_late: int
    thematic: bool


@dataclass(frozen=True, slots=True)
class CriterionFinding:
    """What a record says of a criterion: a gettext message with its values, and the share where there is one."""

    template: str
    values: Mapping[str, int] = field(default_factory=dict)
    rate: Rate | None = None

    def __str__(self) -> str:
        return _(self.template).format(**self.values)

    @property
    def figures(self) -> str:
        """The numbers alone, as they are kept beside the points: the same in every language."""
        if self.rate:
            return f"{self.rate.numerator}/{self.rate.denominator}"
        return "; ".join(f"{name}={value}" for name, value in self.values.items())


@dataclass(frozen=True, slots=True)
class Proposal:
    """The points that the records propose, ``None`` where a person decides; and what they go by."""

    points: Points | None
    finding: CriterionFinding


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of a sheet at one stage: ``given`` of at most ``most`` points, in ``missing`` of its ``lines`` none."""

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

        A sheet of which lines do not apply this month counts for less than its ``whole``: the points are then
        weighed against what applies (:func:`models.domain.points.weighed`).
        """
        return None if self.missing or not self.most else bands.grade_of(weighed(self.given, whole, self.most))


_GRADES: Mapping[str, str] = {
    "good": N_("good"),
    "fairly_good": N_("fairly good"),
    "average": N_("average"),
    "poor": N_("poor"),
}


def grade_name(grade: Grade) -> str:
    """Return what the quality of a meeting is called (docs/domain.md, rule 13), in the language of the program."""
    return _(_GRADES.get(grade.name, grade.name))


def applies(criterion: Scorable, *, thematic: bool) -> bool:
    """Return whether a line counts for this meeting: some do only in months with a theme."""
    return thematic or not criterion.only_with_theme


def propose(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    """Return the points that the facts propose for a line of a sheet, never more than it has."""
    if not applies(criterion, thematic=facts.thematic):
        return Proposal(None, CriterionFinding(N_("counts only in months with a theme")))
    return _PROPOSERS[criterion.evidence](criterion, facts)


def total(lines: Mapping[str, Scorable], given: Mapping[str, Points | int], *, thematic: bool) -> Total:
    """Return the sum of the points ``given`` for the ``lines`` that apply, both by their keys."""
    counted = {key: line for key, line in lines.items() if applies(line, thematic=thematic)}
    points = [given[key] for key in counted if key in given]
    return Total(
        sum_of(points), sum_of(line.points for line in counted.values()), len(counted) - len(points), len(counted)
    )


def _left_to_a_person(_criterion: Scorable, _facts: ScoringFacts) -> Proposal:
    return Proposal(None, CriterionFinding(N_("no record can tell this")))


def _duration(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"held": facts.held_minutes, "planned": facts.planned_minutes}
    short = max(0, facts.planned_minutes - facts.held_minutes)
    if short and not facts.is_over:
        return Proposal(
            None, CriterionFinding(N_("{held} of {planned} minutes so far; the meeting is not closed yet"), values)
        )
    return _banded(criterion, short, 1, CriterionFinding(N_("held {held} of {planned} minutes"), values))


def _attendance(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    return _share(criterion, facts.attendance, N_("{part} of {whole} members attended"))


def _speaking(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    return _share(criterion, facts.speaking, N_("{part} of {whole} members present spoke"))


def _tasks(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if not facts.tasks.denominator:
        return Proposal(None, CriterionFinding(N_("no tasks of the last meeting are recorded")))
    if facts.tasks_late:
        return _share(
            criterion, facts.tasks, N_("{part} of {whole} tasks done, {late} of them late"), late=facts.tasks_late
        )
    return _share(criterion, facts.tasks, N_("{part} of {whole} tasks done"))


def _excused(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    often = facts.excused_too_often
    values = {"count": often, "most": facts.excused_max}
    if often:
        return Proposal(NONE, CriterionFinding(N_("{count} excused more than {most} times running"), values))
    return Proposal(criterion.points, CriterionFinding(N_("nobody excused more than {most} times running"), values))


def _notice(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    if facts.notice is None:
        return Proposal(None, CriterionFinding(N_("no notice is recorded")))
    if facts.notice:
        return Proposal(criterion.points, CriterionFinding(N_("notice was given in time")))
    return Proposal(NONE, CriterionFinding(N_("notice came too late")))


def _material(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"count": facts.materials}
    if facts.materials and facts.notice:
        return Proposal(
            criterion.points, CriterionFinding(N_("documents attached: {count}; notice was given in time"), values)
        )
    return Proposal(
        None, CriterionFinding(N_("documents attached: {count}; when they were sent is not recorded"), values)
    )


def _praise(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    values = {"praise": facts.praise, "criticism": facts.criticism}
    finding = CriterionFinding(N_("noted: praise {praise}, criticism and self-criticism {criticism}"), values)
    return Proposal(criterion.points if facts.praise and facts.criticism else None, finding)


def _steps(criterion: Scorable, facts: ScoringFacts) -> Proposal:
    done, whole = facts.items.numerator, facts.items.denominator
    finding = CriterionFinding(N_("{part} of {whole} items done"), {"part": done, "whole": whole}, facts.items)
    return Proposal(criterion.points if whole and done == whole else None, finding)


def _recorded(
    fact: Callable[[ScoringFacts], bool | None], yes: str, no: str
) -> Callable[[Scorable, ScoringFacts], Proposal]:
    """Return a proposer of all points where something is recorded; where it is not, a person decides."""

    def proposer(criterion: Scorable, facts: ScoringFacts) -> Proposal:
        return (
            Proposal(criterion.points, CriterionFinding(yes)) if fact(facts) else Proposal(None, CriterionFinding(no))
        )

    return proposer


def _share(criterion: Scorable, rate: Rate, template: str, **more: int) -> Proposal:
    values = {"part": rate.numerator, "whole": rate.denominator, **more}
    return _banded(criterion, rate.numerator, rate.denominator, CriterionFinding(template, values, rate))


def _banded(criterion: Scorable, numerator: int, denominator: int, finding: CriterionFinding) -> Proposal:
    found = criterion.points_for(numerator, denominator)
    return Proposal(None if found is None else max(NONE, min(found, criterion.points)), finding)


_PROPOSERS: Mapping[StrEnum, Callable[[Scorable, ScoringFacts], Proposal]] = {
    Evidence.NONE: _left_to_a_person,
    Evidence.DURATION: _duration,
    Evidence.ATTENDANCE: _attendance,
    Evidence.EXCUSED_RUNS: _excused,
    Evidence.AGENDA_AGREED: _recorded(
        lambda facts: facts.agreed, N_("the agenda was agreed beforehand"), N_("the agenda was not agreed beforehand")
    ),
    Evidence.COMMITTEE_MET: _recorded(
        lambda facts: facts.committee_met,
        N_("the committee met beforehand"),
        N_("no meeting of the committee is recorded"),
    ),
    Evidence.NOTICE: _notice,
    Evidence.MATERIAL: _material,
    Evidence.STEPS: _steps,
    Evidence.PRAISE: _praise,
    Evidence.SPEAKING_SHARE: _speaking,
    Evidence.MINUTE_TAKER: _recorded(
        lambda facts: facts.minute_taker, N_("there is a minute-taker"), N_("no minute-taker is recorded")
    ),
    Evidence.IDEOLOGY: _recorded(
        lambda facts: facts.ideology, N_("the item on ideology was held"), N_("no item on ideology was held")
    ),
    Evidence.TASKS_DONE: _tasks,
}
