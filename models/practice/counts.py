"""How the simulated members vote: what is counted in a round, and what the chair should write down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.practice.facts import PracticeFacts, RoundFact
from models.practice.plan import Away, Plan
from models.profiles.practice import Behaviour


@dataclass(frozen=True, slots=True)
class Hands:
    """The votes of a round; ``shown`` and ``shown_no`` are what was called out, which may be wrong."""

    yes: int
    no: int
    abstain: int
    shown: int
    shown_no: int
    disputed: bool = False
    probationary: bool = False

    def values(self) -> Mapping[str, int]:
        """Return the numbers as a happening keeps them."""
        return {
            "yes": self.yes,
            "no": self.no,
            "abstain": self.abstain,
            "shown": self.shown,
            "shown_no": self.shown_no,
        }


def hands(plan: Plan, facts: PracticeFacts, round_: RoundFact) -> Hands:
    """Return the votes of a round: the first of the main motion may fail, the first to pass may be counted wrong."""
    voting = sum(one.votes and one.in_room and plan.away.get(one.id) not in _GONE for one in facts.people)
    main = facts.main_rounds
    place = main.index(round_) if round_ in main else -1
    failing = plan.first(Behaviour.FAILS) is not None
    disputed = plan.first(Behaviour.DISPUTE) is not None and place == int(failing)
    probationary = plan.first(Behaviour.PROBATIONARY_HAND)
    raised = (
        probationary is not None
        and place == (0 if failing else 1)
        and not round_.on_paper
        and (raiser := facts.person(probationary.member)) is not None
        and raiser.in_room
    )
    against = min(plan.draw.chance("against").choice((1, 1, 2)), max(0, voting - round_.needed))
    if failing and place == 0:
        yes = min(voting, max(0, round_.needed - 1))
        no = (voting - yes + 1) // 2
    elif place < 0:
        yes, no = voting, 0
    else:
        yes, no = voting - against, against
    abstain = voting - yes - no
    wrong = disputed and no > 0
    shown = yes + int(wrong) + int(raised)
    return Hands(yes, no, abstain, shown, no - int(wrong), disputed=wrong, probationary=raised)


_GONE = frozenset({Away.EXCUSED, Away.MISSING})
