"""The figures of reports: read from what is signed, kept with the report, added up, read leniently."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from models.domain.errors import Refused
from models.domain.points import Points
from sync.server import figures, reports, tree
from sync.server.database import Database
from sync.server.report_content import place_of_grade, read_figures, read_petitions
from sync.server.report_years import read_years
from sync.server.tables import CellYear, MonthFigure, OrganisationNode, PetitionFigure, ReceivedPetition, ReportFigure
from sync.vocabulary import OrganisationKind, ReceivedReportState
from tests.sync.central import Administration
from tests.sync.reports.papers import paper

NOW = datetime(2026, 12, 5, 3, 0, tzinfo=UTC)
HELD = {
    "meeting": {
        "id": "m-1",
        "kind": "regular",
        "title": "Thường kỳ tháng 12",
        "scheduled_at": "2026-12-03T07:00:00.000Z",
        "opened_at": "2026-12-03T07:05:00.000Z",
        "closed_at": "2026-12-03T08:35:00.000Z",
        "minutes": 90,
        "thematic": True,
        "theme": "Chuyển đổi số",
    },
    "indicators": {
        "attendance": {"numerator": 19, "denominator": 21},
        "speaking": {"numerator": 8, "denominator": 19},
        "tasks": {"numerator": 3, "denominator": 4},
    },
    "score": {"points": 92, "of": 100, "complete": True},
    "petitions": [{"id": "p-1", "text": "Sửa đường\nvào thôn", "from": "Lò Thị Mây", "to": "UBND", "due_on": None}],
    "superior": {"invited": True, "attended": True, "evaluated": False},
}
Row = Any


def in_month(month: str, petition: str = "p-1") -> dict[str, Any]:
    """Return the sections that tell when a meeting was, and a petition of it."""
    held = {name: value.replace("2026-12", month) if isinstance(value, str) else value
            for name, value in HELD["meeting"].items()}  # fmt: skip
    return {"meeting": held, "petitions": [HELD["petitions"][0] | {"id": petition}]}


def send(administration: Administration, cell: str, report: str = "m-1", **sections: Any) -> None:
    """Put a report as a machine of the cell does."""
    document = paper(**{**HELD, **sections})
    administration.do(reports.put, reports.Sender(cell, "machine"), report, document, 100)


def rows(administration: Administration, table: type) -> list[Row]:
    """Return a table's rows."""
    return list(administration.see(lambda connection: connection.execute(select(table.__table__)).all()))


def test_a_report_leaves_its_figures(administration: Administration, cell: str) -> None:
    send(administration, cell)
    (row,) = rows(administration, ReportFigure)
    assert (row.cell, row.report, row.month, row.day, row.kind) == (cell, "m-1", "2026-12", "2026-12-03", "regular")
    assert (row.held, row.late, row.thematic, row.theme) == (True, False, True, "Chuyển đổi số")
    assert (row.attendance_n, row.attendance_d, row.speaking_n, row.tasks_d) == (19, 21, 8, 4)
    assert (row.points, row.quality, row.invited, row.attended, row.evaluated) == (92, 1, True, True, False)


@pytest.mark.parametrize("opened", ["1970-01-01T00:20:00.000Z", "2099-12-03T07:00:00.000Z", "2025-12-03T07:05:00.000Z"])
def test_a_wrong_clock_takes_the_planned_day_and_is_told(
    administration: Administration, cell: str, opened: str
) -> None:
    send(administration, cell, meeting=HELD["meeting"] | {"opened_at": opened})
    assert [(row.month, row.day, row.doubtful) for row in rows(administration, ReportFigure)] == [
        ("2026-12", "2026-12-03", True)
    ]


def test_a_wrong_clock_of_planning_too_leaves_the_day_the_report_came(
    administration: Administration, cell: str
) -> None:
    wrong = {"scheduled_at": "1970-01-02T07:00:00.000Z", "opened_at": "1970-01-01T00:20:00.000Z"}
    send(administration, cell, meeting=HELD["meeting"] | wrong)
    ((day, doubtful),) = [(row.day, row.doubtful) for row in rows(administration, ReportFigure)]
    assert (day, doubtful) == (f"{administration.clock():%Y-%m-%d}", True)


def test_one_report_of_long_ago_leaves_no_years_of_missed_meetings(administration: Administration, cell: str) -> None:
    for report, month in (("m-1", "2021-03"), ("m-2", "2026-08"), ("m-3", "2026-05")):
        send(administration, cell, report, **in_month(month))
    assert [row.since for row in rows(administration, OrganisationNode) if row.id == cell] == ["2026-05"]


def test_a_regular_meeting_after_the_latest_day_is_late(administration: Administration, cell: str) -> None:
    held = HELD["meeting"] | {"opened_at": "2026-12-07T17:30:00.000Z"}  # the 8th in Vietnam
    send(administration, cell, meeting=held)
    assert [row.late for row in rows(administration, ReportFigure)] == [True]


def test_months_add_up_over_the_cells_of_a_committee(administration: Administration, cell: str) -> None:
    send(administration, cell)
    committee = administration.see(tree.find, cell).parent_id
    other = administration.do(tree.add, OrganisationKind.CELL, "Chi bộ Hai", committee).id
    send(administration, other, score=None, indicators={"attendance": {"numerator": 9, "denominator": 10}})
    (row,) = rows(administration, MonthFigure)
    assert (row.place, row.month, row.held, row.meetings) == (committee, "2026-12", 2, 2)
    assert (row.attendance_n, row.attendance_d, row.quality1, row.quality2) == (28, 31, 1, 0)


def test_a_cell_that_is_transferred_leaves_its_earlier_months_to_the_old_committee(
    administration: Administration, cell: str
) -> None:
    old = administration.see(tree.find, cell).parent_id
    new = administration.see(tree.find, administration.new_cell("Chi bộ Hai")).parent_id
    november, december = (in_month(month, f"p-{month}") for month in ("2026-11", "2026-12"))
    send(administration, cell, "m-11", **november)
    send(administration, cell, "m-12", **december)
    for wanted, since in (
        ({"2026-11": old, "2026-12": new}, "2026-12"),
        ({"2026-11": new, "2026-12": new}, "2026-11"),
        ({"2026-11": old, "2026-12": old}, "2026-10"),
    ):
        administration.do(tree.move, cell, new if new in wanted.values() else old, since)
        for table in (MonthFigure, PetitionFigure):
            assert {row.month: row.place for row in rows(administration, table)} == wanted
    assert [(row.month, row.held) for row in rows(administration, MonthFigure)] == [("2026-11", 1), ("2026-12", 1)]


def test_a_report_that_comes_after_the_transfer_counts_where_the_cell_met(
    administration: Administration, cell: str
) -> None:
    old = administration.see(tree.find, cell).parent_id
    new = administration.see(tree.find, administration.new_cell("Chi bộ Hai")).parent_id
    administration.do(tree.move, cell, new, "2026-12")
    send(administration, cell, "m-11", **in_month("2026-11"))
    assert [(row.place, row.month) for row in rows(administration, MonthFigure)] == [(old, "2026-11")]
    with pytest.raises(Refused, match="month"):
        administration.do(tree.move, cell, old, "2026-13")


def test_a_mended_report_takes_the_place_of_the_returned_one(administration: Administration, cell: str) -> None:
    send(administration, cell)
    administration.do(reports.decide, "m-1", ReceivedReportState.RETURNED, "Sai ngày.")
    send(administration, cell, **in_month("2026-11") | {"petitions": []})
    assert [row.month for row in rows(administration, ReportFigure)] == ["2026-11"]
    assert [row.month for row in rows(administration, MonthFigure)] == ["2026-11"]
    assert rows(administration, ReceivedPetition) == []


def test_the_figures_know_what_became_of_their_report(administration: Administration, cell: str) -> None:
    states = []
    for decided, more in (
        (None, {}),
        (ReceivedReportState.RETURNED, {}),
        (None, {"score": None}),
        (ReceivedReportState.ACKNOWLEDGED, {}),
    ):
        if decided:
            administration.do(reports.decide, "m-1", decided, "Sai ngày.")
        else:
            send(administration, cell, **more)
        states += [row.state for row in rows(administration, ReportFigure)]
    assert states == [
        ReceivedReportState.SENT,
        ReceivedReportState.RETURNED,
        ReceivedReportState.SENT,
        ReceivedReportState.ACKNOWLEDGED,
    ]


def test_a_petition_that_was_answered_stands_whatever_comes_later(administration: Administration, cell: str) -> None:
    def answer(connection: Connection, now: datetime) -> None:
        connection.execute(ReceivedPetition.__table__.update().values(answer="Đã giao.", answered_at=now))

    send(administration, cell)
    administration.do(answer)
    administration.do(reports.decide, "m-1", ReceivedReportState.RETURNED, "Thiếu.")
    send(administration, cell, petitions=[HELD["petitions"][0] | {"text": "Khác"}], answer={"remark": "Thiếu."})
    assert [(row.text, row.answer) for row in rows(administration, ReceivedPetition)] == [
        ("Sửa đường\nvào thôn", "Đã giao.")
    ]


def test_the_first_report_tells_from_when_a_cell_is_expected_to_meet(administration: Administration, cell: str) -> None:
    send(administration, cell, **in_month("2026-07"))
    since = administration.see(
        lambda c: c.execute(select(tree._TABLE.c.since).where(tree._TABLE.c.id == cell)).scalar()
    )
    assert since == "2026-07"


YEAR_TOLD = {
    "version": 1,
    "targets": {"numerator": 14, "denominator": 15},
    "years": [{"year": 2026, "admissions_planned": 2, "classes": {"excellent": 3, "good": 12, "completed": 4}}],
}


def test_targets_admissions_and_classes_come_from_the_report(administration: Administration, cell: str) -> None:
    votes = [{"kind": "admission", "state": state} for state in ("passed", "passed", "failed")]
    send(administration, cell, year=YEAR_TOLD, votes=[*votes, {"kind": "ordinary", "state": "passed"}, "x"])
    (month,) = rows(administration, MonthFigure)
    assert (month.targets_n, month.targets_d, month.admitted) == (14, 15, 2)
    (told,) = rows(administration, CellYear)
    assert (told.cell, told.year, told.planned, told.reviewed, told.well, told.excellent) == (cell, 2026, 2, 19, 15, 3)


def test_the_latest_meeting_tells_of_the_year_and_an_older_report_tells_nothing(
    administration: Administration, cell: str
) -> None:
    changed = [YEAR_TOLD["years"][0] | {"admissions_planned": 5}, {"year": 1999, "admissions_planned": 9}, 7]
    send(administration, cell, "m-12", **in_month("2026-12"), year=YEAR_TOLD | {"version": 9, "years": changed})
    send(administration, cell, "m-11", **in_month("2026-11"), year=YEAR_TOLD)
    send(administration, cell, "m-10", **in_month("2026-10"))
    assert [(row.year, row.planned) for row in rows(administration, CellYear)] == [(2026, 5)]


def test_reports_from_before_are_read_when_the_server_starts(administration: Administration, cell: str) -> None:
    send(administration, cell)
    administration.do(lambda connection, _now: connection.execute(delete(ReportFigure)))
    with closing(Database(administration.settings)) as database:
        figures.catch_up(database)
    assert [row.report for row in rows(administration, ReportFigure)] == ["m-1"]


@pytest.mark.parametrize(
    ("score", "superior", "rank"),
    [
        ({"grade": "fairly_good"}, {}, 2),  # 92 points, but a condition of the sheet is not met
        ({"grade": "good"}, {}, 1),
        ({"points": 60, "grade": "good"}, {}, 3),  # no condition gives a better grade than the points
        ({"grade": None}, {}, 1),
        ({"grade": "splendid"}, {}, 1),
        ({"grade": ["good"]}, {}, 1),
        ({"grade": "good"}, {"points": 95, "of": 100, "grade": "fairly_good"}, 2),
        ({"grade": "fairly_good"}, {"points": 95, "of": 100, "grade": "good"}, 1),
        ({"grade": "fairly_good"}, {"points": 95, "of": 100}, 1),
    ],
)
def test_the_conditions_of_the_cells_sheet_lower_the_grade_of_its_points(
    administration: Administration, cell: str, score: dict[str, Any], superior: dict[str, Any], rank: int
) -> None:
    send(administration, cell, score=HELD["score"] | score, superior=HELD["superior"] | superior)
    assert [row.quality for row in rows(administration, ReportFigure)] == [rank]


@pytest.mark.parametrize(("kind", "kept"), [("armed_forces", "armed_forces"), (None, ""), ("fleet", ""), ([], "")])
def test_a_report_tells_the_kind_of_the_cell(kind: Any, kept: str) -> None:
    assert read_figures({"cell": {"id": "x", "kind": kind}}, NOW).cell_kind == kept


NONSENSE: list[Any] = [None, 1, "x", "\x00", [], [1], {}, {"id": []}, True, -1, 2**60, [{"id": "../x", "text": "y"}]]


@pytest.mark.parametrize("wrong", NONSENSE)
def test_whatever_stands_in_the_sections_a_figure_comes_of_it(wrong: Any) -> None:
    names = ("meeting", "attendance", "indicators", "score", "superior", "petitions", "tasks", "resolutions", "minutes",
             "year", "votes")  # fmt: skip
    assert (
        read_years({"year": wrong}, NOW.date()) == read_years({"year": {"years": [{"year": wrong}]}}, NOW.date()) == ()
    )
    found = read_figures(dict.fromkeys(names, wrong), NOW)
    assert (found.month, found.held) == ("2026-12", False)
    inner = {name: dict.fromkeys(HELD["meeting"] | HELD["indicators"] | HELD["score"], wrong) for name in names}
    assert read_figures(inner, NOW).day == "2026-12-05"
    kept = read_petitions({"petitions": [wrong, {"id": "p", "text": wrong}, {"id": wrong, "text": "x"}]})
    assert {one.text for one in kept} <= {"x"}


def test_no_text_brings_a_letter_that_no_database_can_hold(administration: Administration, cell: str) -> None:
    send(administration, cell, petitions=[{"id": "p-1", "text": "a\x00b\x1b[31m", "to": "\x00"}])
    assert [(row.text, row.to_text) for row in rows(administration, ReceivedPetition)] == [("ab[31m", "")]


def test_half_a_point_is_counted_and_keeps_a_meeting_below_the_bound(administration: Administration, cell: str) -> None:
    send(
        administration,
        cell,
        score={"points": 89, "half": 1, "of": 100, "complete": True, "halves": True},
        superior=HELD["superior"] | {"points": 90, "of": 97, "half_of": 1},
    )
    (row,) = rows(administration, ReportFigure)
    assert (row.points, row.points_of) == (Points.of(89, 1), 100)
    assert (row.superior_points, row.superior_of, row.quality) == (90, Points.of(97, 1), 1)
    send(administration, cell, "m-2", score={"points": 89, "half": 1, "of": 100, "complete": True})
    assert [one.quality for one in rows(administration, ReportFigure) if one.report == "m-2"] == [2]


@pytest.mark.parametrize("half", [None, 0, 2, "1", [1]])
def test_what_is_no_half_adds_nothing(half: object) -> None:
    found = read_figures(HELD | {"score": {"points": 89, "half": half, "of": 100, "complete": True}}, NOW)
    assert found.points == 89


@pytest.mark.parametrize(
    ("points", "most", "place"),
    [(90, 100, 1), (89, 100, 2), (50, 100, 3), (0, 100, 4), (45, 50, 1), (Points(179), 100, 2), (Points(171), 95, 1)],
)
def test_points_reach_a_grade(points: Points | int, most: int, place: int) -> None:
    assert place_of_grade(NOW.date(), points, most) == place
