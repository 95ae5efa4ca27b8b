"""Yearly records: themes, reviews of members, sheets; and a superior's evaluation."""

from __future__ import annotations

from datetime import date, datetime

from models.domain.vocabulary import Classification, ScoreStage
from models.tables.base import Record, moment, reference, word


class PlannedTheme(Record, table=True):
    """A theme of the year plan; the key of one from the catalogue is natural (year and ``source``).

    ``source`` is its key in the catalogue, empty for the cell's own; ``quarter`` 0 means none yet. ``meeting_id`` is
    the meeting on it.
    """

    __tablename__ = "planned_theme"
    year: int
    quarter: int = 0
    month: int | None = None
    title: str
    source: str = ""
    position: str = "a0"
    meeting_id: str | None = reference("meeting")


class MemberReview(Record, table=True):
    """The annual review of one member; natural key. Of the ballot only the counts are stored, never who voted what.

    ``proposed_rating`` is the proposal of the cell's committee, ``motion_id`` the motion by which the cell voted on it;
    the ``votes_…`` are the counts of a ballot among the four classes, of ``convened`` members. ``superior_rating`` is
    the opinion of the superior committee, ``official_rating`` the decision. ``self_text`` and ``comments`` are
    self-criticism and criticism: confidential, and shown only on a key.
    """

    __tablename__ = "member_review"
    member_id: str = reference("member", required=True)
    year: int
    self_text: str = ""
    self_rating: Classification | None = word(Classification)
    comments: str = ""
    proposed_rating: Classification | None = word(Classification)
    motion_id: str | None = reference("motion", index=False)
    convened: int | None = None
    votes_excellent: int | None = None
    votes_good: int | None = None
    votes_completed: int | None = None
    votes_not_completed: int | None = None
    superior_rating: Classification | None = word(Classification)
    official_rating: Classification | None = word(Classification)
    official_on: date | None = None


class Evaluation(Record, table=True):
    """The attending superior's evaluation of a meeting; natural key. Its points are scores of the superior's stage.

    ``seal`` is the SHA-256 of the signed content (points, remarks, name), empty while it is unsigned.
    """

    meeting_id: str = reference("meeting", required=True)
    evaluator: str = ""
    role: str = ""
    remark: str = ""
    seal: str = ""
    signed_at: datetime | None = moment()


class YearScore(Record, table=True):
    """Points for one criterion of a sheet of the year (four-good, classification of the cell); natural key.

    ``half`` is 1 if half a point is added.
    """

    __tablename__ = "year_score"
    organisation_id: str = reference("organisation", required=True)
    year: int
    sheet: str
    criterion: str
    stage: ScoreStage = word(ScoreStage, required=True)
    points: int
    half: int = 0
    evidence: str = ""
    remark: str = ""
