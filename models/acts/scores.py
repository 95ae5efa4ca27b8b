"""Points for the quality of a meeting: proposed from the records, decided by a person, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping

from models.acts.context import meeting_day, meeting_of, rules_of
from models.acts.kinds import MeetingId
from models.acts.point_rows import check_points, criterion_of, remove_points, restored, write_missing, write_points
from models.acts.registry import act
from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.points import Points
from models.domain.proposals import propose
from models.domain.scoring import applies
from models.domain.state_sets import SEALED, WRITABLE
from models.domain.text import clean_text
from models.domain.typed.characters import says_nothing
from models.domain.vocabulary import ScoreStage
from models.domain.ways_out import WayOut
from models.profiles.criteria import Criterion
from models.profiles.in_force import load_criteria
from models.queries.agenda import agenda
from models.queries.evaluations import find_evaluation
from models.queries.scoring import facts, given_scores, has_theme
from models.queries.sheets import meeting_sheet
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Meeting, Score

SHEET = "criteria-meeting-quality"
"""The default sheet."""

LATER = frozenset({ScoreStage.SUPERIOR, ScoreStage.OFFICIAL})
"""Stages that the superior decides, also after the approval of the minutes: they are not part of them."""


@act("score.give", label=N_("gave {points} points for “{criterion}” ({stage})"))
def give_score(
    unit: Unit,
    criterion: str,
    points: Points,
    stage: ScoreStage = ScoreStage.SELF,
    remark: str | None = None,
    evidence: str | None = None,
    sheet: str = "",
    meeting: MeetingId | None = None,
) -> str:
    """Give the points of one criterion of the meeting's score sheet; a remark that is left out stays as it is.

    Without a ``sheet`` it is the one that counts for the meeting.
    """
    found = _scorable(unit, meeting, stage)
    sheet = sheet or meeting_sheet(unit.connection, unit.home, found.id).id
    thematic = has_theme(agenda(unit.connection, found.id))
    table = load_criteria(unit.home, sheet).in_month(thematic=thematic)
    row, given = criterion_of(table, criterion), Points.of(points)
    check_points(table, row, given)
    _check_theme(row, thematic=thematic)
    score = _score(unit, found, sheet, row.key, stage)
    unit.say(criterion=row.name, points=given, stage=stage)
    return write_points(unit, score, given, remark, evidence)


@act("score.clear", label=N_("took the points for “{criterion}” away ({stage})"))
def clear_score(
    unit: Unit,
    criterion: str,
    stage: ScoreStage = ScoreStage.SELF,
    sheet: str = "",
    meeting: MeetingId | None = None,
) -> None:
    """Clear the points of one criterion."""
    found = _scorable(unit, meeting, stage)
    sheet = sheet or meeting_sheet(unit.connection, unit.home, found.id).id
    row = criterion_of(load_criteria(unit.home, sheet), criterion)
    remove_points(unit.find(Score, natural_id("score", found.id, sheet, row.key, stage)), row)
    unit.say(criterion=row.name, stage=stage)


@act("score.shortcomings", label=N_("named shortcomings of the meeting of {day} and their remedy"))
def name_shortcomings(unit: Unit, shortcomings: str = "", remedy: str = "", meeting: MeetingId | None = None) -> None:
    """Name the meeting's shortcomings and their remedy; they are in the minutes and read out at the next meeting."""
    found = meeting_of(unit, meeting, WRITABLE)
    found.shortcomings, found.remedy = _paragraphs(shortcomings), _paragraphs(remedy)
    unit.say(day=meeting_day(found))


def _paragraphs(text: str) -> str:
    """Return a text of any length, cleaned; it may be empty."""
    return "" if says_nothing(text) else clean_text(text).strip()


@act("score.take_proposals", label=N_("took over the proposed points: {count} ({stage})"))
def take_proposals(
    unit: Unit, stage: ScoreStage = ScoreStage.SELF, sheet: str = "", meeting: MeetingId | None = None
) -> int:
    """Give every criterion without points yet what the records propose; what they cannot tell is left to you."""
    found = _scorable(unit, meeting, stage)
    sheet = sheet or meeting_sheet(unit.connection, unit.home, found.id).id
    known = facts(unit.connection, found.id, rules_of(unit, found), unit.now)
    table = load_criteria(unit.home, sheet).in_month(thematic=known.thematic)
    proposed = {row.key: propose(row, known) for row in table.lines.values()}
    wanted = {key: (one.points, one.finding.figures) for key, one in proposed.items() if one.points is not None}
    return _give_missing(unit, found, sheet, stage, wanted)


@act("score.take_from", label=N_("took over points of another stage: {count} ({stage})"))
def take_from(
    unit: Unit, source: ScoreStage, stage: ScoreStage, sheet: str = "", meeting: MeetingId | None = None
) -> int:
    """Give every criterion without points yet those of another stage."""
    found = _scorable(unit, meeting, stage)
    sheet = sheet or meeting_sheet(unit.connection, unit.home, found.id).id
    given = given_scores(unit.connection, found.id, sheet)[source]
    wanted = {key: (one.points, one.evidence) for key, one in given.items()}
    return _give_missing(unit, found, sheet, stage, wanted)


def _give_missing(
    unit: Unit, meeting: Meeting, sheet: str, stage: ScoreStage, wanted: Mapping[str, tuple[Points, str]]
) -> int:
    have = given_scores(unit.connection, meeting.id, sheet)[stage]
    count = write_missing(unit, wanted, have, lambda key: _score(unit, meeting, sheet, key, stage))
    unit.say(count=count, stage=stage)
    return count


def _scorable(unit: Unit, meeting: MeetingId | None, stage: ScoreStage) -> Meeting:
    found = meeting_of(unit, meeting, WRITABLE | SEALED if stage in LATER else WRITABLE)
    if found.state in SEALED:
        unit.meeting_id = None  # acts of a sealed meeting cannot be undone; changes of these points can
    if stage is ScoreStage.SUPERIOR:
        _check_unsigned(unit, found)
    return found


def _check_unsigned(unit: Unit, meeting: Meeting) -> None:
    signed = find_evaluation(unit.connection, meeting.id)
    if signed and signed.is_signed:
        raise Refused(
            N_("The evaluation is signed by {name}; withdraw the signature first: {way}."),
            name=signed.evaluator,
            way=WayOut("evaluation.withdraw"),
        )


def _check_theme(row: Criterion, *, thematic: bool) -> None:
    if not applies(row, thematic=thematic):
        raise Refused(
            N_("“{criterion}” counts only in months with a theme; this meeting has none."), criterion=row.title
        )


def _score(unit: Unit, meeting: Meeting, sheet: str, criterion: str, stage: ScoreStage) -> Score:
    """Return the row of these points; after a clear it begins without its remark and evidence."""
    key = natural_id("score", meeting.id, sheet, criterion, stage)
    return restored(unit.find(Score, key)) or Score(
        id=key, meeting_id=meeting.id, sheet=sheet, criterion=criterion, stage=stage, points=0
    )
