"""What the superior's pages read: the tree's closure, the figures of reports, what months add up to, petitions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, false
from sqlmodel import Field

from models.domain.points import Points
from models.tables.base import word
from sync.server.tables.base import (
    ServerRow,
    cell_key,
    half_points_or_none,
    month,
    month_or_none,
    place,
    time,
    time_or_none,
)
from sync.vocabulary import ReceivedReportState


class Above(ServerRow, table=True):
    """The tree's closure: which place stands above which, each also above itself (``depth`` 0)."""

    __tablename__ = "organisation_above"
    ancestor: str = place(key=True)
    descendant: str = place(key=True, index=True)
    depth: int


class Placement(ServerRow, table=True):
    """Under which place a cell stands from a month on, up to one that no longer counts, or still."""

    __tablename__ = "cell_stay"
    cell: str = cell_key()
    since: str = month(key=True)
    until: str | None = month_or_none()
    place: str = place(index=True)


class ReportFigure(ServerRow, table=True):
    """The figures of one report, read from its document (docs/report.md); what was not recorded is null.

    ``month`` is that of the meeting (``doubtful``: not as the laptop's clock told it), ``quality`` the place of its
    grade, 1 for the best (docs/domain.md, rule 13), after the superior's review where there is one. ``state`` is the
    report's, kept here too: a list of a state and a subtree, the newest meeting first, is then read off an index.
    ``version`` says by which reading the row was made.
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
    doubtful: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    kind: str = Field(max_length=32)
    title: str = Field(max_length=300)
    theme: str = Field(max_length=500)
    thematic: bool
    held: bool
    late: bool
    minutes: int | None = None
    planned: int | None = None
    present: int | None = None
    attendance_n: int = 0
    attendance_d: int = 0
    speaking_n: int = 0
    speaking_d: int = 0
    tasks_n: int = 0
    tasks_d: int = 0
    tasks_given: int = 0
    tasks_overdue: int = 0
    targets_n: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    targets_d: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    admitted: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    resolutions: int = 0
    points: Points | None = half_points_or_none()
    points_of: Points | None = half_points_or_none()
    quality: int | None = None
    invited: bool
    attended: bool
    evaluated: bool
    superior_points: Points | None = half_points_or_none()
    superior_of: Points | None = half_points_or_none()
    seal: str = Field(max_length=64)


class MonthFigure(ServerRow, table=True):
    """What the cells that stood directly below a place in a month did in it, added up.

    ``quality1`` counts the best grade. ``good_cells`` of ``graded_cells`` had their regular meeting classified so: here
    cells are counted, not meetings.
    """

    __tablename__ = "month_figure"
    place: str = place(key=True)
    month: str = month(key=True)
    held: int = 0
    late: int = 0
    meetings: int = 0
    thematic: int = 0
    attendance_n: int = Field(default=0, sa_type=BigInteger)
    attendance_d: int = Field(default=0, sa_type=BigInteger)
    speaking_n: int = Field(default=0, sa_type=BigInteger)
    speaking_d: int = Field(default=0, sa_type=BigInteger)
    tasks_n: int = Field(default=0, sa_type=BigInteger)
    tasks_d: int = Field(default=0, sa_type=BigInteger)
    quality1: int = 0
    quality2: int = 0
    quality3: int = 0
    quality4: int = 0
    attended: int = 0
    evaluated: int = 0
    graded_cells: int = 0
    good_cells: int = 0
    targets_n: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    targets_d: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    admitted: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class CellYear(ServerRow, table=True):
    """What a cell's latest report of a year (or the next) told of it: planned admissions, members by class."""

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
    """How many petitions the cells that stood directly below a place raised in a month, and how many are answered."""

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
