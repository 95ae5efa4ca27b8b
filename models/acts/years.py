"""Points for the sheets of the year: four-good, classification of the cell; stage by stage, as a person decides."""

from __future__ import annotations

from collections.abc import Mapping

from models.acts.point_rows import check_points, criterion_of, remove_points, restored, write_missing, write_points
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from models.domain.typed.days import year_of
from models.domain.vocabulary import ScoreStage, SheetKind
from models.domain.ways_out import WayOut
from models.profiles.criteria import CriteriaTable
from models.queries.people import cell
from models.queries.sheets import year_sheet
from models.queries.year_points import given_in_year, year_proposals
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import YearScore


@act("year.score", label=N_("gave {points} points for “{criterion}” of {year} ({stage})"))
def give_year_score(
    unit: Unit,
    year: int,
    sheet: SheetKind,
    criterion: str,
    points: Points,
    stage: ScoreStage = ScoreStage.SELF,
    remark: str | None = None,
    evidence: str | None = None,
) -> str:
    """Give the points of one criterion of a sheet of the year; a remark that is left out stays as it is."""
    table = _table(unit, sheet, year)
    line, given = criterion_of(table, criterion), Points.of(points)
    check_points(table, line, given)
    score = _row(unit, year, table, line.key, stage)
    unit.say(criterion=line.name, points=given, year=year, stage=stage)
    return write_points(unit, score, given, remark, evidence)


@act("year.clear", label=N_("took the points for “{criterion}” of {year} away ({stage})"))
def clear_year_score(
    unit: Unit, year: int, sheet: SheetKind, criterion: str, stage: ScoreStage = ScoreStage.SELF
) -> None:
    """Clear the points of one criterion of a sheet of the year."""
    table = _table(unit, sheet, year)
    line = criterion_of(table, criterion)
    remove_points(unit.find(YearScore, _key(unit, year, table, line.key, stage)), line)
    unit.say(criterion=line.name, year=year, stage=stage)


@act("year.take_proposals", label=N_("took over the proposed points of {year}: {count} ({stage})"))
def take_year_proposals(unit: Unit, year: int, sheet: SheetKind, stage: ScoreStage = ScoreStage.SELF) -> int:
    """Give every line of the year's sheet without points what the records propose; the rest is left to you."""
    table = _table(unit, sheet, year)
    proposed = year_proposals(unit.connection, unit.home, year, table, unit.today)
    wanted = {key: (one.points, one.finding.figures) for key, one in proposed.items() if one.points is not None}
    return _give_missing(unit, year, table, stage, wanted)


@act("year.take_from", label=N_("took over points of another stage of {year}: {count} ({stage})"))
def take_year_from(unit: Unit, year: int, sheet: SheetKind, source: ScoreStage, stage: ScoreStage) -> int:
    """Give every line of the year's sheet without points those of another stage."""
    table = _table(unit, sheet, year)
    given = given_in_year(unit.connection, year, table.id)[source]
    return _give_missing(unit, year, table, stage, {key: (one.points, one.evidence) for key, one in given.items()})


def _give_missing(
    unit: Unit, year: int, table: CriteriaTable, stage: ScoreStage, wanted: Mapping[str, tuple[Points, str]]
) -> int:
    have = given_in_year(unit.connection, year, table.id)[stage]
    known = {key: value for key, value in wanted.items() if key in table.lines}
    count = write_missing(unit, known, have, lambda key: _row(unit, year, table, key, stage))
    unit.say(count=count, year=year, stage=stage)
    return count


def _table(unit: Unit, sheet: SheetKind, year: int) -> CriteriaTable:
    if sheet is SheetKind.MEETING_QUALITY:
        raise Refused(N_("A meeting has a sheet of its own; give its points there: {way}."), way=WayOut("score.give"))
    return year_sheet(unit.connection, unit.home, sheet, year_of(year))


def _key(unit: Unit, year: int, table: CriteriaTable, criterion: str, stage: ScoreStage) -> str:
    return natural_id("year_score", cell(unit.connection).id, str(year), table.id, criterion, stage)


def _row(unit: Unit, year: int, table: CriteriaTable, criterion: str, stage: ScoreStage) -> YearScore:
    """Return the row of these points; after a clear it begins without its remark and evidence."""
    key = _key(unit, year, table, criterion, stage)
    return restored(unit.find(YearScore, key)) or YearScore(
        id=key,
        organisation_id=cell(unit.connection).id,
        year=year,
        sheet=table.id,
        criterion=criterion,
        stage=stage,
        points=0,
    )
