"""Decisions of the meeting: motions and their rounds, resolutions, tasks, petitions, points."""

from __future__ import annotations

from datetime import date, datetime

from models.domain.methods import Method
from models.domain.vocabulary import (
    Choice,
    MotionKind,
    MotionState,
    PetitionState,
    ResolutionState,
    RoundState,
    ScoreStage,
    TaskState,
)
from models.tables.base import Record, moment, reference, word


class Motion(Record, table=True):
    """A question put to the vote. ``threshold`` is the profile's text when it was made ("more than 1/2").

    ``count_number`` is that of the minutes of its counts, given with the first count of a secret ballot;
    ``resolution_number`` that of the resolution on an admission or confirmation, given when it passes. ``applicant`` is
    the name of the person to be admitted, who is no member yet.
    """

    meeting_id: str = reference("meeting", required=True)
    item_id: str | None = reference("agenda_item")
    kind: MotionKind = word(MotionKind, MotionKind.ORDINARY)
    title: str
    text: str = ""
    threshold: str
    seats: int = 0
    subject_id: str | None = reference("member", index=False)
    state: MotionState = word(MotionState, MotionState.DRAFT)
    count_number: int | None = None
    resolution_number: int | None = None
    applicant: str = ""


class MotionOption(Record, table=True):
    """A candidate of an election, or a form of discipline (mildest first by ``position``).

    ``floor_votes`` of ``floor_present`` put somebody on the list whom the committee did not nominate.
    """

    __tablename__ = "motion_option"
    motion_id: str = reference("motion", required=True)
    member_id: str | None = reference("member", index=False)
    label: str
    position: str = "a0"
    floor_votes: int | None = None
    floor_present: int | None = None


class Round(Record, table=True):
    """One round of a vote. Counted rounds are never overwritten: they are voided with a reason and repeated.

    ``counted`` is N (see ``models.domain.electorate``); ``threshold`` is empty if no majority is needed (the second
    ballot among the tied). Totals are empty until the round is counted. ``left_out`` is how many of the ``official``
    members are not in N, as JSON (reason → members). With ``per_name`` each name has two boxes, for and against.
    ``invalid_reasons`` are the reasons why papers were invalid.
    """

    motion_id: str = reference("motion", required=True)
    number: int
    method: Method = word(Method, required=True)
    state: RoundState = word(RoundState, RoundState.OPEN)
    threshold: str
    seats: int = 0
    question: str = ""
    official: int
    counted: int
    voters_present: int
    issued: int | None = None
    returned: int | None = None
    not_returned: int | None = None
    valid: int | None = None
    invalid: int | None = None
    invalid_reasons: str = ""
    blank: int | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    passed: bool | None = None
    arithmetic: str = ""
    left_out: str = ""
    per_name: bool = False
    void_reason: str = ""
    opened_at: datetime = moment()
    counted_at: datetime | None = moment()
    voided_at: datetime | None = moment()


class RoundOption(Record, table=True):
    """An option in one round, with its marks when counted; natural key.

    ``against`` are the votes against a name if each has two boxes.
    """

    __tablename__ = "round_option"
    round_id: str = reference("round", required=True)
    option_id: str = reference("motion_option", required=True, index=False)
    marks: int | None = None
    against: int | None = None
    elected: bool | None = None


class RoundVoter(Record, table=True):
    """The frozen electorate of a round: who may vote, and after a ballot who has voted; never how."""

    __tablename__ = "round_voter"
    round_id: str = reference("round", required=True)
    member_id: str = reference("member", required=True, index=False)
    received: bool | None = None


class RoundTeller(Record, table=True):
    """A member of the counting committee of a round, one of them its head; natural key."""

    __tablename__ = "round_teller"
    round_id: str = reference("round", required=True)
    member_id: str = reference("member", required=True, index=False)
    is_head: bool = False


class NamedVote(Record, table=True):
    """A vote by name in an open show of hands (never in a secret ballot); natural key."""

    __tablename__ = "named_vote"
    round_id: str = reference("round", required=True)
    member_id: str = reference("member", required=True, index=False)
    choice: Choice = word(Choice, required=True)


class Resolution(Record, table=True):
    """A resolution of the meeting; ``number`` runs over the term and is given when it is adopted.

    ``limits`` is what fell short in the month before, and why (hạn chế, nguyên nhân).
    """

    meeting_id: str = reference("meeting", required=True)
    motion_id: str | None = reference("motion")
    number: int | None = None
    title: str
    text: str = ""
    limits: str = ""
    state: ResolutionState = word(ResolutionState, ResolutionState.DRAFT)
    adopted_on: date | None = None


class Task(Record, table=True):
    """A task assigned to a member, with a target if it can be measured (3 → 77 of ``unit``).

    The last ``decimals`` digits of the three numbers are decimals: 125 with 1 is 12.5. ``state_at_start`` is the
    initial state in words (tình trạng đầu kỳ).
    """

    meeting_id: str | None = reference("meeting")
    item_id: str | None = reference("agenda_item", index=False)
    resolution_id: str | None = reference("resolution", index=False)
    owner_id: str | None = reference("member")
    title: str
    due_on: date | None = None
    state: TaskState = word(TaskState, TaskState.ASSIGNED)
    baseline: int | None = None
    target: int | None = None
    actual: int | None = None
    decimals: int = 0
    unit: str = ""
    result: str = ""
    finished_on: date | None = None
    state_at_start: str = ""


class Petition(Record, table=True):
    """An opinion or petition to be answered: sender, addressee, owner, due day, forwarded, answered (and by whom)."""

    meeting_id: str | None = reference("meeting")
    item_id: str | None = reference("agenda_item", index=False)
    from_id: str | None = reference("member", index=False)
    from_text: str = ""
    addressed_to: str = ""
    text: str
    owner_id: str | None = reference("member", index=False)
    due_on: date | None = None
    state: PetitionState = word(PetitionState, PetitionState.OPEN)
    forwarded_to: str = ""
    forwarded_on: date | None = None
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None


class Score(Record, table=True):
    """Points for one criterion of a sheet at one stage; natural key. ``half`` is 1 if half a point is added."""

    meeting_id: str = reference("meeting", required=True)
    sheet: str
    criterion: str
    stage: ScoreStage = word(ScoreStage, required=True)
    points: int
    half: int = 0
    evidence: str = ""
    remark: str = ""
