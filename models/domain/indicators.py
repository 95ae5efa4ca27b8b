"""Indicators as superiors report them: a part, a whole and the percentage, added up over cells and months.

Pure, for the cell and for the server alike. What happens (a member attends, a task is done) is added up over every
month in which the cell belonged to the committee; what a cell is at the end of a period (it met the four-good
standard) counts once, and only for cells that belong at its end. So a cell that is transferred leaves the denominator
(51 → 49) and keeps its history (docs/domain.md, "Who and where").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.domain.bands import Rate
from models.domain.language import N_, _


class Indicator(StrEnum):
    """What is measured; the order is that of a report."""

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
"""Indicators that say what a cell is, not what happened in it: of several months the last one stands."""

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
    """Return what an indicator is called, in the language of the program."""
    return _(indicator_source(indicator))


def indicator_source(indicator: Indicator) -> str:
    """Return what an indicator is called in English, as the catalogues know it."""
    return _WORDS[indicator]


def percentage(rate: Rate, decimals: int = 2) -> str | None:
    """Return a percentage with a point and so many decimals, rounded half up: ``85.94`` for 33,690 of 39,204.

    ``None`` of an empty whole: there is no figure. It may exceed 100. Whole numbers only, never a float.
    """
    if not rate.denominator:
        return None
    scale = 10**decimals
    parts = (200 * scale * rate.numerator + rate.denominator) // (2 * rate.denominator)
    whole, rest = divmod(parts, scale)
    return f"{whole}.{rest:0{decimals}}" if decimals else str(whole)


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator of one cell in one month (``2026-03``); ``rate`` keeps the part and the whole."""

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
        """Say whether the cell belongs to the committee in a month."""
        return self.since <= month and (self.until is None or month < self.until)


@dataclass(frozen=True, slots=True)
class IndicatorTally:
    """Figures added up. Adding is associative and commutative, and the empty tally changes nothing.

    ``happened`` holds sums by indicator, ``standing`` by indicator and cell the latest month with its rate.
    """

    happened: Mapping[Indicator, Rate] = field(default_factory=dict)
    standing: Mapping[tuple[Indicator, str], tuple[str, Rate]] = field(default_factory=dict)

    @classmethod
    def of(cls, figures: Iterable[Figure]) -> IndicatorTally:
        """Return figures added up."""
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
        """The rate of every indicator of which there are figures, in the order of a report."""
        found = dict(self.happened)
        for (indicator, _cell), (_month, rate) in self.standing.items():
            found[indicator] = together((found.get(indicator, NOTHING), rate))
        return {key: found[key] for key in Indicator if key in found}


NOTHING = Rate(0, 0)
"""No figure: it changes nothing that it is added to."""


def together(rates: Iterable[Rate]) -> Rate:
    """Return parts over wholes added up: a mean weighted by what was counted, never a mean of percentages."""
    listed = tuple(rates)
    return Rate(sum(one.numerator for one in listed), sum(one.denominator for one in listed))


def aggregate(figures: Iterable[Figure], belongings: Iterable[Belonging], first: str, last: str) -> IndicatorTally:
    """Return what a committee reports of the months ``first`` to ``last`` (inclusive, ``2026-03``).

    A month counts for the committee to which the cell belonged then; what a cell is at the end of the period counts
    only where the cell belongs in the ``last`` month.
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
    """Keep the later of two; of one month told twice the greater, so that the order does not matter."""
    standing[key] = max(
        standing.get(key, latest), latest, key=lambda one: (one[0], one[1].numerator, one[1].denominator)
    )
