"""The result of a round or a motion in words, from the records; see :mod:`models.domain.results`."""

from __future__ import annotations

from collections.abc import Iterable

from models.domain.labels import label
from models.domain.results import (
    CandidateResult,
    Result,
    Votes,
    discipline_result,
    election_result,
    question_result,
    seats_text,
)
from models.domain.thresholds import Threshold
from models.domain.vocabulary import MotionKind, MotionState, RoundState
from models.queries.votes import MotionView, RoundView


def round_result(found: RoundView) -> Result | None:
    """Return the result of a counted round, voided since or not; ``None`` before the count."""
    threshold = Threshold.parse(found.threshold) if found.threshold else None
    if found.yes is not None and threshold:
        votes = Votes(found.yes, found.no or 0, found.abstain or 0, found.counted, found.invalid or 0)
        return question_result(votes, threshold)
    stood = [
        CandidateResult(one.option.label, one.marks, bool(one.elected), one.against)
        for one in found.options
        if one.marks is not None
    ]
    if not stood:
        return None
    if found.is_election:
        return election_result(stood, found.seats or 1, found.counted, threshold)
    return discipline_result(stood, found.counted)


def motion_state_text(motion: MotionView) -> str:
    """Return the state of a motion in words; of a counted election, how many seats are filled."""
    counted = [one for one in motion.rounds if one.state is RoundState.COUNTED]
    if motion.kind is MotionKind.ELECTION and counted and motion.state not in (MotionState.DRAFT, MotionState.OPEN):
        elected = {one.option.id for found in counted for one in found.options if one.elected}
        return seats_text(len(elected), motion.seats)
    return label(motion.state)


def standing_count(motions: Iterable[MotionView], item_id: str | None) -> tuple[MotionView, RoundView] | None:
    """Return the motion voted on last at an item, with its valid count.

    ``None`` if that count was voided or the motion amended since: an older result could be taken for that of the
    motion.
    """
    rounds = [(motion, one) for motion in motions if item_id and motion.item_id == item_id for one in motion.rounds]
    if not rounds:
        return None
    motion, last = max(rounds, key=lambda pair: (pair[1].opened_at, pair[1].id))
    if last.state is not RoundState.COUNTED or motion.state is MotionState.DRAFT:
        return None
    return motion, last
