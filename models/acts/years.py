"""Points for the sheets of the year: four-good, classification of the cell; stage by stage, as a person decides."""

from __future__ import annotations

from models.acts.registry import act
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.text import clean_text
from models.domain.vocabulary import ScoreStage
from models.profiles.criteria import Criterion
from models.profiles.loading import load_criteria
from models.queries.people import cell
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import YearScore

FIRST_YEAR, LAST_YEAR = 1930, 2999


@act("year.score", label=N_("gave {points} points for “{criterion}” of {year} ({stage})"))
def give_year_score(
    unit: Unit,
    year: int,
    sheet: str,
    criterion: str,
    points: int,
    stage: ScoreStage = ScoreStage.SELF,
    remark: str | None = None,
    evidence: str | None = None,
) -> str:
    """Give the points of one criterion of a sheet of the year; a remark that is left out stays as it is."""
    line = _criterion(unit, sheet, criterion)
    if not 0 <= points <= line.points:
        raise Refused(
            N_("“{criterion}” has 0 to {most} points; {points} cannot be given."),
            criterion=line.title,
            most=line.points,
            points=points,
        )
    score = _row(unit, year_of(year), sheet, line.key, stage)
    score.points, score.deleted = points, False
    score.remark = score.remark if remark is None else clean_text(remark).strip()
    score.evidence = score.evidence if evidence is None else clean_text(evidence).strip()
    unit.add(score)
    unit.say(criterion=line.title.vi.partition(":")[0], points=points, year=year, stage=stage)
    return score.id


@act("year.clear", label=N_("took the points for “{criterion}” of {year} away ({stage})"))
def clear_year_score(unit: Unit, year: int, sheet: str, criterion: str, stage: ScoreStage = ScoreStage.SELF) -> None:
    """Take the points of one criterion of a sheet of the year away, as if none had been given."""
    line = _criterion(unit, sheet, criterion)
    score = _row(unit, year_of(year), sheet, line.key, stage, revive=False)
    if score.deleted:
        raise Refused(N_("No points are given for “{criterion}” yet."), criterion=line.title)
    score.deleted = True
    unit.say(criterion=line.title.vi.partition(":")[0], year=year, stage=stage)


def year_of(year: int) -> int:
    """Return the year. Raises :class:`Refused` for what can be no year of a cell."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(N_("{year} is no year of a cell; write four digits."), year=year)
    return year


def _criterion(unit: Unit, sheet: str, key: str) -> Criterion:
    rows = [row for heading in load_criteria(unit.home, sheet).headings for row in heading.criteria]
    if found := next((row for row in rows if row.key == key), None):
        return found
    known = ", ".join(row.key for row in rows)
    raise UnknownRecord(N_("There is no criterion “{key}”; there are: {known}."), key=key, known=known)


def _row(unit: Unit, year: int, sheet: str, criterion: str, stage: ScoreStage, *, revive: bool = True) -> YearScore:
    """Return the row of these points; one that was cleared comes back without what was written beside it."""
    own = cell(unit.connection).id
    key = natural_id("year_score", own, str(year), sheet, criterion, stage)
    found = unit.find(YearScore, key)
    if found and found.deleted and revive:
        found.remark = found.evidence = ""
    return found or YearScore(
        id=key,
        deleted=not revive,
        organisation_id=own,
        year=year,
        sheet=sheet,
        criterion=criterion,
        stage=stage,
        points=0,
    )
