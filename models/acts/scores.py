"""Points for the quality of a meeting: proposed by what the records know, decided by a person, stage by stage."""

from __future__ import annotations

from models.acts.context import UNSEALED, meeting_of
from models.acts.kinds import MeetingId
from models.acts.registry import act
from models.domain.errors import Refused, UnknownRecord
from models.domain.language import N_
from models.domain.text import clean_text
from models.domain.vocabulary import MeetingState, ScoreStage
from models.profiles.criteria import Criterion
from models.profiles.loading import load_criteria
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Meeting, Score

SHEET = "criteria-meeting-quality"
SCORABLE = UNSEALED & {MeetingState.OPEN, MeetingState.PAUSED, MeetingState.CLOSED}


@act("score.give", label=N_("gave {points} points for “{criterion}” ({stage})"))
def give_score(
    unit: Unit,
    criterion: str,
    points: int,
    stage: ScoreStage = ScoreStage.SELF,
    remark: str = "",
    evidence: str = "",
    sheet: str = SHEET,
    meeting: MeetingId | None = None,
) -> str:
    """Give the points of one criterion of the meeting's score sheet, with a remark."""
    found = meeting_of(unit, meeting, SCORABLE)
    row = _criterion(unit, sheet, criterion)
    if not 0 <= points <= row.points:
        raise Refused(
            N_("“{criterion}” has 0 to {most} points; {points} cannot be given."),
            criterion=row.title,
            most=row.points,
            points=points,
        )
    score = _score(unit, found, sheet, row.key, stage)
    score.points, score.remark, score.evidence = points, clean_text(remark), clean_text(evidence)
    score.deleted = False
    unit.add(score)
    unit.say(criterion=row.title.vi, points=points, stage=stage)
    return score.id


def _criterion(unit: Unit, sheet: str, key: str) -> Criterion:
    rows = [row for heading in load_criteria(unit.home, sheet).headings for row in heading.criteria]
    if found := next((row for row in rows if row.key == key), None):
        return found
    known = ", ".join(row.key for row in rows)
    raise UnknownRecord(N_("There is no criterion “{key}”; there are: {known}."), key=key, known=known)


def _score(unit: Unit, meeting: Meeting, sheet: str, criterion: str, stage: ScoreStage) -> Score:
    key = natural_id("score", meeting.id, sheet, criterion, stage)
    found = unit.find(Score, key)
    return found or Score(id=key, meeting_id=meeting.id, sheet=sheet, criterion=criterion, stage=stage, points=0)
