"""Checks whether a count adds up: papers, hands, tellers (docs/domain.md, rules 9 and 10, "Trust").

A mismatch refuses the count and names the equation that fails; a danger to secrecy is only a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from models.domain.errors import Refused
from models.domain.language import N_
from models.domain.warnings import RuleWarning

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPapers:
    """The number of papers of a secret ballot; ``invalid`` ones are not of the committee or name too many."""

    issued: int
    returned: int
    not_returned: int
    valid: int
    invalid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperCount(BallotPapers):
    """The count of a ballot on one question."""

    yes: int
    no: int
    abstain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionCount(BallotPapers):
    """The count of an election or of a ballot among forms: marks by option for so many ``seats``.

    ``blank`` are valid ballots without a choice (both names crossed out, or none where one is due), counted separately;
    a ballot without a choice from a list of several is invalid (rule 10). ``None`` if the tellers did not count them
    separately; then fewer marks than ballots are accepted. With two boxes per name, ``against`` are the other ones: a
    paper with both or none marked for a name is valid and counts for the others.
    """

    marks: Mapping[str, int]
    seats: int
    blank: int | None = None
    against: Mapping[str, int] | None = None


class _Equation(NamedTuple):
    """An equation that must hold, and the sentence for its failure."""

    holds: bool
    template: str
    values: Mapping[str, object]


def reconcile(count: PaperCount | ElectionCount, voters_present: int, names: Mapping[str, str] = _NO_NAMES) -> None:
    """Refuse a count that does not add up, naming the first equation that fails with its numbers.

    In order: issued ≤ voters present; issued = returned + not returned; returned = valid + invalid; valid = yes + no +
    abstain, or the bounds of marks: each ≤ valid, all together ≤ seats · valid (and ≥ valid if blank ballots are
    counted separately, which are subtracted from both). ``names`` are the options' names for the sentence.
    """
    _hold(_papers(count, voters_present))
    _hold(_votes(count) if isinstance(count, PaperCount) else _marks(count, names))


def check_hands(yes: int, no: int, abstain: int, voters_present: int) -> int:
    """Return how many voters in the room did not vote in a show of hands; 0 if all did.

    Raises :class:`Refused` when more hands were counted than voters are present.
    """
    total = yes + no + abstain
    _hold(
        (
            _not_negative(yes, no, abstain),
            _Equation(
                total <= voters_present,
                N_(
                    "{yes} yes + {no} no + {abstain} abstaining = {total} hands, but voters present are "
                    "{voters_present}; count the hands again."
                ),
                {"yes": yes, "no": no, "abstain": abstain, "total": total, "voters_present": voters_present},
            ),
        )
    )
    return voters_present - total


def check_named_once(keys: Iterable[str], names: Mapping[str, str]) -> None:
    """Refuse a list with a repeated name: another one was probably meant."""
    for key, times in Counter(keys).items():
        if times > 1:
            raise Refused(N_("{name} is named twice."), name=names.get(key, key))


def check_tellers(
    tellers: Sequence[str], voted_about: Collection[str], *, at_least: int, names: Mapping[str, str]
) -> None:
    """Refuse a counting committee that is too small or counts votes about one of its members.

    ``tellers`` are member ids, ``voted_about`` the candidates or the member whom the ballot is about, ``names`` the
    members' names for the sentence, ``at_least`` the number that the rule profile requires.
    """
    if len(set(tellers)) < at_least:
        raise Refused(
            N_("Different tellers named: {given}; a ballot needs at least {needed}, so name more."),
            given=len(set(tellers)),
            needed=at_least,
        )
    check_named_once(tellers, names)
    for teller in tellers:
        if teller in voted_about:
            raise Refused(
                N_("{name} cannot be a teller, for the ballot is about {name}; choose another member."),
                name=names.get(teller, teller),
            )


def giveaways(totals: Iterable[int], valid: int, voters: int, *, fewest: int, citation: str) -> tuple[RuleWarning, ...]:
    """Return warnings for a secret result that reveals how individuals voted.

    It does when one total (a choice, or the marks of one candidate) equals all ``valid`` ballots, and when fewer than
    ``fewest`` have voted. Before a ballot, call it with no totals and the expected voters.
    """
    found = []
    if 0 < voters < fewest:
        found.append(
            RuleWarning(
                N_("Voters: {voters}; with fewer than {fewest} a secret ballot hardly stays secret."),
                {"voters": voters, "fewest": fewest},
                citation,
            )
        )
    if valid and any(total == valid for total in totals):
        found.append(
            RuleWarning(
                N_("All {valid} valid ballots agree, so the result tells how everyone voted."),
                {"valid": valid},
                citation,
            )
        )
    return tuple(found)


def _hold(equations: Iterable[_Equation]) -> None:
    for equation in equations:
        if not equation.holds:
            raise Refused(equation.template, **equation.values)


def _papers(count: BallotPapers, voters_present: int) -> Iterator[_Equation]:
    values = {
        "issued": count.issued,
        "returned": count.returned,
        "not_returned": count.not_returned,
        "valid": count.valid,
        "invalid": count.invalid,
        "voters_present": voters_present,
    }
    yield _Equation(
        count.issued <= voters_present,
        N_("Issued ≤ voters present does not hold: {issued} > {voters_present}; count the papers again."),
        values,
    )
    # before the sum and the negative check, because a form computes "not returned" as 7 − 8
    yield _Equation(
        count.returned <= count.issued,
        N_("More papers came back than were issued: {returned} > {issued}; count the papers again."),
        values,
    )
    yield _Equation(
        count.issued == count.returned + count.not_returned,
        N_(
            "Issued = returned + not returned does not hold: {issued} issued, {returned} returned, {not_returned} "
            "not returned; count the papers again."
        ),
        values,
    )
    yield _not_negative(count.issued, count.returned, count.not_returned, count.valid, count.invalid)
    yield _Equation(
        count.returned == count.valid + count.invalid,
        N_("Returned = valid + invalid does not hold: {returned} ≠ {valid} + {invalid}; count the papers again."),
        values,
    )


def _votes(count: PaperCount) -> Iterator[_Equation]:
    yield _not_negative(count.yes, count.no, count.abstain)
    yield _Equation(
        count.valid == count.yes + count.no + count.abstain,
        N_("Valid = yes + no + abstain does not hold: {valid} ≠ {yes} + {no} + {abstain}; count the votes again."),
        {"valid": count.valid, "yes": count.yes, "no": count.no, "abstain": count.abstain},
    )


def _pairs(count: ElectionCount, against: Mapping[str, int], names: Mapping[str, str]) -> Iterator[_Equation]:
    yield _not_negative(0, *count.marks.values(), *against.values())
    for option, marks in count.marks.items():
        no = against.get(option, 0)
        yield _Equation(
            marks + no <= count.valid,
            N_("Agreed + disagreed ≤ valid does not hold for {name}: {yes} + {no} > {valid}; count the votes again."),
            {"name": names.get(option, option), "yes": marks, "no": no, "valid": count.valid},
        )


def _marks(count: ElectionCount, names: Mapping[str, str]) -> Iterator[_Equation]:
    if count.against is not None:
        yield from _pairs(count, count.against, names)
        return
    blank = count.blank or 0
    yield _not_negative(blank, *count.marks.values())
    choosing = count.valid - blank
    yield _Equation(
        choosing >= 0,
        N_("Blank ≤ valid does not hold: {blank} > {valid}; count the votes again."),
        {"blank": blank, "valid": count.valid},
    )
    for option, marks in count.marks.items():
        yield _Equation(
            marks <= choosing,
            N_("Votes for {name} ≤ ballots that choose does not hold: {marks} > {choosing}; count the votes again."),
            {"name": names.get(option, option), "marks": marks, "choosing": choosing},
        )
    yield from _sum_of_marks(count, choosing)


def _sum_of_marks(count: ElectionCount, choosing: int) -> Iterator[_Equation]:
    values = {"total": sum(count.marks.values()), "seats": count.seats, "choosing": choosing}
    yield _Equation(
        values["total"] <= count.seats * choosing,
        N_(
            "All votes ≤ seats · ballots that choose does not hold: {total} > {seats}·{choosing}; a ballot with too "
            "many names is invalid."
        ),
        values,
    )
    yield _Equation(
        count.blank is None or values["total"] >= choosing,
        N_("All votes ≥ ballots that choose does not hold: {total} < {choosing}; count the votes again."),
        values,
    )


def _not_negative(*numbers: int) -> _Equation:
    smallest = min(numbers)
    return _Equation(
        smallest >= 0, N_("{number} is below zero, and no count can be; correct it."), {"number": smallest}
    )
