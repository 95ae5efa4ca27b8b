"""Removing reports: all data read from them are removed, sums are recalculated, and the audit log records it."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from models.domain.errors import Refused, UnknownRecord
from sync.server import report_removal, reports
from sync.server.audit import lines
from sync.server.tables import (
    CellYear,
    MonthFigure,
    PetitionFigure,
    ReceivedPetition,
    ReceivedReport,
    ReportFigure,
    ScoreReview,
)
from tests.sync.central import Administration
from tests.sync.server.test_figures import YEAR_TOLD, in_month, rows, send


def ids(administration: Administration) -> list[str]:
    return sorted(row.id for row in rows(administration, ReceivedReport))


def test_a_false_report_goes_with_all_that_was_read_from_it(administration: Administration, cell: str) -> None:
    send(administration, cell, "m-11", **in_month("2026-11"), year=YEAR_TOLD)
    before = {table: rows(administration, table) for table in (CellYear, MonthFigure, PetitionFigure, ReportFigure)}
    years = [YEAR_TOLD["years"][0] | {"admissions_planned": 99}]
    send(administration, cell, "false", **in_month("2026-12", "p-2"), year=YEAR_TOLD | {"years": years})
    review = {"points": 99, "points_of": 100, "reviewed_by": "someone"}

    def judge(connection: Connection, now: object) -> None:
        connection.execute(ScoreReview.__table__.insert().values(cell=cell, report="false", reviewed_at=now, **review))

    administration.do(judge)
    assert administration.do(report_removal.remove, cell, ["false"]) == ("false",)
    assert ids(administration) == ["m-11"]
    assert {table: rows(administration, table) for table in before} == before
    assert [row.id for row in rows(administration, ReceivedPetition)] == ["p-1"]
    assert rows(administration, ScoreReview) == []
    last = administration.see(lines)[0]
    assert (last.event, last.subject) == ("report.removed", "false")


def test_all_that_a_stolen_machine_sent_goes_and_what_others_sent_stays(
    administration: Administration, cell: str
) -> None:
    send(administration, cell, "m-1")
    document = rows(administration, ReceivedReport)[0].document
    for number in range(3):
        administration.do(reports.put, reports.Sender(cell, "stolen"), f"false-{number}", document, 100)
    found = administration.do(report_removal.remove, cell, account="stolen")
    assert (found, ids(administration)) == (("false-0", "false-1", "false-2"), ["m-1"])
    administration.do(report_removal.remove, cell, everything=True)
    assert ids(administration) == []
    assert rows(administration, MonthFigure) == rows(administration, PetitionFigure) == []


def test_what_is_not_there_or_not_said_removes_nothing(administration: Administration, cell: str) -> None:
    send(administration, cell, "m-1")
    with pytest.raises(Refused, match="Say which"):
        administration.do(report_removal.remove, cell)
    for wanted in ({"reports": ["m-1", "m-2"]}, {"account": "nobody"}, {"reports": ["m-1"], "account": "nobody"}):
        with pytest.raises(UnknownRecord):
            administration.do(report_removal.remove, cell, **wanted)
    assert ids(administration) == ["m-1"]
