"""The annual classification of members or cells, and how many of them may be excellent (docs/domain.md, rule 12).

Whole numbers only: of 14 rated good, 20 % are 2 (280 / 100, rounded down).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.domain.bands import Grade, Rate
from models.domain.labels import label
from models.domain.language import N_, _
from models.domain.thresholds import Threshold
from models.domain.vocabulary import Classification


def classification_name(grade: Grade | Classification) -> str:
    """Return the name of a class of the annual review, in the program's language."""
    name = grade.name if isinstance(grade, Grade) else grade.value
    return label(Classification(name)) if name in set(Classification) else name


@dataclass(frozen=True, slots=True)
class ExcellentLimit:
    """How many may be excellent; ``over`` are those beyond the limit, the last ones in the given order."""

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
        """Return whether the limit is kept."""
        return self.excellent <= self.most

    def __str__(self) -> str:
        text = N_("{excellent} excellent; at most {percent}% of {good} rated good: {percent} × {good} / 100 → {most}")
        values = {"excellent": self.excellent, "percent": self.percent, "good": self.rated_good, "most": self.most}
        return _(text).format(**values)


def excellent_most(rated_good: int, percent: int) -> int:
    """Return how many may be excellent among so many rated good (rule 12 ✔)."""
    return rated_good * percent // 100


def excellent_limit(ranked: Sequence[tuple[str, Classification]], percent: int) -> ExcellentLimit:
    """Return the limit for people or cells with their classes, the best first within a class.

    It is a percentage of those rated good, without the excellent ones, as in the regulation
    (docs/decisions/0021-a-fifth-of-those-rated-good.md).
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


@dataclass(frozen=True, slots=True)
class ClassVotes:
    """The counts of a ballot among the four classes, of ``convened`` members; never who voted what."""

    convened: int
    votes: Mapping[Classification, int]

    def voted(self, threshold: Threshold) -> Classification | None:
        """Return the class that reached the majority; ``None`` if none did, and a person decides."""
        needed = threshold.needed(self.convened)
        return next((one for one in Classification if self.votes.get(one, 0) >= needed), None)

    def arithmetic(self, threshold: Threshold) -> str:
        """Return the condition for the class with most votes: "2·8 > 15"; it may be false."""
        return threshold.arithmetic(self._best, self.convened)

    def comparison(self, threshold: Threshold) -> str:
        """Return a true comparison for the class with most votes: "2·7 ≤ 15"."""
        return threshold.comparison(self._best, self.convened)

    @property
    def _best(self) -> int:
        return max(self.votes.values(), default=0)
