"""Checks whether a show of hands adds up (docs/domain.md, rules 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.domain.equations import Equation, hold, no_negative_marks, not_negative, sum_text
from models.domain.language import N_

_NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class HandsCount:
    """The count of a show of hands among several options, for so many ``seats``."""

    marks: Mapping[str, int]
    seats: int


def check_hands(yes: int, no: int, abstain: int, voters_present: int) -> int:
    """Return how many voters in the room did not vote in a show of hands; 0 if all did.

    Raises :class:`Refused` when more hands were counted than voters are present.
    """
    total = yes + no + abstain
    hold(
        (
            not_negative(yes=yes, no=no, abstain=abstain),
            Equation(
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


def check_hands_for(count: HandsCount, voters_present: int, names: Mapping[str, str] = _NO_NAMES) -> None:
    """Refuse a show of hands among several options with more hands than voters present can raise."""
    hold(_hands_for(count, voters_present, names))


def _hands_for(count: HandsCount, voters_present: int, names: Mapping[str, str]) -> Iterator[Equation]:
    yield no_negative_marks(marks=count.marks)
    for option, hands in count.marks.items():
        yield Equation(
            hands <= voters_present,
            N_("Hands for {name} ≤ voters present does not hold: {hands} > {present}; count the hands again."),
            {"name": names.get(option, option), "hands": hands, "present": voters_present},
            "marks",
        )
    raised = list(count.marks.values())
    yield Equation(
        sum(raised) <= count.seats * voters_present,
        N_(
            "All hands ≤ seats · voters present does not hold: {hands} = {total} > {seats}·{present}; count the hands"
            " again."
        ),
        {"hands": sum_text(raised), "total": sum(raised), "seats": count.seats, "present": voters_present},
        "marks",
    )
