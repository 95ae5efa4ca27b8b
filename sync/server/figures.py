"""Storing the figures and petitions of a report, in the transaction that stores the report."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection

from models.domain.clock import VIETNAM
from models.domain.points import Points
from models.domain.report_figures import FIGURES, VERSION, ReportFigures
from sync.server import placements, rollup
from sync.server.database import Database
from sync.server.report_content import Addressed, Content, quality, read_figures, read_petitions
from sync.server.report_day import expected_since
from sync.server.report_years import CellYearFigures, read_years
from sync.server.tables import CellYear, OrganisationNode, ReceivedPetition, ReceivedReport, ReportFigure, ScoreReview
from sync.vocabulary import ReceivedReportState

AT_ONCE = 500
"""Reports per transaction while catching up."""

_TABLE = ReportFigure.__table__
_REPORT = ReceivedReport.__table__
_PLACE = OrganisationNode.__table__
_PETITION = ReceivedPetition.__table__
_REVIEW = ScoreReview.__table__
_YEAR = CellYear.__table__


def keep(connection: Connection, received_at: datetime, cell: str, report: str, document: bytes) -> None:
    """Store a report's figures, replacing those of an earlier report with its id."""
    content: Content = json.loads(document)["content"]
    found = read_figures(content, received_at)
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.report == report)
    before = connection.execute(select(_TABLE.c.month).where(mine)).scalar()
    connection.execute(delete(_TABLE).where(mine))
    values = asdict(found) | {"quality": quality(found, _review(connection, cell, report))}
    state = connection.execute(select(_REPORT.c.state).where((_REPORT.c.cell == cell) & (_REPORT.c.id == report)))
    values |= {"version": VERSION, "state": state.scalar_one()}
    connection.execute(insert(_TABLE).values(cell=cell, report=report, **values))
    _keep_years(connection, cell, found.day, read_years(content, date.fromisoformat(found.day)))
    _keep_petitions(connection, received_at, (cell, report, found), read_petitions(content))
    _add_up(connection, cell, {found.month, before or found.month})


def drop(connection: Connection, cell: str, reports: Collection[str]) -> None:
    """Delete what was read from reports that are removed, and add up the rest."""
    months, days, raised = set[str](), set[str](), set[str]()
    for report in reports:
        mine = (_TABLE.c.cell == cell) & (_TABLE.c.report == report)
        gone = connection.execute(delete(_TABLE).where(mine).returning(_TABLE.c.month, _TABLE.c.day)).all()
        months |= {row.month for row in gone}
        days |= {row.day for row in gone}
        told = (_PETITION.c.cell == cell) & (_PETITION.c.report == report)
        raised |= set(connection.execute(delete(_PETITION).where(told).returning(_PETITION.c.raised_on)).scalars())
    _read_years_again(connection, cell, days)
    _add_up(connection, cell, months)
    _count_petitions(connection, cell, raised)


def _read_years_again(connection: Connection, cell: str, days: Collection[str]) -> None:
    """Take the figures of years that came from removed reports of some days from the reports that remain."""
    mine = _YEAR.c.cell == cell
    lost = set(connection.execute(select(_YEAR.c.year).where(mine & _YEAR.c.day.in_(days))).scalars())
    if not lost:
        return
    connection.execute(delete(_YEAR).where(mine & _YEAR.c.year.in_(lost)))
    joined = (_REPORT.c.cell == _TABLE.c.cell) & (_REPORT.c.id == _TABLE.c.report)
    query = select(_TABLE.c.day, _REPORT.c.document).join(_REPORT, joined).where(_TABLE.c.cell == cell)
    query = query.where(_TABLE.c.day >= f"{min(lost)}-01-01").order_by(_TABLE.c.day)
    for row in connection.execute(query).all():
        found = read_years(json.loads(row.document)["content"], date.fromisoformat(row.day))
        _keep_years(connection, cell, row.day, [one for one in found if one.year in lost])


def mark(connection: Connection, cell: str, report: str, state: ReceivedReportState) -> None:
    """Store a report's state with its figures."""
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.report == report)
    connection.execute(update(_TABLE).where(mine).values(state=state))


def judge_anew(connection: Connection, cell: str, report: str) -> None:
    """Update a meeting's quality after the superior's review of its points."""
    mine = (_TABLE.c.cell == cell) & (_TABLE.c.report == report)
    row = connection.execute(select(*(_TABLE.c[name] for name in FIGURES)).where(mine)).one()
    grade = quality(ReportFigures(**row._mapping), _review(connection, cell, report))
    connection.execute(update(_TABLE).where(mine).values(quality=grade))
    _add_up(connection, cell, {row.month})


def catch_up(database: Database) -> None:
    """Read the reports that have no figures yet, or figures of another version, in several transactions."""
    while database.write(_catch_up):
        pass


def _catch_up(connection: Connection) -> bool:
    joined = (_TABLE.c.cell == _REPORT.c.cell) & (_TABLE.c.report == _REPORT.c.id) & (_TABLE.c.version == VERSION)
    query = select(_REPORT.c.cell, _REPORT.c.id, _REPORT.c.received_at, _REPORT.c.document)
    query = query.outerjoin(_TABLE, joined).where(_TABLE.c.cell.is_(None))
    rows = connection.execute(query.order_by(_REPORT.c.cell, _REPORT.c.id).limit(AT_ONCE)).all()
    for row in rows:
        keep(connection, row.received_at, row.cell, row.id, row.document)
    return bool(rows)


def _add_up(connection: Connection, cell: str, months: set[str]) -> None:
    place = connection.execute(select(_PLACE.c.since, _PLACE.c.created_at).where(_PLACE.c.id == cell)).one()
    reported = connection.execute(select(_TABLE.c.month).where(_TABLE.c.cell == cell).distinct()).scalars()
    since = expected_since(f"{place.created_at.astimezone(VIETNAM):%Y-%m}", reported)
    if since != place.since:
        connection.execute(update(_PLACE).where(_PLACE.c.id == cell).values(since=since))
    for month in sorted(months):
        rollup.refresh(connection, [placements.place_of(connection, cell, month)], month)


def _keep_years(connection: Connection, cell: str, day: str, told: Sequence[CellYearFigures]) -> None:
    """Store a report's figures of years, unless a later meeting's report stored them."""
    for one in told:
        mine = (_YEAR.c.cell == cell) & (_YEAR.c.year == one.year)
        known = connection.execute(select(_YEAR.c.day).where(mine)).scalar()
        if known is None or known <= day:
            connection.execute(delete(_YEAR).where(mine))
            connection.execute(insert(_YEAR).values(cell=cell, day=day, **asdict(one)))


def _review(connection: Connection, cell: str, report: str) -> tuple[Points, Points] | None:
    mine = (_REVIEW.c.cell == cell) & (_REVIEW.c.report == report)
    row = connection.execute(select(_REVIEW.c.points, _REVIEW.c.points_of).where(mine)).first()
    return (row.points, row.points_of) if row else None


def _keep_petitions(
    connection: Connection,
    received_at: datetime,
    source: tuple[str, str, ReportFigures],
    petitions: Sequence[Addressed],
) -> None:
    """Store the petitions addressed upward; answered ones stay, and those that a corrected report lacks are removed."""
    cell, report, figures = source
    mine, open_ones = _PETITION.c.cell == cell, _PETITION.c.answered_at.is_(None)
    ids = [one.id for one in petitions]
    left_out = mine & (_PETITION.c.report == report) & open_ones & _PETITION.c.id.not_in(ids)
    days = set(connection.execute(delete(_PETITION).where(left_out).returning(_PETITION.c.raised_on)).scalars())
    known = set(connection.execute(select(_PETITION.c.id).where(mine & _PETITION.c.id.in_(ids))).scalars())
    for one in petitions:
        if one.id in known:
            values = {name: value for name, value in asdict(one).items() if name != "id"}
            connection.execute(update(_PETITION).where(mine & open_ones & (_PETITION.c.id == one.id)).values(values))
        else:
            fresh = asdict(one) | {"raised_on": figures.day, "received_at": received_at}
            connection.execute(insert(_PETITION).values(cell=cell, report=report, answer="", **fresh))
            days.add(figures.day)
    _count_petitions(connection, cell, days)


def _count_petitions(connection: Connection, cell: str, days: Collection[str]) -> None:
    """Count anew the petitions of the months in which some days are."""
    for month in sorted({day[:7] for day in days}):
        rollup.refresh_petitions(connection, [placements.place_of(connection, cell, month)], month)


def count_petition_anew(connection: Connection, cell: str, petition: str) -> None:
    """Update the counts after a petition was answered."""
    mine = (_PETITION.c.cell == cell) & (_PETITION.c.id == petition)
    _count_petitions(connection, cell, [connection.execute(select(_PETITION.c.raised_on).where(mine)).scalar_one()])
