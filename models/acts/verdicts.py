"""The result of a count: passed or not, the elected, the form of discipline; and the new state of the motion."""

from __future__ import annotations

from models.acts.adopting import adopt
from models.acts.context import meeting_of, rules_of
from models.acts.kinds import MeetingId
from models.domain.discipline import DisciplineForm, accumulate
from models.domain.election import elect
from models.domain.thresholds import Threshold, verdict
from models.domain.vocabulary import MotionKind, MotionState, RoundState
from models.queries.next_ballot import majority_of
from models.queries.votes import RoundView, motions
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import Motion, Round, RoundOption


def decide(unit: Unit, motion: Motion, counted: Round) -> bool:
    """Write the result of a counted round and the state of its motion; return whether it passed."""
    counted.state, counted.counted_at = RoundState.COUNTED, unit.now
    if motion.kind is MotionKind.ELECTION:
        state = _decide_election(unit, motion, counted)
    elif motion.kind is MotionKind.DISCIPLINE:
        state = _decide_discipline(unit, motion, counted)
    else:
        state = _decide_question(counted)
    motion.state = state
    counted.passed = state is MotionState.PASSED
    if counted.passed:
        adopt(unit, motion)
    unit.say(motion=motion.title, number=counted.number, arithmetic=counted.arithmetic, verdict=state)
    unit.say(**_numbers(unit, motion, counted))
    return counted.passed


def _numbers(unit: Unit, motion: Motion, counted: Round) -> dict[str, int | str]:
    """Return the values with which the audit line words the result (:func:`models.acts.registry.audit_line`)."""
    if motion.kind is MotionKind.ELECTION:
        elected = sum(bool(one.elected) for one in _view(unit, motion, counted).options)
        return {"elected": elected, "seats": counted.seats or 1}
    if motion.kind is MotionKind.DISCIPLINE:
        return {"form": next((one.option.word for one in _view(unit, motion, counted).options if one.elected), "")}
    yes, no, abstain = counted.yes or 0, counted.no or 0, counted.abstain or 0
    return {"yes": yes, "no": no, "abstain": abstain, "counted": counted.counted, "threshold": counted.threshold}


def _decide_question(counted: Round) -> MotionState:
    found = verdict(Threshold.parse(counted.threshold), counted.yes or 0, counted.counted)
    counted.arithmetic = found.arithmetic
    return MotionState.PASSED if found.passed else MotionState.FAILED


def _decide_election(unit: Unit, motion: Motion, counted: Round) -> MotionState:
    """Decide an election: elected are the candidates with most votes among those with the majority.

    A tie for the last seat leads to a second ballot; seats without a majority may, if the meeting decides so.
    """
    marks = {one.option.id: one.marks or 0 for one in _view(unit, motion, counted).options}
    result = elect(marks, counted.seats, counted.counted, majority_of(counted.threshold))
    counted.arithmetic = "; ".join(standing.arithmetic or str(standing.marks) for standing in result.standings)
    for option in marks:
        row = unit.get(RoundOption, natural_id("round_option", counted.id, option))
        row.elected = option in result.elected
    if result.tied or (result.elected and result.open_seats):
        return MotionState.RE_BALLOT
    return MotionState.PASSED if result.elected else MotionState.FAILED


def _decide_discipline(unit: Unit, motion: Motion, counted: Round) -> MotionState:
    rules = rules_of(unit, meeting_of(unit, MeetingId(motion.meeting_id))).votes
    thresholds = dict.fromkeys(DisciplineForm, rules.thresholds[MotionKind.DISCIPLINE].value)
    thresholds[DisciplineForm.EXPULSION] = rules.thresholds[MotionKind.EXPULSION].value
    options = {DisciplineForm(one.option.word): one for one in _view(unit, motion, counted).options}
    votes = {form: one.marks or 0 for form, one in options.items()}
    result = accumulate(votes, counted.counted, thresholds, adds_up=rules.discipline_accumulates.value)
    counted.arithmetic = "; ".join(step.verdict.arithmetic for step in result.steps)
    for form, one in options.items():
        row = unit.get(RoundOption, natural_id("round_option", counted.id, one.option.id))
        row.elected = form is result.form
    return MotionState.PASSED if result.form else MotionState.FAILED


def _view(unit: Unit, motion: Motion, counted: Round) -> RoundView:
    views = (one for view in motions(unit.connection, motion.meeting_id) for one in view.rounds)
    return next(one for one in views if one.id == counted.id)
