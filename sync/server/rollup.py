"""What the cells directly below a place did in a month, added up anew whenever a figure of theirs changes.

A page over 5,000 cells then adds up a row a committee and month instead of a row a report. Only direct children are
added up, so that two committees never wait for each other; who adds up holds the place's row, so that of two cells
that report at once neither is left out.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, case, delete, distinct, func, insert, select
from sqlalchemy.engine import Connection

from models.domain.vocabulary import MeetingKind
from sync.server.tables import MonthFigure, Organisation, ReportFigure

_TABLE = MonthFigure.__table__
_FIGURE = ReportFigure.__table__
_PLACE = Organisation.__table__
_REGULAR = _FIGURE.c.kind == MeetingKind.REGULAR.value
_SUMS = ("attendance_n", "attendance_d", "speaking_n", "speaking_d", "tasks_n", "tasks_d")
GRADES = (1, 2, 3, 4)
"""The places of the grades of a meeting's quality, the best first (rule 13 of DOMAIN.md)."""


def refresh(connection: Connection, places: Iterable[str], month: str | None = None) -> None:
    """Add up the cells directly below each place, in one month or in all."""
    for place in sorted(set(places)):
        connection.execute(select(_PLACE.c.id).where(_PLACE.c.id == place).with_for_update(key_share=True))
        only = _TABLE.c.place == place
        connection.execute(delete(_TABLE).where(only & (_TABLE.c.month == month) if month else only))
        sums = columns()
        query = select(_PLACE.c.parent_id, _FIGURE.c.month, *sums.values())
        query = query.join(_FIGURE, _FIGURE.c.cell == _PLACE.c.id).where(_PLACE.c.parent_id == place)
        if month:
            query = query.where(_FIGURE.c.month == month)
        query = query.group_by(_PLACE.c.parent_id, _FIGURE.c.month)
        connection.execute(insert(_TABLE).from_select(["place", "month", *sums], query))


def columns() -> dict[str, ColumnElement[int]]:
    """Return what is added up of some reports, by the column of :class:`~sync.server.tables.MonthFigure`."""
    held, once = _FIGURE.c.held, _FIGURE.c.cell.concat(_FIGURE.c.month)
    graded, best = _FIGURE.c.quality.is_not(None), _FIGURE.c.quality == GRADES[0]
    return {
        "held": func.count(distinct(case((held & _REGULAR, once)))),
        "late": func.count(distinct(case((held & _REGULAR & _FIGURE.c.late, once)))),
        "meetings": _count(held),
        "thematic": func.count(distinct(case((held & _FIGURE.c.thematic, once)))),
        **{name: func.sum(_FIGURE.c[name]) for name in _SUMS},
        **{f"quality{grade}": _count(_FIGURE.c.quality == grade) for grade in GRADES},
        "attended": _count(_FIGURE.c.attended),
        "evaluated": _count(_FIGURE.c.evaluated),
        "graded_cells": func.count(distinct(case((held & _REGULAR & graded, once)))),
        "good_cells": func.count(distinct(case((held & _REGULAR & best, once)))),
    }


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))
