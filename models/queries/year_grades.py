"""The grades of a year's meetings: the superior's, else those of the last stage with complete points."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from models.domain.bands import Bands, Grade
from models.domain.errors import Refused, UnknownRecord
from models.domain.points import Points, weighed
from models.domain.scoring import Total, applies, conditional_grade, total
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import CriteriaTable, Criterion
from models.profiles.in_force import load_criteria
from models.queries.meetings import MeetingView
from models.queries.rules import meeting_rules
from models.queries.superior import Official, official_points

_Points = Mapping[tuple[str, ScoreStage], Mapping[str, Points]]
"""Points of one meeting, by sheet and stage."""


@dataclass(frozen=True, slots=True)
class MeetingGrade:
    """The grade of a meeting with its points and who gave them; ``weighed`` is out of the whole sheet."""

    stage: ScoreStage
    points: Total
    grade: Grade
    weighed: Points


def meeting_grades(
    connection: sqlite3.Connection, home: Path | None, held: Iterable[tuple[MeetingView, bool]]
) -> Mapping[str, MeetingGrade]:
    """Return the grades of meetings, each with whether it had a theme; meetings without complete points are
    left out.
    """
    points, official = _points(connection), official_points(connection)
    found = {
        view.id: _decided(home, view, official.get(view.id)) or _graded(home, view, thematic, points.get(view.id, {}))
        for view, thematic in held
    }
    return {key: graded for key, graded in found.items() if graded}


def _decided(home: Path | None, view: MeetingView, official: Official | None) -> MeetingGrade | None:
    """Return the grade of the points that the superior gave the meeting as a whole."""
    return _of_total(home, view, ScoreStage.OFFICIAL, official.total, 100) if official else None


def _graded(home: Path | None, view: MeetingView, thematic: bool, points: _Points) -> MeetingGrade | None:
    for stage in reversed(ScoreStage):
        for (sheet, of), given in points.items():
            if of is stage and (graded := _complete(home, view, thematic, (sheet, stage), given)):
                return graded
    return None


def _complete(
    home: Path | None, view: MeetingView, thematic: bool, of: tuple[str, ScoreStage], given: Mapping[str, Points]
) -> MeetingGrade | None:
    sheet, stage = of
    table = _table(home, sheet)
    if table is None:
        return None
    lines = {
        key: line for key, line in table.in_month(thematic=thematic).lines.items() if applies(line, thematic=thematic)
    }
    found = total(lines, given, thematic=thematic)
    return _of_total(home, view, stage, found, table.total, partial(_conditional, table, lines, given))


def _conditional(
    table: CriteriaTable, lines: Mapping[str, Criterion], given: Mapping[str, Points], grade: Grade | None, bands: Bands
) -> Grade | None:
    return conditional_grade(grade, bands, table.conditions, lines, given)


def _of_total(
    home: Path | None,
    view: MeetingView,
    stage: ScoreStage,
    found: Total,
    whole: int,
    conditional: Callable[[Grade | None, Bands], Grade | None] = lambda grade, _bands: grade,
) -> MeetingGrade | None:
    bands = meeting_rules(home, view).review.meeting_quality.value
    try:
        grade = conditional(found.grade(bands, whole), bands)
    except Refused:  # the table of grades has a gap at these points
        return None
    return MeetingGrade(stage, found, grade, weighed(found.given, whole, found.most)) if grade else None


def _table(home: Path | None, sheet: str) -> CriteriaTable | None:
    """Return a sheet by its id; ``None`` if its file is missing: the maximum of the points is then unknown."""
    try:
        return load_criteria(home, sheet)
    except UnknownRecord:
        return None


def _points(connection: sqlite3.Connection) -> Mapping[str, _Points]:
    found: defaultdict[str, defaultdict[tuple[str, ScoreStage], dict[str, Points]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    rows = connection.execute(
        "SELECT meeting_id, sheet, stage, criterion, points, half FROM score WHERE deleted = 0"
        " ORDER BY sheet, criterion"
    )
    for meeting, sheet, stage, criterion, points, half in rows:
        found[meeting][sheet, ScoreStage(stage)][criterion] = Points.of(points, half)
    return found
