"""The sheets of a year: facts from the records, proposals, given points, the standard."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.domain.bands import Rate
from models.domain.classification import well_or_better
from models.domain.quarters import QUARTERS, has_ended
from models.domain.scoring import Proposal
from models.domain.state_sets import NOT_CONVENED
from models.domain.vocabulary import ScoreStage, SheetKind, Status
from models.domain.year_scoring import SheetStanding, YearFacts, propose_for_year, standing
from models.profiles.criteria import CriteriaTable
from models.profiles.in_force import load_profile
from models.profiles.schema import RuleProfile
from models.queries.people import members
from models.queries.reviews import ratings
from models.queries.score_sheet import PointSheet
from models.queries.scoring import GivenScore, given_by_stage
from models.queries.sheets import year_sheet
from models.queries.year import IN_YEAR, YearOfMeetings, year_of_meetings

_ANSWERED = frozenset({"answered", "closed"})
_DONE = frozenset({"done", "late"})
_GOOD = "good"


@dataclass(frozen=True, slots=True)
class YearSheet(PointSheet):
    """A sheet of one year;

    ``standard`` are the points of 100 that it has to reach, ``None`` if there is no standard.
    """

    year: int
    kind: SheetKind
    standard: int | None

    def standing(self, stage: ScoreStage) -> SheetStanding | None:
        """Return how a stage compares with the standard; on a sheet of met and unmet lines, all have to be met."""
        if self.standard is None:
            return None
        return standing(self.lines, self.points(stage), self.standard)


def year_points(
    connection: sqlite3.Connection, home: Path | None, kind: SheetKind, year: int, today: date
) -> YearSheet:
    """Return a sheet of a year. Raises :class:`Refused` if no table fits the type of cell."""
    table, rules = year_sheet(connection, home, kind, year), load_profile(home, _day(year, today))
    return YearSheet(
        table=table,
        bands=rules.review.classification.value,
        thematic=True,
        proposals=year_proposals(connection, home, year, table, today),
        given=given_in_year(connection, year, table.id),
        year=year,
        kind=kind,
        standard=_standard(table, rules) if kind is SheetKind.FOUR_GOOD else None,
    )


def given_in_year(
    connection: sqlite3.Connection, year: int, sheet: str
) -> Mapping[ScoreStage, Mapping[str, GivenScore]]:
    """Return the points of a sheet of a year by stage and criterion; a stage without any is an empty mapping."""
    rows = connection.execute(
        "SELECT stage, criterion, points, half, remark, evidence FROM year_score"
        " WHERE deleted = 0 AND year = ? AND sheet = ? ORDER BY criterion",
        (year, sheet),
    )
    return given_by_stage(rows)


def year_proposals(
    connection: sqlite3.Connection, home: Path | None, year: int, table: CriteriaTable, today: date
) -> Mapping[str, Proposal]:
    """Return the proposals of the records for each line of a table."""
    known = year_facts(connection, home, year, today)
    return {key: propose_for_year(line, known) for key, line in table.lines.items()}


def year_facts(connection: sqlite3.Connection, home: Path | None, year: int, today: date) -> YearFacts:
    """Return the facts of a year up to a day."""
    rules = load_profile(home, _day(year, today))
    found = year_of_meetings(connection, year, rules, home)
    classes = tuple(ratings(connection, year, rules).values())
    return YearFacts(
        months=Rate(found.months_held, found.months_due(today)),
        quarters=_quarters(found, today),
        attendance=found.attendance,
        graded=Rate(sum(one.grade.name == _GOOD for one in found.grades.values()), len(found.grades)),
        sealed=Rate(sum(one.sealed for one in found.held), len(found.held)),
        tasks=_tasks(connection, year, today),
        petitions=_petitions(connection, year, today),
        members=well_or_better(classes),
        with_task=_with_task(connection, year, _day(year, today)),
        disciplined=_disciplined(connection, year),
    )


def _day(year: int, today: date) -> date:
    """Return the last day of the year, or today in the current year."""
    return min(max(today, date(year, 1, 1)), date(year, 12, 31))


def _standard(table: CriteriaTable, rules: RuleProfile) -> int:
    return 100 if table.is_pass_fail else rules.review.four_good_points.value


def _quarters(found: YearOfMeetings, today: date) -> Rate:
    with_theme = found.quarters_with_theme
    due = [quarter for quarter in QUARTERS if with_theme[quarter] or has_ended(found.year, quarter, today)]
    return Rate(sum(bool(with_theme[quarter]) for quarter in due), len(due))


def _tasks(connection: sqlite3.Connection, year: int, today: date) -> Rate:
    """Return how many tasks of the year's meetings are done, of those done or due."""
    rows = connection.execute(
        "SELECT t.state, t.due_on FROM task t JOIN meeting m ON m.id = t.meeting_id AND m.deleted = 0"
        f" WHERE t.deleted = 0 AND t.state <> 'dropped' AND {IN_YEAR}",
        (f"{year}",),
    ).fetchall()
    return _of_those_due(rows, _DONE, today)


def _petitions(connection: sqlite3.Connection, year: int, today: date) -> Rate:
    rows = connection.execute(
        "SELECT p.state, p.due_on FROM petition p JOIN meeting m ON m.id = p.meeting_id AND m.deleted = 0"
        f" WHERE p.deleted = 0 AND {IN_YEAR}",
        (f"{year}",),
    ).fetchall()
    return _of_those_due(rows, _ANSWERED, today)


def _of_those_due(rows: list[tuple[str, str | None]], done: frozenset[str], today: date) -> Rate:
    """Return the part that is done; open tasks not yet due are left out, tasks without a due day count."""
    counted = [state in done for state, due in rows if state in done or not due or due < today.isoformat()]
    return Rate(sum(counted), len(counted))


def _with_task(connection: sqlite3.Connection, year: int, day: date) -> Rate:
    """Return how many members were assigned a task.

    Members who are exempt, suspended or have left are not counted.
    """
    rows = connection.execute(
        "SELECT DISTINCT t.owner_id FROM task t JOIN meeting m ON m.id = t.meeting_id AND m.deleted = 0"
        f" WHERE t.deleted = 0 AND t.owner_id IS NOT NULL AND {IN_YEAR}",
        (f"{year}",),
    )
    owners = {owner for (owner,) in rows}
    not_asked = NOT_CONVENED | {Status.EXEMPT, Status.LEFT}
    asked = [one.id for one in members(connection, day) if not one.statuses & not_asked]
    return Rate(sum(key in owners for key in asked), len(asked))


def _disciplined(connection: sqlite3.Connection, year: int) -> int:
    (count,) = connection.execute(
        "SELECT count(*) FROM motion q JOIN meeting m ON m.id = q.meeting_id AND m.deleted = 0"
        f" WHERE q.deleted = 0 AND q.kind IN ('discipline', 'expulsion') AND q.state = 'passed' AND {IN_YEAR}",
        (f"{year}",),
    ).fetchone()
    return int(count)
