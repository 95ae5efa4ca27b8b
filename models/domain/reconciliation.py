"""Checks whether a count adds up: papers, tellers (docs/domain.md, rules 9 and 10, "Trust").

A mismatch refuses the count and names the equation that fails; a danger to secrecy is only a warning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from models.domain.equations import Equation, hold, no_negative_marks, not_negative, sum_text
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


def reconcile(count: PaperCount | ElectionCount, voters_present: int, names: Mapping[str, str] = _NO_NAMES) -> None:
    """Refuse a count that does not add up, naming the first equation that fails with its numbers.

    In order: issued ≤ voters present; issued = returned + not returned; invalid ≤ returned; returned = valid + invalid;
    valid = yes + no + abstain, or the bounds of marks: each ≤ valid, all together ≤ seats · valid (and ≥ valid if blank
    ballots are counted separately, which are subtracted from both). ``names`` are the options' names for the sentence.
    """
    hold(_papers(count, voters_present))
    hold(_votes(count) if isinstance(count, PaperCount) else _marks(count, names))


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


def _papers(count: BallotPapers, voters_present: int) -> Iterator[Equation]:
    values = {
        "issued": count.issued,
        "returned": count.returned,
        "not_returned": count.not_returned,
        "valid": count.valid,
        "invalid": count.invalid,
        "voters_present": voters_present,
    }
    yield Equation(
        count.issued <= voters_present,
        N_("Issued ≤ voters present does not hold: {issued} > {voters_present}; count the papers again."),
        values,
        "issued",
    )
    # before the sum and the negative check, because a form computes "not returned" as 7 − 8
    yield Equation(
        count.returned <= count.issued,
        N_("More papers came back than were issued: {returned} > {issued}; count the papers again."),
        values,
        "returned",
    )
    yield Equation(
        count.issued == count.returned + count.not_returned,
        N_(
            "Issued = returned + not returned does not hold: {issued} issued, {returned} returned, {not_returned} "
            "not returned; count the papers again."
        ),
        values,
        "returned",
    )
    yield Equation(
        count.invalid <= count.returned,
        N_("More papers are invalid than came back: {invalid} > {returned}; count the papers again."),
        values,
        "invalid",
    )
    yield not_negative(
        issued=count.issued,
        returned=count.returned,
        not_returned=count.not_returned,
        valid=count.valid,
        invalid=count.invalid,
    )
    yield Equation(
        count.returned == count.valid + count.invalid,
        N_("Returned = valid + invalid does not hold: {returned} ≠ {valid} + {invalid}; count the papers again."),
        values,
        "invalid",
    )


def _votes(count: PaperCount) -> Iterator[Equation]:
    yield not_negative(yes=count.yes, no=count.no, abstain=count.abstain)
    yield Equation(
        count.valid == count.yes + count.no + count.abstain,
        N_(
            "Valid = yes + no + abstain does not hold: {valid} ≠ {yes} + {no} + {abstain} (valid ="
            " {returned} returned − {invalid} invalid); count the votes again."
        ),
        _made(count) | {"valid": count.valid, "yes": count.yes, "no": count.no, "abstain": count.abstain},
        "yes",
    )


def _pairs(count: ElectionCount, against: Mapping[str, int], names: Mapping[str, str]) -> Iterator[Equation]:
    yield no_negative_marks(marks=count.marks, against=against)
    for option, marks in count.marks.items():
        no = against.get(option, 0)
        yield Equation(
            marks + no <= count.valid,
            N_(
                "Agreed + disagreed ≤ valid does not hold for {name}: {yes} + {no} > {valid} (valid ="
                " {returned} returned − {invalid} invalid); count the votes again."
            ),
            _made(count) | {"name": names.get(option, option), "yes": marks, "no": no, "valid": count.valid},
            "against",
        )


def _marks(count: ElectionCount, names: Mapping[str, str]) -> Iterator[Equation]:
    if count.against is not None:
        yield from _pairs(count, count.against, names)
        return
    blank = count.blank or 0
    yield not_negative(blank=blank)
    yield no_negative_marks(marks=count.marks)
    choosing = count.valid - blank
    yield Equation(
        choosing >= 0,
        N_(
            "Blank ≤ valid does not hold: {blank} > {valid} (valid = {returned} returned − {invalid} invalid); count"
            " the votes again."
        ),
        _made(count) | {"valid": count.valid},
        "blank",
    )
    for option, marks in count.marks.items():
        yield Equation(
            marks <= choosing,
            N_(
                "Votes for {name} ≤ ballots that choose does not hold: {marks} > {choosing} (= {returned}"
                " returned − {invalid} invalid − {blank} blank); count the votes again."
            ),
            _made(count) | {"name": names.get(option, option), "marks": marks, "choosing": choosing},
            "marks",
        )
    yield from _sum_of_marks(count, choosing)


def _sum_of_marks(count: ElectionCount, choosing: int) -> Iterator[Equation]:
    marks = list(count.marks.values())
    total = sum(marks)
    values = _made(count) | {"sum": sum_text(marks), "total": total, "seats": count.seats, "choosing": choosing}
    yield Equation(
        total <= count.seats * choosing,
        N_(
            "All votes ≤ seats · ballots that choose does not hold: {sum} = {total} > {seats}·{choosing} (ballots that"
            " choose = {returned} returned − {invalid} invalid − {blank} blank); a ballot with too many names is"
            " invalid."
        ),
        values,
        "marks",
    )
    yield Equation(
        count.blank is None or total >= choosing,
        N_(
            "All votes ≥ ballots that choose does not hold: {sum} = {total} < {choosing} (= {returned} returned −"
            " {invalid} invalid − {blank} blank); count the votes again."
        ),
        values,
        "marks",
    )


def _made(count: BallotPapers) -> dict[str, object]:
    """Return the typed numbers that the valid papers, and the ballots that choose, are made of."""
    blank = count.blank if isinstance(count, ElectionCount) else None
    return {"returned": count.returned, "invalid": count.invalid, "blank": blank or 0}
