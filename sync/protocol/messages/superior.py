"""What the superior says: what became of reports, answers to petitions, official points, praise."""

from __future__ import annotations

from operator import not_
from typing import Annotated

from pydantic import Field

from models.domain import limits
from models.domain.points import Points, from_parts
from sync.protocol.message import Identifier, Message, Moment, Name, Remark
from sync.vocabulary import ReceivedReportState


class ReportStatus(Message):
    """What became of a report; ``remark`` is the superior's."""

    id: Identifier
    state: ReceivedReportState
    remark: Remark
    received_at: Moment
    decided_at: Moment | None


class ReportList(Message):
    """``GET /v1/reports``: the cell's reports in the order they came."""

    reports: Annotated[tuple[ReportStatus, ...], Field(max_length=limits.REPORTS)]


class PetitionAnswer(Message):
    """The superior's answer to a petition; ``by`` is who gave it."""

    id: Identifier
    answer: Annotated[str, Field(max_length=limits.ANSWER)]
    by: Name
    answered_at: Moment


class PetitionAnswers(Message):
    """``GET /v1/petitions/answers``: answers to the cell's petitions, oldest first, and whether there are more."""

    answers: Annotated[tuple[PetitionAnswer, ...], Field(max_length=limits.ANSWERS)]
    more: bool


Half = Annotated[int, Field(ge=1, le=1, exclude_if=not_)]
"""Half a point: 1 where there is one, else left out."""


class GivenPoints(Message):
    """The official points that the superior gave the meeting of a report; ``by`` is who gave them."""

    report: Identifier
    points: Annotated[int, Field(ge=0, le=limits.POINTS)]
    half: Half = 0
    of: Annotated[int, Field(ge=1, le=limits.POINTS)]
    half_of: Half = 0
    remark: Remark
    by: Name
    at: Moment

    def points_of(self) -> tuple[Points, Points]:
        """Return the points, and of how many."""
        return from_parts(self.model_dump())


class GivenPraise(Message):
    """What the superior praised the cell for, and whether it was withdrawn since."""

    id: Identifier
    text: Remark
    by: Name
    at: Moment
    withdrawn_at: Moment | None


class Verdicts(Message):
    """``GET /v1/verdicts``: what the superior wrote of the cell, each list oldest first, and whether there is more.

    ``until`` is the time up to which all is told: what to ask from the next time; ``None`` where there is nothing.
    """

    points: Annotated[tuple[GivenPoints, ...], Field(max_length=limits.ANSWERS)]
    praise: Annotated[tuple[GivenPraise, ...], Field(max_length=limits.ANSWERS)]
    until: Moment | None
    more: bool
