"""Indicators of places and periods, as parts and wholes: summed from reports, petitions and four-good decisions.

The definitions are those of :mod:`models.domain.indicators`; a meeting counts once its month is over. States at the end
of a period are read from the last of its months that is over, and only of cells that belong to the place then: a
transferred or closed cell leaves the denominator and keeps its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from models.domain.bands import Rate
from models.domain.indicators import NOTHING, Indicator, together
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period, year_of
from sync.web.queries import cell_years, four_good
from sync.web.queries.belonging import committees_under
from sync.web.queries.cell_years import NO_YEAR, ByYear
from sync.web.queries.four_good import FourGoodCounts
from sync.web.queries.petition_counts import petitions_by_child, petitions_by_month
from sync.web.queries.sums import NO_CELLS, NO_SUMS, CellCounts, Sums, added, by_child, by_month, cells_of

Rates = Mapping[Indicator, Rate]

SHOWN = tuple(Indicator)
"""The indicators from reports and the superior's own decisions, in the order of a report."""


def of_place(connection: Connection, place: ReachedPlace, periods: Sequence[Period]) -> list[Rates]:
    """Return the indicators of a place in several periods, of which the first contains the others."""
    return of_page(connection, place, periods, [])[0]


def of_children(connection: Connection, children: Sequence[ReachedPlace], period: Period) -> dict[str, Rates]:
    """Return the indicators of each of some places in a period, by the place's id."""
    return _of_children(connection, children, period, _Known.of(connection, children, period)) if children else {}


def of_page(
    connection: Connection, place: ReachedPlace, periods: Sequence[Period], below: Sequence[ReachedPlace]
) -> tuple[list[Rates], dict[str, Rates]]:
    """Return the indicators of a place in several periods, of which the first contains the others, and those of some
    places below it in the first.
    """
    whole = periods[0]
    known = _Known.of(connection, [place, *below], whole)
    months, petitions = by_month(connection, place, whole), petitions_by_month(connection, place, whole)
    cells, decided = known.cells.get(place.id, NO_CELLS), known.decided.get(place.id)
    found: list[Rates] = []
    for period in periods:
        sums = added(months[month] for month in period.over if month in months)
        end = added(months[month] for month in period.over[-1:] if month in months)
        answered = together(petitions[month] for month in period.months if month in petitions)
        rates = _rates((sums, end), cells, period, answered, decided if period is whole else None)
        found.append(rates | _rates_of_years(sums, known.years.get(place.id, {}), period))
    return found, _of_children(connection, below, whole, known)


@dataclass(frozen=True, slots=True)
class _Known:
    """Data read for several places at once, by the place's id."""

    cells: Mapping[str, CellCounts]
    decided: Mapping[str, FourGoodCounts]
    years: Mapping[str, ByYear]

    @classmethod
    def of(cls, connection: Connection, places: Sequence[ReachedPlace], period: Period) -> _Known:
        """Read the data; the four-good standard is decided for a year, so other periods have no such data."""
        year, under = year_of(period), committees_under(connection, places)
        decided = four_good.counts(connection, places, year, under) if year else {}
        years = cell_years.of_places(connection, places, period, under)
        return cls(cells_of(connection, places, under), decided, years)


def _of_children(
    connection: Connection, children: Sequence[ReachedPlace], period: Period, known: _Known
) -> dict[str, Rates]:
    sums = by_child(connection, children, period.over)
    petitions = petitions_by_child(connection, children, period)
    found: dict[str, Rates] = {}
    for one in children:
        both = (sums.get(one.id, NO_SUMS),) * 2
        cells, decided = known.cells.get(one.id, NO_CELLS), known.decided.get(one.id)
        rates = _rates(both, cells, period, petitions.get(one.id, NOTHING), decided)
        found[one.id] = rates | _rates_of_years(both[0], known.years.get(one.id, {}), period)
    return found


def _rates(
    both: tuple[Sums, Sums], cells: CellCounts, period: Period, petitions: Rate, decided: FourGoodCounts | None
) -> dict[Indicator, Rate]:
    """Return the rates; ``both`` are the sums of all months that are over, and those with the last month's states."""
    (sums, end), four = both, decided or FourGoodCounts()
    return {
        Indicator.MEETINGS_HELD: Rate(sums.held, cells.expected(period.over)),
        Indicator.THEMES: Rate(sums.thematic, sums.held),
        Indicator.ATTENDANCE: Rate(sums.attendance_n, sums.attendance_d),
        Indicator.SPEAKING: Rate(sums.speaking_n, sums.speaking_d),
        Indicator.SUPERIORS: Rate(sums.attended, sums.meetings),
        Indicator.GOOD_MEETINGS: Rate(sums.quality1, sums.graded),
        Indicator.GOOD_CELLS: Rate(end.good_cells, end.graded_cells),
        Indicator.TASKS_DONE: Rate(sums.tasks_n, sums.tasks_d),
        Indicator.TARGETS: Rate(sums.targets_n, sums.targets_d),
        Indicator.PETITIONS: petitions,
        Indicator.FOUR_GOOD: Rate(four.met, four.registered),
        Indicator.FOUR_GOOD_EXCELLENT: Rate(four.excellent, four.met),
        Indicator.CERTIFICATES: Rate(four.certificates, four.met),
    }


def _rates_of_years(sums: Sums, years: ByYear, period: Period) -> dict[Indicator, Rate]:
    """Return the rates of yearly plans and yearly states, which count in December."""
    planned = sum(found.planned for year, found in years.items() if period.first[:4] <= str(year) <= period.last[:4])
    ended = [found for year, found in years.items() if period.first <= f"{year}-12" <= period.last]
    at_the_end = sum(ended, NO_YEAR)
    return {
        Indicator.ADMITTED: Rate(sums.admitted, planned),
        Indicator.REVIEWED_WELL: Rate(at_the_end.well, at_the_end.reviewed),
        Indicator.REVIEWED_EXCELLENT: Rate(at_the_end.excellent, at_the_end.reviewed),
    }
