"""Cells by month: whether the regular meeting was held, late or missed, and its quality."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.engine import Connection

from models.domain.vocabulary import MeetingKind
from sync.server.tables import OrganisationNode, ReportFigure
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period

_FIGURE = ReportFigure.__table__
_PLACE = OrganisationNode.__table__


class MonthMark(StrEnum):
    """The state of a cell's regular meeting in a month."""

    HELD = "held"
    MISSED = "missed"
    DUE = "due"
    OUTSIDE = "outside"
    """The cell was not expected to meet: not founded yet, or closed."""


@dataclass(frozen=True, slots=True)
class CellMonth:
    """A cell's month. ``report`` is that of its regular meeting; ``reports`` counts those of all its meetings."""

    month: str
    mark: MonthMark
    is_late: bool = False
    quality: int | None = None
    report: str = ""
    reports: int = 0


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell with its months, one for each of the period."""

    place: ReachedPlace
    months: tuple[CellMonth, ...]


def rows(connection: Connection, cells: Sequence[ReachedPlace], period: Period) -> list[CellRow]:
    """Return the months of some cells."""
    ids = [one.id for one in cells]
    spans = _spans(connection, ids)
    held = _held(connection, ids, period)
    return [
        CellRow(
            cell,
            tuple(
                held.get((cell.id, month)) or CellMonth(month, _without(month, spans[cell.id], period.now))
                for month in period.months
            ),
        )
        for cell in cells
    ]


def _spans(connection: Connection, cells: Sequence[str]) -> Mapping[str, tuple[str, str | None]]:
    query = select(_PLACE.c.id, _PLACE.c.since, _PLACE.c.until).where(_PLACE.c.id.in_(cells))
    return {row.id: (row.since or "", row.until) for row in connection.execute(query)}


def _held(connection: Connection, cells: Sequence[str], period: Period) -> Mapping[tuple[str, str], CellMonth]:
    """Return the months with a regular meeting, by cell and month; of two, the first one counts."""
    columns = ("cell", "month", "report", "kind", "held", "late", "quality")
    query = select(*(_FIGURE.c[name] for name in columns)).where(_FIGURE.c.cell.in_(cells))
    query = query.where(_FIGURE.c.month.between(period.first, period.last)).order_by(_FIGURE.c.day, _FIGURE.c.report)
    found: dict[tuple[str, str], CellMonth] = {}
    counts: dict[tuple[str, str], int] = {}
    for row in connection.execute(query):
        key = (row.cell, row.month)
        counts[key] = counts.get(key, 0) + 1
        if row.held and row.kind == MeetingKind.REGULAR.value and key not in found:
            found[key] = CellMonth(row.month, MonthMark.HELD, row.late, row.quality, row.report)
    return {key: replace(month, reports=counts[key]) for key, month in found.items()}


def _without(month: str, span: tuple[str, str | None], now: str) -> MonthMark:
    """Return the mark of a month without a regular meeting."""
    since, until = span
    if month > now or month < since or (until is not None and month > until):
        return MonthMark.OUTSIDE
    return MonthMark.DUE if month == now else MonthMark.MISSED
