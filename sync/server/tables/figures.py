"""The data of the superior's pages: the tree's closure, figures of reports, monthly sums, petitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String
from sqlalchemy.types import TypeEngine
from sqlmodel import Field

from models.domain.report_figures import ADDED, ReportFigures
from models.tables.base import word
from sync.server.tables.base import (
    HalfPoints,
    ServerRow,
    cell_key,
    month,
    month_or_none,
    place,
    time,
    time_or_none,
)
from sync.vocabulary import ReceivedReportState

_SMALL = frozenset({"targets_n", "targets_d", "admitted"})
"""Monthly sums that an earlier migration created as plain integers."""


class TreeAncestor(ServerRow, table=True):
    """The tree's closure: each place with each of its ancestors and itself (``depth`` 0)."""

    __tablename__ = "organisation_above"
    ancestor: str = place(key=True)
    descendant: str = place(key=True, index=True)
    depth: int


class Placement(ServerRow, table=True):
    """The place of a cell from a month on, up to an exclusive end, or without end."""

    __tablename__ = "cell_stay"
    cell: str = cell_key()
    since: str = month(key=True)
    until: str | None = month_or_none()
    place: str = place(index=True)


class ReportFigure(ServerRow, table=True):
    """The figures of one report, read from its document (docs/report.md); what was not recorded is null.

    The figures are those of :class:`~models.domain.report_figures.ReportFigures`, ``quality`` is the rank of a grade, 1
    for the best (docs/domain.md, rule 13), after the superior's review if there is one. ``state`` is the report's,
    stored here too, so that a list of a state and a subtree, the newest meeting first, is read from an index.
    ``version`` says by which version of the reader the row was made.
    """

    __tablename__ = "report_figure"
    __table_args__ = (
        Index("ix_report_figure_cell_month", "cell", "month"),
        Index("ix_report_figure_day_cell", "day", "cell"),
        Index("ix_report_figure_state_day_cell", "state", "day", "cell"),
    )
    cell: str = cell_key()
    report: str = Field(primary_key=True, max_length=64)
    version: int
    state: ReceivedReportState = word(ReceivedReportState, required=True)
    month: str = month()
    day: str = Field(max_length=10)
    kind: str = Field(max_length=32)
    title: str = Field(max_length=300)
    theme: str = Field(max_length=500)
    quality: int | None = None
    seal: str = Field(max_length=64)


class MonthFigure(ServerRow, table=True):
    """The sums of a month over the cells that were directly below a place in it.

    ``quality1`` counts the best grade. ``good_cells`` of ``graded_cells`` had their regular meeting in that grade: here
    cells are counted, not meetings.
    """

    __tablename__ = "month_figure"
    place: str = place(key=True)
    month: str = month(key=True)
    held: int = 0
    late: int = 0
    meetings: int = 0
    thematic: int = 0
    quality1: int = 0
    quality2: int = 0
    quality3: int = 0
    quality4: int = 0
    attended: int = 0
    evaluated: int = 0
    graded_cells: int = 0
    good_cells: int = 0


class CellYear(ServerRow, table=True):
    """The figures of a year in a cell's latest report of that year (or the next): planned admissions,
    members by class.
    """

    __tablename__ = "cell_year"
    __table_args__ = (Index("ix_cell_year_year_cell", "year", "cell"),)
    cell: str = cell_key()
    year: int = Field(primary_key=True)
    day: str = Field(max_length=10)
    planned: int
    reviewed: int
    well: int
    excellent: int


class PetitionFigure(ServerRow, table=True):
    """How many petitions the cells directly below a place raised in a month, and how many are answered."""

    __tablename__ = "petition_figure"
    place: str = place(key=True)
    month: str = month(key=True)
    raised: int
    answered: int


class ReceivedPetition(ServerRow, table=True):
    """A petition that a report addressed upward, and the superior's answer, which the cell fetches."""

    __tablename__ = "petition"
    __table_args__ = (
        Index("ix_petition_answered_at_cell", "answered_at", "cell"),
        Index("ix_petition_raised_on_cell", "raised_on", "cell"),
    )
    cell: str = cell_key()
    id: str = Field(primary_key=True, max_length=64)
    report: str = Field(max_length=64)
    text: str = Field(max_length=8000)
    from_text: str = Field(default="", max_length=200)
    to_text: str = Field(default="", max_length=200)
    due_on: str | None = Field(default=None, max_length=10)
    raised_on: str = Field(max_length=10)
    received_at: datetime = time()
    answer: str = Field(default="", max_length=4000)
    answered_at: datetime | None = time_or_none()
    answered_by: str | None = Field(default=None, max_length=36)


_COLUMNS: Mapping[str, type[TypeEngine[Any]] | TypeEngine[Any]] = {
    "int": Integer, "bool": Boolean, "Points": HalfPoints, "str": String(32)
}  # fmt: skip


def _add_figures() -> None:
    """Add the columns that :mod:`models.domain.report_figures` declares and the tables do not have yet."""
    for one in fields(ReportFigures):
        if one.name not in ReportFigure.__table__.c:
            kind, _or, none = str(one.type).partition(" | ")
            ReportFigure.__table__.append_column(Column(one.name, _COLUMNS[kind], nullable=bool(none)))
    for name in ADDED:
        MonthFigure.__table__.append_column(Column(name, Integer if name in _SMALL else BigInteger, nullable=False))


_add_figures()
