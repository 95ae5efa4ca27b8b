"""The result of a vote in words: the verdict first, then the counts that prove it.

Every screen, document and table words results here. The arithmetic ("2·5 > 8") is shown separately.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from models.domain.bands import Rate
from models.domain.election import elect
from models.domain.formats import percent_text
from models.domain.language import N_, Language, _
from models.domain.text import capital
from models.domain.thresholds import Threshold

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Result:
    """A result; ``word`` is the verdict within a sentence, ``complete`` whether everything was decided.

    ``complete`` is false for a question not passed, and for an election with an open seat.
    """

    word: str
    counts: str
    complete: bool
    arithmetic: str = ""

    @property
    def verdict(self) -> str:
        """The verdict in capitals."""
        return self.word.upper()

    @property
    def told(self) -> str:
        """The counts with a capital first letter."""
        return capital(self.counts)

    def __str__(self) -> str:
        return f"{self.verdict}. {self.told}"


@dataclass(frozen=True, slots=True)
class CandidateResult:
    """A candidate, or a form of discipline: the votes, and whether it was chosen.

    ``against`` are the votes against a name if each has two boxes.
    """

    name: str
    marks: int
    chosen: bool
    against: int | None = None


class Votes(NamedTuple):
    """The votes on a question of yes and no; ``counted`` is N."""

    yes: int
    no: int
    abstain: int
    counted: int
    invalid: int = 0


def question_result(votes: Votes, threshold: Threshold, *, say: Say = _, language: Language | None = None) -> Result:
    """Return the result of a question of yes and no; ``say`` and ``language`` translate it for another reader."""
    yes, no, abstain, counted, invalid = votes
    needed = threshold.needed(counted)
    passed = yes >= needed
    parts = [
        say(N_("yes {share}")).format(share=share_text(yes, counted, language)),
        say(N_("no {count}")).format(count=no),
        say(N_("abstaining {count}")).format(count=abstain) if abstain else "",
        say(N_("invalid {count}")).format(count=invalid) if invalid else "",
    ]
    return Result(
        say(N_("passed")) if passed else say(N_("not passed")),
        f"{', '.join(filter(None, parts))}; {_needs(needed, say)}",
        passed,
        threshold.comparison(yes, counted),
    )


def election_result(
    stood: Sequence[CandidateResult], seats: int, counted: int, threshold: Threshold | None, *, say: Say = _
) -> Result:
    """Return the result of an election to ``seats``; ``threshold`` is ``None`` if no majority is needed."""
    found = elect({str(place): one.marks for place, one in enumerate(stood)}, seats, counted, threshold)
    elected = sum(one.chosen for one in stood)
    tied = [stood[int(place)].name for place in found.tied]
    shares = ((one, f"{one.name} {_for_and_against(one, counted, say)}") for one in _ranked(stood))
    listed = [f"{share}, {say(N_('elected'))}" if one.chosen else share for one, share in shares]
    counts = "; ".join([*listed, *([_needs(threshold.needed(counted), say)] if threshold else [])])
    arithmetic = "; ".join(threshold.comparison(one.marks, counted) for one in _ranked(stood)) if threshold else ""
    return Result(_elected(elected, seats, tied, say), counts, elected == seats, arithmetic)


def seats_text(elected: int, seats: int, *, say: Say = _) -> str:
    """Return how many seats are filled: "elected 6 of 7, one seat open"."""
    if not elected:
        return say(N_("nobody elected"))
    text = N_("elected {elected} of {seats}")
    if elected == seats - 1:
        text = N_("elected {elected} of {seats}, one seat open")
    elif elected < seats:
        text = N_("elected {elected} of {seats}, {open} seats open")
    return say(text).format(elected=elected, seats=seats, open=seats - elected)


def discipline_result(stood: Sequence[CandidateResult], counted: int, *, say: Say = _) -> Result:
    """Return the result of a ballot among forms of discipline."""
    decided = next((one.name for one in stood if one.chosen), "")
    counts = "; ".join(f"{one.name} {share_text(one.marks, counted)}" for one in stood)
    return Result(decided or say(N_("no form has the votes")), counts, bool(decided))


def share_text(votes: int, counted: int, language: Language | None = None) -> str:
    """Return votes with their share of N: "5/8 (62,5 %)", in English "5/8 (62.5 %)"."""
    return f"{votes}/{counted} ({percent_text(Rate(votes, counted), language)})" if counted else f"{votes}/{counted}"


def _for_and_against(one: CandidateResult, counted: int, say: Say) -> str:
    share = share_text(one.marks, counted)
    if one.against is None:
        return share
    return say(N_("agreed {share}, disagreed {against}")).format(share=share, against=one.against)


def _needs(needed: int, say: Say) -> str:
    return say(N_("needs ≥ {needed}")).format(needed=needed)


def _ranked(stood: Sequence[CandidateResult]) -> list[CandidateResult]:
    return sorted(stood, key=lambda one: one.marks, reverse=True)


def _elected(elected: int, seats: int, tied: Sequence[str], say: Say) -> str:
    word = seats_text(elected, seats, say=say)
    return say(N_("{word}; to be balloted again: {names}")).format(word=word, names=", ".join(tied)) if tied else word
