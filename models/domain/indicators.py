"""Indicators as superiors report them: a part, a whole and the percentage, summed over cells and months.

Pure, for the cell and for the server alike. Events (a member attends, a task is done) are summed over every month in
which the cell belonged to the committee. States at the end of a period (the cell met the four-good standard) count
once, and only for cells that belong to the committee at its end. So a transferred cell leaves the denominator (51 → 49)
and keeps its history (docs/domain.md, "Who and where").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.domain.bands import Rate
from models.domain.language import N_, _


class Indicator(StrEnum):
    """The indicators, in the order of a report."""

    MEETINGS_HELD = "meetings_held"
    THEMES = "themes"
    ATTENDANCE = "attendance"
    SPEAKING = "speaking"
    SUPERIORS = "superiors"
    GOOD_MEETINGS = "good_meetings"
    GOOD_CELLS = "good_cells"
    TASKS_DONE = "tasks_done"
    TARGETS = "targets"
    ADMITTED = "admitted"
    PETITIONS = "petitions"
    FOUR_GOOD = "four_good"
    FOUR_GOOD_EXCELLENT = "four_good_excellent"
    CERTIFICATES = "certificates"
    REVIEWED_WELL = "reviewed_well"
    REVIEWED_EXCELLENT = "reviewed_excellent"


AT_THE_END = frozenset(
    {Indicator.GOOD_CELLS, Indicator.FOUR_GOOD, Indicator.FOUR_GOOD_EXCELLENT, Indicator.CERTIFICATES}
)
"""Indicators of a state, not of events: of several months the last one counts."""

_WORDS: Mapping[Indicator, str] = {
    Indicator.MEETINGS_HELD: N_("months with a regular meeting"),
    Indicator.THEMES: N_("meetings with a theme"),
    Indicator.ATTENDANCE: N_("members who attended"),
    Indicator.SPEAKING: N_("members present who spoke"),
    Indicator.SUPERIORS: N_("meetings that the assigned superior attended"),
    Indicator.GOOD_MEETINGS: N_("meetings classified good"),
    Indicator.GOOD_CELLS: N_("cells whose meetings are classified good"),
    Indicator.TASKS_DONE: N_("tasks done"),
    Indicator.TARGETS: N_("targets reached"),
    Indicator.ADMITTED: N_("members admitted against plan"),
    Indicator.PETITIONS: N_("petitions answered"),
    Indicator.FOUR_GOOD: N_("cells that met the four-good standard"),
    Indicator.FOUR_GOOD_EXCELLENT: N_("four-good cells rated excellent"),
    Indicator.CERTIFICATES: N_("four-good cells with a certificate"),
    Indicator.REVIEWED_WELL: N_("members classified good or better"),
    Indicator.REVIEWED_EXCELLENT: N_("members classified excellent"),
}


def indicator_name(indicator: Indicator) -> str:
    """Return the name of an indicator, in the program's language."""
    return _(indicator_source(indicator))


def indicator_source(indicator: Indicator) -> str:
    """Return the English name of an indicator, the msgid of the catalogues."""
    return _WORDS[indicator]


def percentage(rate: Rate, decimals: int = 2) -> str | None:
    """Return a percentage with a point and so many decimals, rounded half up: ``85.94`` for 33,690 of 39,204.

    ``None`` if the whole is 0. It may exceed 100. Calculated with whole numbers only.
    """
    if not rate.denominator:
        return None
    scale = 10**decimals
    parts = (200 * scale * rate.numerator + rate.denominator) // (2 * rate.denominator)
    whole, rest = divmod(parts, scale)
    return f"{whole}.{rest:0{decimals}}" if decimals else str(whole)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one cell in one month (``2026-03``); ``rate`` is the part and the whole."""

    cell: str
    month: str
    indicator: Indicator
    rate: Rate


@dataclass(frozen=True, slots=True)
class Belonging:
    """From which month (``2026-03``, inclusive) to which (exclusive; ``None``: still) a cell belongs to a committee."""

    cell: str
    since: str = ""
    until: str | None = None

    def holds_in(self, month: str) -> bool:
        """Return whether the cell belongs to the committee in a month."""
        return self.since <= month and (self.until is None or month < self.until)


@dataclass(frozen=True, slots=True)
class IndicatorTally:
    """A sum of figures. Adding is associative and commutative, with the empty tally as the neutral element.

    ``happened`` holds sums by indicator, ``standing`` the latest month with its rate by indicator and cell.
    """

    happened: Mapping[Indicator, Rate] = field(default_factory=dict)
    standing: Mapping[tuple[Indicator, str], tuple[str, Rate]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> IndicatorTally:
        """Return the sum of figures."""
        happened: dict[Indicator, Rate] = {}
        standing: dict[tuple[Indicator, str], tuple[str, Rate]] = {}
        for one in figures:
            if one.indicator in AT_THE_END:
                _keep_later(standing, (one.indicator, one.cell), (one.month, one.rate))
            else:
                happened[one.indicator] = together((happened.get(one.indicator, NOTHING), one.rate))
        return cls(happened, standing)

    def __add__(self, other: IndicatorTally) -> IndicatorTally:
        happened, standing = dict(self.happened), dict(self.standing)
        for indicator, rate in other.happened.items():
            happened[indicator] = together((happened.get(indicator, NOTHING), rate))
        for key, latest in other.standing.items():
            _keep_later(standing, key, latest)
        return IndicatorTally(happened, standing)

    @property
    def rates(self) -> Mapping[Indicator, Rate]:
        """The rate of every indicator with figures, in the order of a report."""
        found = dict(self.happened)
        for (indicator, _cell), (_month, rate) in self.standing.items():
            found[indicator] = together((found.get(indicator, NOTHING), rate))
        return {key: found[key] for key in Indicator if key in found}


NOTHING = Rate(0, 0)
"""The neutral element of a sum."""


def together(rates: Iterable[Rate]) -> Rate:
    """Return the sum of parts and the sum of wholes: a weighted mean, never a mean of percentages."""
    listed = tuple(rates)
    return Rate(sum(one.numerator for one in listed), sum(one.denominator for one in listed))


def aggregate(figures: Iterable[Figure], belongings: Iterable[Belonging], first: str, last: str) -> IndicatorTally:
    """Return the figures of a committee for the months ``first`` to ``last`` (inclusive, ``2026-03``).

    A month counts for the committee to which the cell belonged then; states at the end of the period count only if the
    cell belongs to the committee in the ``last`` month.
    """
    held: dict[str, list[Belonging]] = {}
    for belonging in belongings:
        held.setdefault(belonging.cell, []).append(belonging)

    def counts(figure: Figure) -> bool:
        month = last if figure.indicator in AT_THE_END else figure.month
        return first <= figure.month <= last and any(one.holds_in(month) for one in held.get(figure.cell, ()))

    return IndicatorTally.of(filter(counts, figures))


def _keep_later(
    standing: dict[tuple[Indicator, str], tuple[str, Rate]], key: tuple[Indicator, str], latest: tuple[str, Rate]
) -> None:
    """Keep the later of two values; of the same month the greater one, so that the order of adding does not matter."""
    standing[key] = max(
        standing.get(key, latest), latest, key=lambda one: (one[0], one[1].numerator, one[1].denominator)
    )
