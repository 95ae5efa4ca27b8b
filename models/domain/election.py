"""Election results: over half of N, the highest, and ties for the last seat (docs/domain.md, rule 10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.thresholds import Threshold, verdict
from models.domain.warnings import RuleWarning


class CandidateOutcome(StrEnum):
    """The outcome of a ballot for a candidate; tied candidates stand again."""

    ELECTED = "elected"
    TIED = "tied"
    NOT_ELECTED = "not_elected"


@dataclass(frozen=True, slots=True)
class CandidateStanding:
    """A candidate's votes and outcome; ``arithmetic`` is "2·5 > 8", ``None`` if no majority is needed."""

    candidate: str
    marks: int
    outcome: CandidateOutcome
    arithmetic: str | None


@dataclass(frozen=True, slots=True)
class ElectionResult:
    """The candidates, highest first, for so many ``seats``; equal marks keep the order of the ballot."""

    standings: tuple[CandidateStanding, ...]
    seats: int

    @property
    def elected(self) -> tuple[str, ...]:
        """Return the candidates elected, highest first."""
        return self._having(CandidateOutcome.ELECTED)

    @property
    def tied(self) -> tuple[str, ...]:
        """Return the candidates among whom a second ballot, without majority, fills the :attr:`open_seats`."""
        return self._having(CandidateOutcome.TIED)

    @property
    def not_elected(self) -> tuple[str, ...]:
        """Return the candidates without the majority, or below the last seat."""
        return self._having(CandidateOutcome.NOT_ELECTED)

    @property
    def open_seats(self) -> int:
        """Return the seats still to be filled; the meeting decides whether by a further ballot."""
        return self.seats - len(self.elected)

    def _having(self, outcome: CandidateOutcome) -> tuple[str, ...]:
        return tuple(standing.candidate for standing in self.standings if standing.outcome is outcome)


def elect(marks: Mapping[str, int], seats: int, n: int, majority: Threshold | None) -> ElectionResult:
    """Return the election result of ``marks`` (candidate → votes, in the order of the ballot) when N is ``n``.

    Elected are the candidates with the ``majority`` of N, the highest first. Candidates with equal votes for fewer
    remaining seats are all tied: none of them is elected, and a second ballot among them has ``majority`` ``None``
    (then any vote suffices). A tie in it is reported as a tie again. Raises :class:`Refused` for an election to no
    seat.
    """
    if seats < 1:
        raise Refused(
            N_("An election needs at least one seat, not {seats}; say how many are to be elected."), seats=seats
        )
    needed = 1 if majority is None else majority.needed(n)
    ranked = sorted(marks.items(), key=lambda candidate: candidate[1], reverse=True)
    enough = [votes for _candidate, votes in ranked if votes >= needed]
    last = min(enough[:seats], default=needed)
    tied = enough[seats : seats + 1] == [last]
    standings = (
        CandidateStanding(candidate, votes, _outcome(votes, last, tied=tied), _arithmetic(majority, votes, n))
        for candidate, votes in ranked
    )
    return ElectionResult(tuple(standings), seats)


def is_by_name(candidates: int, seats: int) -> bool:
    """Return whether the ballot has no surplus, so that voters agree or disagree to each name (docs/domain.md,
    "Votes").
    """
    return 0 < candidates <= seats


def counted_of_pairs(marked: Collection[str]) -> set[str]:
    """Return the counted marks of a ballot with two boxes per name: a name with both or none marked is not counted.

    Marks are ``option/yes`` and ``option/no``; the paper stays valid in any case.
    """
    names = Counter(mark.rpartition("/")[0] for mark in set(marked))
    return {mark for mark in marked if names[mark.rpartition("/")[0]] == 1}


def surplus_warning(
    candidates: int, seats: int, *, at_most_percent: int, usual_percent: int, citation: str
) -> RuleWarning | None:
    """Return the warning that the list of candidates is too long, or ``None``.

    Source: docs/domain.md, rule 10 ◐: a surplus of at most 30 % of the seats; committees usually prepare less.
    """
    surplus = candidates - seats
    if 100 * surplus <= at_most_percent * seats:
        return None
    return RuleWarning(
        N_(
            "Candidates: {candidates} for {seats} seats, a surplus of {surplus}; at most {percent}% is foreseen, up to"
            " {usual}% is usual."
        ),
        {
            "candidates": candidates,
            "seats": seats,
            "surplus": surplus,
            "percent": at_most_percent,
            "usual": usual_percent,
        },
        citation,
    )


def _outcome(votes: int, last: int, *, tied: bool) -> CandidateOutcome:
    """Return the outcome by the votes of the last seat filled and whether more are equal there than it holds."""
    if votes < last:
        return CandidateOutcome.NOT_ELECTED
    return CandidateOutcome.TIED if tied and votes == last else CandidateOutcome.ELECTED


def _arithmetic(majority: Threshold | None, votes: int, n: int) -> str | None:
    return None if majority is None else verdict(majority, votes, n).arithmetic
