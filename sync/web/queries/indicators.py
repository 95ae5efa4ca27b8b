"""Indicators of places and periods, as parts and wholes: added up from reports, petitions and four-good decisions.

The definitions are those of :mod:`models.domain.indicators`, with one sentence more where a server knows months but not
members: a meeting counts once its month is over. What a cell is at the end of a period counts for cells that belong
then, so a cell that was transferred or closed leaves the denominator and keeps its history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.engine import Connection

from models.domain.bands import Rate
from models.domain.indicators import NOTHING, Indicator, together
from models.domain.vocabulary import MeetingKind
from sync.server.tables import Above, Organisation, Petition, ReportFigure
from sync.web.accounts.access import Place
from sync.web.periods import Period, year_of
from sync.web.queries import four_good
from sync.web.queries.four_good import Counts
from sync.web.queries.sums import NO_CELLS, NO_SUMS, Cells, Sums, added, by_child, by_month, cells_of

_ABOVE = Above.__table__
_FIGURE = ReportFigure.__table__
_PLACE = Organisation.__table__
_PETITION = Petition.__table__
_DAY = 10
"""Letters of a day, ``2026-12-03``: a grade is kept behind it to find the latest one."""

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
        good = _good_cells(connection, [place], period).get(place.id, NOTHING)
        answered = together(petitions[month] for month in period.months if month in petitions)
        found.append(_rates(sums, cells, period, good, answered, decided if period is whole else None))
    return found


def of_children(connection: Connection, children: Sequence[Place], period: Period) -> dict[str, Rates]:
    """Return the indicators of each of some places in a period, by the place's id."""
    if not children:
        return {}
    sums, cells = by_child(connection, children, period.over), cells_of(connection, children)
    good, petitions = _good_cells(connection, children, period), _petitions_of(connection, children, period)
    decided = _decided(connection, children, period)
    return {
        one.id: _rates(
            sums.get(one.id, NO_SUMS), cells.get(one.id, NO_CELLS), period, good.get(one.id, NOTHING),
            petitions.get(one.id, NOTHING), decided.get(one.id),
        )
        for one in children
    }  # fmt: skip


def _rates(sums: Sums, cells: Cells, period: Period, good: Rate, petitions: Rate, decided: Counts | None) -> Rates:
    four = decided or Counts()
    return {
        Indicator.MEETINGS_HELD: Rate(sums.held, cells.expected(period.over)),
        Indicator.THEMES: Rate(sums.thematic, sums.held),
        Indicator.ATTENDANCE: Rate(sums.attendance_n, sums.attendance_d),
        Indicator.SPEAKING: Rate(sums.speaking_n, sums.speaking_d),
        Indicator.SUPERIORS: Rate(sums.attended, sums.meetings),
        Indicator.GOOD_MEETINGS: Rate(sums.quality1, sums.graded),
        Indicator.GOOD_CELLS: good,
        Indicator.TASKS_DONE: Rate(sums.tasks_n, sums.tasks_d),
        Indicator.PETITIONS: petitions,
        Indicator.FOUR_GOOD: Rate(four.met, four.registered),
        Indicator.FOUR_GOOD_EXCELLENT: Rate(four.excellent, four.met),
        Indicator.CERTIFICATES: Rate(four.certificates, four.met),
    }


def _good_cells(connection: Connection, places: Sequence[Place], period: Period) -> dict[str, Rate]:
    """Return, by place, how many cells' latest regular meeting with a grade was a good one, of those with a grade."""
    if not period.over:
        return {}
    latest = func.max(_FIGURE.c.day.concat(_FIGURE.c.quality)).label("latest")
    graded = (_FIGURE.c.kind == MeetingKind.REGULAR.value) & _FIGURE.c.held & _FIGURE.c.quality.is_not(None)
    within = _FIGURE.c.month.between(period.over[0], period.over[-1])
    query = (
        select(_ABOVE.c.ancestor, latest)
        .select_from(_FIGURE)
        .join(_ABOVE, _ABOVE.c.descendant == _FIGURE.c.cell)
        .join(_PLACE, _PLACE.c.id == _FIGURE.c.cell)
        .where(_below(places) & graded & within)
        .where(or_(_PLACE.c.until.is_(None), _PLACE.c.until >= period.last))
        .group_by(_ABOVE.c.ancestor, _FIGURE.c.cell)
        .subquery()
    )
    good = func.count(case((func.substr(query.c.latest, _DAY + 1) == "1", 1)))
    counted: Select[Any] = select(query.c.ancestor, good, func.count()).group_by(query.c.ancestor)
    return {place: Rate(part, whole) for place, part, whole in connection.execute(counted)}


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
