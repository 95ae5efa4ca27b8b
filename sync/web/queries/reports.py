"""Reports: the list below a place, and one with all that its page shows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import FromClause, Select, select
from sqlalchemy.engine import Connection, Row

from models.domain.points import Points
from models.domain.report_figures import FIGURES, ReportFigures
from sync.server.tables import OrganisationNode, ReceivedReport, ReportFigure, ScoreReview, TreeAncestor
from sync.vocabulary import ReceivedReportState
from sync.web.accounts.access import ReachedPlace
from sync.web.settings import ROWS

_REPORT = ReceivedReport.__table__
_FIGURE = ReportFigure.__table__
_ABOVE = TreeAncestor.__table__
_PLACE = OrganisationNode.__table__
_REVIEW = ScoreReview.__table__
_OWN = ("cell", "id", "state", "received_at", "decided_at", "remark")


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """The filter of the list; ``state`` is empty for all, the months are those of the meetings."""

    state: str
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow(ReportFigures):
    """A report with the figures of its meeting; ``quality`` is the rank of its grade, the best 1."""

    cell: str
    cell_name: str
    id: str
    state: ReceivedReportState
    received_at: datetime
    decided_at: datetime | None
    remark: str
    quality: int | None


@dataclass(frozen=True, slots=True)
class OfficialReview:
    """The official points of a meeting, and their author."""

    points: Points
    points_of: Points
    remark: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportDetail:
    """A report as sent; ``digest`` distinguishes it from a version that replaced it."""

    line: ReportRow
    document: bytes
    content: dict[str, Any]
    review: OfficialReview | None

    @property
    def digest(self) -> str:
        """The SHA-256 of the document."""
        return hashlib.sha256(self.document).hexdigest()


def listing(connection: Connection, place: ReachedPlace, wanted: ReportFilter, page: int) -> list[ReportRow]:
    """Return the reports below a place, the newest meeting first; one more than a page shows.

    They are selected from the figures alone, by an index, before any join.
    """
    chosen = select(_FIGURE.c.day, _FIGURE.c.cell, _FIGURE.c.report)
    if place.is_cell:
        chosen = chosen.where(_FIGURE.c.cell == place.id)
    else:
        chosen = chosen.join(_ABOVE, _ABOVE.c.descendant == _FIGURE.c.cell).where(_ABOVE.c.ancestor == place.id)
    if wanted.state:
        chosen = chosen.where(_FIGURE.c.state == ReceivedReportState(wanted.state))
    chosen = chosen.where(_FIGURE.c.day.between(f"{wanted.first}-01", f"{wanted.last}-31"))
    few = _sorted(chosen, _FIGURE).limit(ROWS + 1).offset(ROWS * (page - 1)).subquery()
    query = _query().join(few, (few.c.cell == _FIGURE.c.cell) & (few.c.report == _FIGURE.c.report))
    return [_line(row) for row in connection.execute(_sorted(query, few))]


def _sorted(query: Select[*tuple[Any, ...]], by: FromClause) -> Select[*tuple[Any, ...]]:
    return query.order_by(by.c.day.desc(), by.c.cell.desc(), by.c.report)


def opened(connection: Connection, cell: str, report: str) -> ReportDetail | None:
    """Return one report of a cell; ``None`` when there is none of this id."""
    query = _query().add_columns(_REPORT.c.document).where((_REPORT.c.cell == cell) & (_REPORT.c.id == report))
    row = connection.execute(query).first()
    if row is None:
        return None
    document = bytes(row.document)
    return ReportDetail(_line(row), document, json.loads(document)["content"], _review(connection, cell, report))


def _review(connection: Connection, cell: str, report: str) -> OfficialReview | None:
    row = connection.execute(select(_REVIEW).where((_REVIEW.c.cell == cell) & (_REVIEW.c.report == report))).first()
    return OfficialReview(row.points, row.points_of, row.remark, row.reviewed_at, row.reviewed_by) if row else None


def _query() -> Select[*tuple[Any, ...]]:
    columns = [_REPORT.c[name] for name in _OWN]
    figures = [_FIGURE.c[name] for name in (*FIGURES, "quality")]
    return (
        select(*columns, _PLACE.c.name.label("cell_name"), *figures)
        .join(_FIGURE, (_FIGURE.c.cell == _REPORT.c.cell) & (_FIGURE.c.report == _REPORT.c.id))
        .join(_PLACE, _PLACE.c.id == _REPORT.c.cell)
    )


def _line(row: Row[Any]) -> ReportRow:
    return ReportRow(**{name: row._mapping[name] for name in ReportRow.__dataclass_fields__})
