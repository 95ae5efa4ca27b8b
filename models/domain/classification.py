"""The annual classification of members or cells, and how many of them may be excellent (DOMAIN.md, rule 12).

Whole numbers only: of 14 rated good, 20 % are 2 (280 / 100, rounded down).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.domain.bands import Grade, Rate
from models.domain.language import N_, _


class Classification(StrEnum):
    """The four classes, best first; their names are those of the rule profile's bands."""

    EXCELLENT = "excellent"
    GOOD = "good"
    COMPLETED = "completed"
    NOT_COMPLETED = "not_completed"


_WORDS: Mapping[Classification, str] = {
    Classification.EXCELLENT: N_("completed excellently"),
    Classification.GOOD: N_("completed well"),
    Classification.COMPLETED: N_("completed"),
    Classification.NOT_COMPLETED: N_("not completed"),
}


def classification_name(grade: Grade | Classification) -> str:
    """Return what a class of the annual review is called, in the language of the program."""
    name = grade.name if isinstance(grade, Grade) else grade.value
    return _(_WORDS[Classification(name)]) if name in set(Classification) else name


@dataclass(frozen=True, slots=True)
class ExcellentLimit:
    """How many may be excellent; ``over`` are those beyond it, the last in the order that was given."""

    excellent: int
    rated_good: int
    percent: int
    over: tuple[str, ...]

    @property
    def most(self) -> int:
        """The most that may be excellent: the percentage of those rated good, rounded down."""
        return excellent_most(self.rated_good, self.percent)

    @property
    def holds(self) -> bool:
        """Say whether no more are excellent than may be."""
        return self.excellent <= self.most

    def __str__(self) -> str:
        text = N_("{excellent} excellent; at most {percent} % of {good} rated good: {percent} × {good} / 100 → {most}")
        values = {"excellent": self.excellent, "percent": self.percent, "good": self.rated_good, "most": self.most}
        return _(text).format(**values)


def excellent_most(rated_good: int, percent: int) -> int:
    """Return how many may be excellent where so many are rated good (rule 12 ✔)."""
    return rated_good * percent // 100


def excellent_limit(ranked: Sequence[tuple[str, Classification]], percent: int) -> ExcellentLimit:
    """Return the limit for people or cells with their classes, the best first among those of one class.

    Counted are those rated good, without the excellent ones, as the regulation has it; see the decision on this.
    """
    excellent = [key for key, found in ranked if found is Classification.EXCELLENT]
    good = sum(found is Classification.GOOD for _key, found in ranked)
    return ExcellentLimit(len(excellent), good, percent, tuple(excellent[excellent_most(good, percent) :]))


def shares(classes: Sequence[Classification]) -> Mapping[Classification, Rate]:
    """Return the share of every class among those classified; they add up to the whole."""
    return {one: Rate(sum(found is one for found in classes), len(classes)) for one in Classification}


def well_or_better(classes: Sequence[Classification]) -> Rate:
    """Return the share of those classified good or excellent."""
    found = shares(classes)
    best = found[Classification.EXCELLENT].numerator + found[Classification.GOOD].numerator
    return Rate(best, len(classes))
