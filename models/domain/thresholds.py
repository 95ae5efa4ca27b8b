"""How many votes a decision needs: a share of N, compared in whole numbers (docs/domain.md, rule 8).

A share p/q of N is never divided: "more than 1/2" is ``2·yes > N``, "at least 2/3" is ``3·yes ≥ 2·N``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.domain.errors import DataFileWrong
from models.domain.language import N_

_TEXT = re.compile(r"(?P<word>more than|at least) (?P<numerator>\d+)/(?P<denominator>\d+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A share of N that a decision must exceed (``strict``) or reach.

    Raises :class:`DataFileWrong` for a share that every vote or no vote could pass ("at least 0/3", "more than 1/1"):
    thresholds come from rule profiles, and such a line is a typing error.
    """

    numerator: int
    denominator: int
    strict: bool

    def __post_init__(self) -> None:
        highest = self.denominator - 1 if self.strict else self.denominator
        if not 0 < self.numerator <= highest:
            raise DataFileWrong(
                N_("A majority of “{threshold}” cannot decide anything; write “more than 1/2” or “at least 2/3”."),
                threshold=str(self),
            )

    def __str__(self) -> str:
        """Return the threshold as rule profiles write it, and as :meth:`parse` reads it."""
        return f"{'more than' if self.strict else 'at least'} {self.numerator}/{self.denominator}"

    @classmethod
    def parse(cls, text: str) -> Threshold:
        """Return the threshold that a rule profile writes as "more than 1/2" or "at least 2/3".

        Raises :class:`DataFileWrong` for any other text.
        """
        found = _TEXT.fullmatch(text.strip())
        if found is None:
            raise DataFileWrong(
                N_("“{text}” is no majority; write “more than 1/2” or “at least 2/3”."),
                text=text,
            )
        return cls(int(found["numerator"]), int(found["denominator"]), strict=found["word"] == "more than")

    def needed(self, n: int) -> int:
        """Return the smallest number of votes that passes when ``n`` are counted."""
        share = self.numerator * n
        if self._exceeds(n):
            return share // self.denominator + 1
        return -(-share // self.denominator)

    def arithmetic(self, yes: int, n: int) -> str:
        """Return the condition in signs that need no translation: "2·4 > 8", "3·5 ≥ 2·8"; it may be false."""
        return self._compared(yes, n, ">" if self._exceeds(n) else "≥")

    def comparison(self, yes: int, n: int) -> str:
        """Return a true comparison: "2·5 > 8", but "2·4 ≤ 8" and "3·5 < 2·8"."""
        if yes >= self.needed(n):
            return self.arithmetic(yes, n)
        return self._compared(yes, n, "≤" if self._exceeds(n) else "<")

    def _compared(self, yes: int, n: int, sign: str) -> str:
        return f"{_product(self.denominator, yes)} {sign} {_product(self.numerator, n)}"

    def _exceeds(self, n: int) -> bool:
        """Return whether the share must be exceeded; always if N is 0, so that nobody decides nothing."""
        return self.strict or n == 0


@dataclass(frozen=True, slots=True)
class MajorityVerdict:
    """Whether ``yes`` votes of N pass, the comparison that says so, and the fewest votes that would."""

    passed: bool
    arithmetic: str
    needed: int


def verdict(threshold: Threshold, yes: int, n: int) -> MajorityVerdict:
    """Return the result of ``yes`` votes when ``n`` (N of :mod:`models.domain.electorate`) are counted.

    Source: docs/domain.md, rule 8 (Party Charter): an ordinary decision 2·yes > N; admission, confirmation and the
    proposal of expulsion 3·yes ≥ 2·N.
    """
    needed = threshold.needed(n)
    return MajorityVerdict(passed=yes >= needed, arithmetic=threshold.arithmetic(yes, n), needed=needed)


def _product(factor: int, number: int) -> str:
    return str(number) if factor == 1 else f"{factor}·{number}"
