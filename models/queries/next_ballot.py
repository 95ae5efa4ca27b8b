"""The next ballot of a motion: its candidates, seats, majority and boxes."""

from __future__ import annotations

from dataclasses import dataclass

from models.domain.election import elect, is_by_name
from models.domain.thresholds import Threshold
from models.domain.vocabulary import MotionKind, MotionState
from models.profiles.schema import VoteRules
from models.queries.votes import MotionView, OptionView, RoundView


@dataclass(frozen=True, slots=True)
class NextBallot:
    """The next ballot of a motion: its candidates, seats and majority ("" for none).

    ``per_name``: a secret ballot with two boxes for each name, because there are no more candidates than seats.
    """

    options: tuple[OptionView, ...]
    seats: int
    threshold: str
    per_name: bool = False


def next_ballot(view: MotionView, rules: VoteRules) -> NextBallot:
    """Return the next ballot of a motion, by the rules of its meeting."""
    found = NextBallot(view.options, view.seats, view.threshold)
    if view.state is MotionState.RE_BALLOT and view.last_counted:
        found = standing_again(view, view.last_counted, tie_needs_majority=rules.tie_needs_majority.value)
    is_asked = rules.per_name_without_surplus.value and view.kind is MotionKind.ELECTION
    per_name = is_asked and is_by_name(len(found.options), found.seats)
    return NextBallot(found.options, found.seats, found.threshold, per_name)


def standing_again(view: MotionView, last: RoundView, *, tie_needs_majority: bool) -> NextBallot:
    """Return the next ballot after a count that left seats open; with 0 seats if none is needed.

    Candidates tied for the last seats stand alone, without a majority unless the rules require it (docs/domain.md, rule
    10). Without a tie, all who were not elected stand again with the majority of the election.
    """
    marks = {one.option.id: one.marks or 0 for one in last.options}
    result = elect(marks, last.seats, last.counted, majority_of(last.threshold))
    keys = result.tied or result.not_elected
    threshold = view.threshold if tie_needs_majority or not result.tied else ""
    options = tuple(option for option in view.options if option.id in keys)
    return NextBallot(options, result.open_seats if options else 0, threshold)


def majority_of(threshold: str) -> Threshold | None:
    """Return the majority that a round requires; ``None`` if none."""
    return Threshold.parse(threshold) if threshold else None
