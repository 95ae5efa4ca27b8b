"""The acts on the points of a sheet: of a meeting's or of a year's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypedDict, Unpack

from models.domain.points import Points
from models.domain.vocabulary import ScoreStage, SheetKind
from tui.forms.act_request import ActRequest, request_act


class Beside(TypedDict, total=False):
    """Optional arguments beside points."""

    remark: str
    evidence: str


class PointActs(Protocol):
    """Requests of acts on the points of one sheet."""

    def give(self, criterion: str, points: Points, stage: ScoreStage, **beside: Unpack[Beside]) -> ActRequest:
        """Give a line points."""

    def clear(self, criterion: str, stage: ScoreStage) -> ActRequest:
        """Clear the points of a line."""

    def take_proposals(self, stage: ScoreStage) -> ActRequest:
        """Give every line without points the proposed ones."""

    def take_from(self, source: ScoreStage, stage: ScoreStage) -> ActRequest:
        """Give every line without points those of another stage."""


@dataclass(frozen=True, slots=True)
class MeetingPointActs:
    """Requests for the sheet of a meeting."""

    meeting: str

    def give(self, criterion: str, points: Points, stage: ScoreStage, **beside: Unpack[Beside]) -> ActRequest:
        """Give a line points."""
        return request_act(
            "score.give", criterion=criterion, points=points, stage=stage, meeting=self.meeting, **beside
        )

    def clear(self, criterion: str, stage: ScoreStage) -> ActRequest:
        """Clear the points of a line."""
        return request_act("score.clear", criterion=criterion, stage=stage, meeting=self.meeting)

    def take_proposals(self, stage: ScoreStage) -> ActRequest:
        """Give every line without points the proposed ones."""
        return request_act("score.take_proposals", stage=stage, meeting=self.meeting)

    def take_from(self, source: ScoreStage, stage: ScoreStage) -> ActRequest:
        """Give every line without points those of another stage."""
        return request_act("score.take_from", source=source, stage=stage, meeting=self.meeting)


@dataclass(frozen=True, slots=True)
class YearPointActs:
    """Requests for a sheet of a year."""

    year: int
    sheet: SheetKind

    def give(self, criterion: str, points: Points, stage: ScoreStage, **beside: Unpack[Beside]) -> ActRequest:
        """Give a line points."""
        return request_act(
            "year.score",
            year=self.year,
            sheet=self.sheet,
            criterion=criterion,
            points=points,
            stage=stage,
            **beside,
        )

    def clear(self, criterion: str, stage: ScoreStage) -> ActRequest:
        """Clear the points of a line."""
        return request_act("year.clear", year=self.year, sheet=self.sheet, criterion=criterion, stage=stage)

    def take_proposals(self, stage: ScoreStage) -> ActRequest:
        """Give every line without points the proposed ones."""
        return request_act("year.take_proposals", year=self.year, sheet=self.sheet, stage=stage)

    def take_from(self, source: ScoreStage, stage: ScoreStage) -> ActRequest:
        """Give every line without points those of another stage."""
        return request_act("year.take_from", year=self.year, sheet=self.sheet, source=source, stage=stage)
