"""Indicators of places and periods, as parts and wholes: added up from reports, petitions and four-good decisions.

The definitions are those of :mod:`models.domain.indicators`; a meeting counts once its month is over. What a cell is at
the end of a period is read from the last of its months that is over, and only of the cells that belong then: one that
was transferred or closed leaves the denominator and keeps its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.engine import Connection

from models.domain.bands import Rate
from models.domain.indicators import NOTHING, Indicator, together
from sync.server.tables import Above, Petition
from sync.web.accounts.access import Place
from sync.web.periods import Period, year_of
from sync.web.queries import four_good
from sync.web.queries.four_good import Counts
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Cells, Sums, added, by_child, by_month, cells_of

_ABOVE = Above.__table__
_PETITION = Petition.__table__

Rates = Mapping[Indicator, Rate]

SHOWN = (
    Indicator.MEETINGS_HELD, Indicator.THEMES, Indicator.ATTENDANCE, Indicator.SPEAKING, Indicator.SUPERIORS,
    Indicator.GOOD_MEETINGS, Indicator.GOOD_CELLS, Indicator.TASKS_DONE, Indicator.PETITIONS, Indicator.FOUR_GOOD,
    Indicator.FOUR_GOOD_EXCELLENT, Indicator.CERTIFICATES,
)  # fmt: skip
"""What reports and the superior's own decisions tell; targets, admissions and annual reviews stay in the cell."""


def of_place(connection: Connection, place: Place, periods: Sequence[Period]) -> list[Rates]:
    """Return the indicators of a place in several periods, the first of which holds the others."""
    whole = periods[0]
    months = by_month(connection, place, whole)
    cells = cells_of(connection, [place]).get(place.id, NO_CELLS)
    petitions = _petitions(connection, place, whole)
    decided = _decided(connection, [place], whole).get(place.id)
    found = []
    for period in periods:
        sums = added(months[month] for month in period.over if month in months)
        end = added(months[month] for month in period.over[-1:] if month in months)
        answered = together(petitions[month] for month in period.months if month in petitions)
        found.append(_rates((sums, end), cells, period, answered, decided if period is whole else None))
    return found


def of_children(connection: Connection, children: Sequence[Place], period: Period) -> dict[str, Rates]:
    """Return the indicators of each of some places in a period, by the place's id."""
    if not children:
        return {}
    sums, ends = by_child(connection, children, period.over), by_child(connection, children, period.over[-1:])
    cells, petitions = cells_of(connection, children), _petitions_of(connection, children, period)
    decided = _decided(connection, children, period)
    return {
        one.id: _rates(
            (sums.get(one.id, NO_SUMS), ends.get(one.id, NO_SUMS)), cells.get(one.id, NO_CELLS), period,
            petitions.get(one.id, NOTHING), decided.get(one.id),
        )
        for one in children
    }  # fmt: skip


def _rates(both: tuple[Sums, Sums], cells: Cells, period: Period, petitions: Rate, decided: Counts | None) -> Rates:
    """Return the rates; ``both`` are the sums of all months that are over, and of the last one."""
    (sums, end), four = both, decided or Counts()
    return {
        Indicator.MEETINGS_HELD: Rate(sums.held, cells.expected(period.over)),
        Indicator.THEMES: Rate(sums.thematic, sums.held),
        Indicator.ATTENDANCE: Rate(sums.attendance_n, sums.attendance_d),
        Indicator.SPEAKING: Rate(sums.speaking_n, sums.speaking_d),
        Indicator.SUPERIORS: Rate(sums.attended, sums.meetings),
        Indicator.GOOD_MEETINGS: Rate(sums.quality1, sums.graded),
        Indicator.GOOD_CELLS: Rate(end.good_cells, end.graded_cells),
        Indicator.TASKS_DONE: Rate(sums.tasks_n, sums.tasks_d),
        Indicator.PETITIONS: petitions,
        Indicator.FOUR_GOOD: Rate(four.met, four.registered),
        Indicator.FOUR_GOOD_EXCELLENT: Rate(four.excellent, four.met),
        Indicator.CERTIFICATES: Rate(four.certificates, four.met),
    }


def _petitions(connection: Connection, place: Place, period: Period) -> dict[str, Rate]:
    """Return how many petitions were answered, of those that a subtree raised, by month."""
    month = func.substr(_PETITION.c.raised_on, 1, 7).label("key")
    return _answered(connection, [place], period, month)


def _petitions_of(connection: Connection, places: Sequence[Place], period: Period) -> dict[str, Rate]:
    """Return how many petitions were answered, of those that each subtree raised, by the place's id."""
    return _answered(connection, places, period, _ABOVE.c.ancestor.label("key"))


def _answered(
    connection: Connection, places: Sequence[Place], period: Period, key: ColumnElement[str]
) -> dict[str, Rate]:
    query = select(key, func.count(_PETITION.c.answered_at), func.count()).select_from(_PETITION)
    query = query.join(_ABOVE, _ABOVE.c.descendant == _PETITION.c.cell)
    query = query.where(_below(places) & _PETITION.c.raised_on.between(f"{period.first}-01", f"{period.last}-31"))
    return {name: Rate(part, whole) for name, part, whole in connection.execute(query.group_by(key))}


def _decided(connection: Connection, places: Sequence[Place], period: Period) -> dict[str, Counts]:
    """Return the four-good counts where the period is a year, for which the standard is met or not."""
    year = year_of(period)
    return four_good.counts(connection, places, year) if year else {}


def _below(places: Sequence[Place]) -> ColumnElement[bool]:
    return _ABOVE.c.ancestor.in_([one.id for one in places])
