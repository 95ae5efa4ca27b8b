"""Monthly sums of the cells directly below a place, recalculated whenever a figure changes.

A page over 5,000 cells then reads one row per committee and month instead of one per report. Only direct children are
summed, so that two committees never lock each other; a recalculation locks the place's row, so that of two concurrent
reports neither is missed.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Table, case, delete, distinct, func, insert, select
from sqlalchemy.engine import Connection

from models.domain.report_figures import ADDED
from models.domain.vocabulary import MeetingKind
from sync.server import placements
from sync.server.tables import MonthFigure, OrganisationNode, PetitionFigure, Placement, ReceivedPetition, ReportFigure

_TABLE = MonthFigure.__table__
_FIGURE = ReportFigure.__table__
_PETITIONS = PetitionFigure.__table__
_PETITION = ReceivedPetition.__table__
_STAY = Placement.__table__
_PLACE = OrganisationNode.__table__
_REGULAR = _FIGURE.c.kind == MeetingKind.REGULAR.value
GRADES = (1, 2, 3, 4)
"""The ranks of the grades of a meeting's quality, the best first (docs/domain.md, rule 13)."""


def refresh(connection: Connection, places: Iterable[str], month: str | None = None) -> None:
    """Recalculate the sums of the cells directly below each place, of one month or of all."""
    for place in sorted(set(places)):
        _clear(connection, _TABLE, place, month)
        sums = columns()
        query = select(_STAY.c.place, _FIGURE.c.month, *sums.values()).join(_FIGURE, _FIGURE.c.cell == _STAY.c.cell)
        query = query.where((_STAY.c.place == place) & placements.during(_FIGURE.c.month))
        if month:
            query = query.where(_FIGURE.c.month == month)
        query = query.group_by(_STAY.c.place, _FIGURE.c.month)
        connection.execute(insert(_TABLE).from_select(["place", "month", *sums], query))


def refresh_petitions(connection: Connection, places: Iterable[str], month: str | None = None) -> None:
    """Count the petitions that the cells directly below each place raised, in one month or in all."""
    raised = func.substr(_PETITION.c.raised_on, 1, 7)
    for place in sorted(set(places)):
        _clear(connection, _PETITIONS, place, month)
        query = select(_STAY.c.place, raised, func.count(), func.count(_PETITION.c.answered_at))
        query = query.join(_PETITION, _PETITION.c.cell == _STAY.c.cell)
        query = query.where((_STAY.c.place == place) & placements.during(raised))
        if month:
            query = query.where(_PETITION.c.raised_on.between(f"{month}-01", f"{month}-31"))
        query = query.group_by(_STAY.c.place, raised)
        connection.execute(insert(_PETITIONS).from_select(["place", "month", "raised", "answered"], query))


def _clear(connection: Connection, table: Table, place: str, month: str | None) -> None:
    """Lock a place and delete its sums."""
    connection.execute(select(_PLACE.c.id).where(_PLACE.c.id == place).with_for_update(key_share=True))
    only = table.c.place == place
    connection.execute(delete(table).where(only & (table.c.month == month) if month else only))


def columns(last: str | None = None) -> dict[str, ColumnElement[int]]:
    """Return the sums over some reports, by the column of :class:`~sync.server.tables.MonthFigure`.

    Counts of cells, ``…_cells``, are taken from the ``last`` month only, if one is given.
    """
    held, once = _FIGURE.c.held, _FIGURE.c.cell.concat(_FIGURE.c.month)
    graded, best = _FIGURE.c.quality.is_not(None), _FIGURE.c.quality == GRADES[0]
    standing = held & _REGULAR & (_FIGURE.c.month == last) if last else held & _REGULAR
    return {
        "held": func.count(distinct(case((held & _REGULAR, once)))),
        "late": func.count(distinct(case((held & _REGULAR & _FIGURE.c.late, once)))),
        "meetings": _count(held),
        "thematic": func.count(distinct(case((held & _FIGURE.c.thematic, once)))),
        **{name: func.sum(_FIGURE.c[name]) for name in ADDED},
        **{f"quality{grade}": _count(_FIGURE.c.quality == grade) for grade in GRADES},
        "attended": _count(_FIGURE.c.attended),
        "evaluated": _count(_FIGURE.c.evaluated),
        "graded_cells": func.count(distinct(case((standing & graded, once)))),
        "good_cells": func.count(distinct(case((standing & best, once)))),
    }


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
