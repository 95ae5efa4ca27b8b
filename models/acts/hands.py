"""Counting a show of hands: on one question, for each of several options, or by name."""

from __future__ import annotations

from models.acts.counting import (
    COUNTED,
    STANDS,
    check_all_entered,
    check_one_question,
    check_several_options,
    marks_of,
    names_of,
    round_to_count,
    write_marks,
)
from models.acts.kinds import MemberId, OptionId, RoundId
from models.acts.registry import act
from models.acts.verdicts import decide
from models.domain.errors import Refused
from models.domain.hand_counts import HandsCount, check_hands, check_hands_for
from models.domain.language import N_
from models.domain.methods import CountedBy
from models.domain.vocabulary import Choice
from models.queries.names import shown_names
from models.store.ids import natural_id
from models.store.unit import Unit
from models.tables import NamedVote


@act("round.count_hands", label=COUNTED, irrevocable=STANDS)
def count_hands(unit: Unit, round: RoundId, yes: int, no: int, abstain: int = 0) -> bool:  # noqa: A002
    """Count a show of hands: yes, no, abstentions."""
    found, motion, _view, _round = round_to_count(unit, round, CountedBy.HANDS)
    check_one_question(motion)
    check_hands(yes, no, abstain, found.voters_present)
    found.yes, found.no, found.abstain = yes, no, abstain
    return decide(unit, motion, found)


@act("round.count_hands_for", label=COUNTED, irrevocable=STANDS)
def count_hands_for(unit: Unit, round: RoundId, marks: dict[OptionId, int]) -> bool:  # noqa: A002
    """Count a show of hands among candidates (a presidium, minute-takers) or forms: the hands for each."""
    found, motion, _view, listed = round_to_count(unit, round, CountedBy.HANDS)
    check_several_options(motion)
    hands = HandsCount(marks=marks_of(listed, marks), seats=found.seats or 1)
    check_hands_for(hands, found.voters_present, names_of(listed))
    check_all_entered(listed, marks)
    write_marks(unit, found, hands.marks)
    return decide(unit, motion, found)


@act("round.count_names", label=COUNTED, irrevocable=STANDS)
def count_names(unit: Unit, round: RoundId, votes: dict[MemberId, Choice]) -> bool:  # noqa: A002
    """Count a show of hands by name: who votes how is written down."""
    found, motion, _view, listed = round_to_count(unit, round, CountedBy.NAMES, CountedBy.HANDS)
    check_one_question(motion)
    names = shown_names(unit.connection)
    for member, choice in votes.items():
        if member not in listed.voters:
            raise Refused(
                N_("{member} has no vote in this round: not official, or not in the room when it was opened."),
                member=names.get(member, member),
            ).at("votes")
        key = natural_id("named_vote", found.id, member)
        unit.add(NamedVote(id=key, round_id=found.id, member_id=member, choice=choice))
    chosen = list(votes.values())
    found.yes, found.no, found.abstain = (chosen.count(choice) for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN))
    return decide(unit, motion, found)
