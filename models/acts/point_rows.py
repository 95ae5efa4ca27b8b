"""Points of one criterion at one stage, shared by the acts of a meeting's sheet and of the year's."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import TypeVar

from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.points import Points
from models.domain.text import clean_text
from models.profiles.criteria import CriteriaTable, Criterion
from models.store.unit import Unit
from models.tables import Score, YearScore

S = TypeVar("S", Score, YearScore)


def write_points(unit: Unit, score: Score | YearScore, points: Points, remark: str | None, evidence: str | None) -> str:
    """Write points into a row and return its key; a remark or evidence of ``None`` stays unchanged."""
    score.points, score.half, score.deleted = points.whole, points.half, False
    if remark is not None:
        score.remark = clean_text(remark).strip()
    if evidence is not None:
        score.evidence = clean_text(evidence).strip()
    return unit.add(score).id


def remove_points(score: Score | YearScore | None, line: Criterion) -> None:
    """Remove the points of a criterion. Raises :class:`Refused` when there are none."""
    if score is None or score.deleted:
        raise Refused(
            N_("No points are given for “{criterion}” yet, so there are none to take away."), criterion=line.title
        )
    score.deleted = True


def write_missing(
    unit: Unit,
    wanted: Mapping[str, tuple[Points, str]],
    given: Container[str],
    row: Callable[[str], Score | YearScore],
) -> int:
    """Write points with their evidence for every criterion that has none; return how many were written.

    ``row`` returns the row of a criterion. Raises :class:`Refused` when no points are missing.
    """
    missing = {key: value for key, value in wanted.items() if key not in given}
    if not missing:
        raise Refused(N_("There is nothing to take over: the rest is for you to decide."))
    for key, (points, evidence) in missing.items():
        score = row(key)
        score.evidence, score.remark = evidence, ""
        write_points(unit, score, points, None, None)
    return len(missing)


def restored(found: S | None) -> S | None:
    """Return the row without its remark and evidence if it was removed: the new points do not inherit them."""
    if found and found.deleted:
        found.remark = found.evidence = ""
    return found


def check_points(table: CriteriaTable, line: Criterion, points: Points) -> None:
    """Refuse impossible points: more than the line's maximum, or a half on a sheet with whole points only."""
    told = {"criterion": line.title, "most": line.points, "points": points}
    if not 0 <= points <= line.points:
        raise Refused(N_("“{criterion}” has 0 to {most} points; {points} cannot be given."), **told).at("points")
    if points.half and not table.halves:
        raise Refused(N_("This sheet has whole points only: “{criterion}” 0 to {most}, not {points}."), **told).at(
            "points"
        )


def criterion_of(table: CriteriaTable, key: str) -> Criterion:
    """Return a line by its key. Raises :class:`UnknownRecord` for one that the sheet does not have."""
    if found := table.lines.get(key):
        return found
    known = ", ".join(table.lines)
    raise UnknownRecord(N_("There is no criterion “{key}”; there are: {known}."), key=key, known=known).at("criterion")
