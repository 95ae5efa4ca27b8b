"""A score sheet for display: lines with proposals, points by stage and totals; the sheet of a meeting."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from models.domain.bands import Bands, Grade
from models.domain.points import Points
from models.domain.proposals import propose
from models.domain.scoring import Proposal, Total, applies, conditional_grade, lacking, total
from models.domain.vocabulary import MeetingKind, ScoreStage
from models.profiles.criteria import CriteriaHeading, CriteriaTable, Criterion
from models.profiles.schema import RuleProfile
from models.queries.meetings import MeetingView, meeting
from models.queries.scoring import GivenScore, facts, given_scores
from models.queries.superior import Official, official_points

SCORED = frozenset({MeetingKind.REGULAR, MeetingKind.THEMATIC})
"""The kinds of meetings that are scored."""


@dataclass(frozen=True, slots=True)
class PointSheet:
    """A sheet with its points; ``proposals`` and ``given`` are by the keys of the criteria.

    ``thematic``: whether lines for months with a theme count; on a sheet of a year every line does.
    """

    table: CriteriaTable
    bands: Bands
    thematic: bool
    proposals: Mapping[str, Proposal]
    given: Mapping[ScoreStage, Mapping[str, GivenScore]]

    @property
    def lines(self) -> dict[str, Criterion]:
        """The criteria by their keys, in their order."""
        return self.table.lines

    def applies(self, line: Criterion) -> bool:
        """Return whether a line counts for this meeting."""
        return applies(line, thematic=self.thematic)

    def points(self, stage: ScoreStage) -> dict[str, Points]:
        """Return the points given at a stage."""
        return {key: one.points for key, one in self.given[stage].items()}

    def total(self, stage: ScoreStage) -> Total:
        """Return the sum of a stage."""
        return total(self.lines, self.points(stage), thematic=self.thematic)

    def heading_total(self, heading: CriteriaHeading, stage: ScoreStage) -> Total:
        """Return the sum of one heading at a stage."""
        lines = {line.key: line for line in heading.criteria}
        return total(lines, self.points(stage), thematic=self.thematic)

    def grade(self, stage: ScoreStage) -> Grade | None:
        """Return the grade of a stage under the conditions of the table; ``None`` while points are missing."""
        grade = self.stage_total(stage).grade(self.bands, self.table.total)
        if self.stage_total(stage) != self.total(stage):
            return grade  # given as a whole: there are no lines to check
        counted = {key: line for key, line in self.lines.items() if self.applies(line)}
        return conditional_grade(grade, self.bands, self.table.conditions, counted, self.points(stage))

    def lacking(self, stage: ScoreStage) -> tuple[Criterion, ...]:
        """Return the lines without which the stage misses the grade of its sum."""
        reached = self.stage_total(stage).grade(self.bands, self.table.total)
        if reached is None or reached == self.grade(stage):
            return ()
        counted = {key: line for key, line in self.lines.items() if self.applies(line)}
        asked = (one for one in self.table.conditions if one.grade == reached.name)
        keys = dict.fromkeys(key for one in asked for key in lacking(one, counted, self.points(stage)))
        return tuple(self.lines[key] for key in keys)

    def stage_total(self, stage: ScoreStage) -> Total:
        """Return the total of a stage: the points given as a whole, else the sum of the lines."""
        return self.total(stage)

    def differs(self, key: str, stage: ScoreStage) -> bool:
        """Return whether the points of a stage differ from the proposal of the records."""
        given, proposed = self.given[stage].get(key), self.proposals[key].points
        return given is not None and proposed is not None and given.points != proposed


@dataclass(frozen=True, slots=True)
class ScoreSheet(PointSheet):
    """The sheet of one meeting; ``official`` are the points that the superior gave as a whole on its own page."""

    meeting: MeetingView
    official: Official | None = None

    def stage_total(self, stage: ScoreStage) -> Total:
        """Return the total of a stage: the superior's own points take precedence over those entered here."""
        return self.official.total if self.official and stage is ScoreStage.OFFICIAL else self.total(stage)


def score_sheet(
    connection: sqlite3.Connection, meeting_id: str, table: CriteriaTable, rules: RuleProfile, now: datetime
) -> ScoreSheet:
    """Return the sheet ``table`` of a meeting. Raises ``UnknownRecord`` when there is no such meeting."""
    known = facts(connection, meeting_id, rules, now)
    table = table.in_month(thematic=known.thematic)
    return ScoreSheet(
        meeting=meeting(connection, meeting_id),
        table=table,
        bands=rules.review.meeting_quality.value,
        thematic=known.thematic,
        proposals={key: propose(line, known) for key, line in table.lines.items()},
        given=given_scores(connection, meeting_id, table.id),
        official=official_points(connection).get(meeting_id),
    )
