"""Every figure that superiors report (docs/domain.md), reproduced from records of cells: part, whole and percentage."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from models.domain.bands import Rate
from models.domain.indicators import Belonging, Figure, Indicator, IndicatorTally, aggregate, percentage
from models.domain.progress import Progress
from models.profiles.loading import load_criteria
from models.queries.indicators import figures, indicators
from models.queries.plans import admissions_key, certificate_key
from models.store.limits import DATABASE

TODAY = date(2026, 1, 15)
YEAR = ("2025-01", "2025-12")
FOUR_GOOD, CLASSIFICATION, QUALITY = (
    "criteria-four-good-agency",
    "criteria-classification",
    "criteria-meeting-quality",
)


class Records:
    """The records of one cell after another, written as plain rows; what is not given is empty."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        self._keys = count(1)
        self._written: set[str] = set()
        self.cell = ""

    def begin(self) -> str:
        """Forget the cell before, and begin another one."""
        for table in self._written:
            self.connection.execute(f'DELETE FROM "{table}"')
        self.cell = self.add("organisation", name="Chi bộ", level="cell", cell_kind="agency")
        return self.cell

    def add(self, table: str, **fields: Any) -> str:
        return self.add_many(table, [fields])[0]

    def add_many(self, table: str, rows: list[dict[str, Any]]) -> list[str]:
        columns = self.connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        empty = {name: "" if "CHAR" in kind else 0 for _, name, kind, needed, *_ in columns if needed}
        full = [empty | {"id": f"{next(self._keys)}"} | row for row in rows]
        names = list(full[0])
        sql = f'INSERT INTO "{table}" ({", ".join(names)}) VALUES ({", ".join("?" * len(names))})'
        self.connection.executemany(sql, [tuple(row[name] for name in names) for row in full])
        self._written.add(table)
        return [row["id"] for row in full]

    def meetings(self, days: list[str], **fields: Any) -> list[str]:
        """Add regular meetings that were held."""
        return self.add_many("meeting", [held(day) | fields for day in days])

    def points(self, sheet: str, *, full: bool, meeting: str = "") -> None:
        """Give all points of a sheet, or none, as its last stage; of a meeting, or of 2025."""
        for key, line in load_criteria(None, sheet).lines.items():
            given = {"sheet": sheet, "criterion": key, "stage": "official", "points": line.points.whole if full else 0}
            where = {"meeting_id": meeting} if meeting else {"year": 2025, "organisation_id": self.cell}
            self.add("score" if meeting else "year_score", **given | where)

    def figures(self, *only: Indicator, first: str = YEAR[0], last: str = YEAR[1]) -> list[Figure]:
        return list(figures(self.connection, None, first, last, TODAY, only))

    def rate(self, indicator: Indicator) -> Rate:
        return IndicatorTally.of(self.figures(indicator)).rates[indicator]


def held(day: str) -> dict[str, Any]:
    time = f"{day}T07:00:00.000Z"
    return {"kind": "regular", "state": "closed", "scheduled_at": time, "opened_at": time, "closed_at": time}


@pytest.fixture(scope="module")
def records(empty_store_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    path = tmp_path_factory.mktemp("records") / DATABASE
    shutil.copy(empty_store_file / DATABASE, path)
    with closing(sqlite3.connect(path)) as connection:
        yield Records(connection)


@pytest.fixture
def cell(records: Records) -> Records:
    records.begin()
    return records


def told(rate: Rate, decimals: int = 2) -> tuple[int, int, str | None]:
    return rate.numerator, rate.denominator, percentage(rate, decimals)


def test_attendance_of_the_assigned_superiors(cell: Records) -> None:
    keys = cell.meetings(["2025-03-03"] * 39_204)
    came = [{"meeting_id": key, "assigned_superior": 1, "arrived_at": "x", "full_name": "x"} for key in keys[:33_690]]
    absent = [{"meeting_id": key, "assigned_superior": 1, "arrived_at": None} for key in keys[33_690:]]
    others = [{"meeting_id": key, "assigned_superior": 0, "arrived_at": "x"} for key in keys]
    for rows in (came, absent, others):
        cell.add_many("guest", rows)
    assert told(cell.rate(Indicator.SUPERIORS)) == (33_690, 39_204, "85.94")


def test_attendance_of_members_leaves_out_the_exempt(cell: Records) -> None:
    (meeting,) = cell.meetings(["2025-03-03"])
    marks = ["present"] * 19 + ["excused", "unexcused", "exempt"]
    members = cell.add_many("member", [{"organisation_id": cell.cell, "full_name": "x"}] * len(marks))
    for member, mark in zip(members, marks, strict=True):
        cell.add("member_status", member_id=member, status="official", from_on="2020-01-01", until_on=None)
        if mark == "exempt":
            cell.add("member_status", member_id=member, status="exempt", from_on="2020-01-01", until_on=None)
        cell.add("attendance", meeting_id=meeting, member_id=member, state=mark)
    assert told(cell.rate(Indicator.ATTENDANCE)) == (19, 21, "90.48")


def test_cells_whose_regular_meetings_are_classified_good(records: Records) -> None:
    found: list[Figure] = []
    cells = []
    for number in range(38):
        cells.append(Belonging(records.begin()))
        before, latest = records.meetings(["2025-10-03", "2025-11-03"])
        records.points(QUALITY, full=number >= 35, meeting=before)
        records.points(QUALITY, full=number < 35, meeting=latest)
        found += records.figures(Indicator.GOOD_CELLS)
    assert told(aggregate(found, cells, *YEAR).rates[Indicator.GOOD_CELLS]) == (35, 38, "92.11")


def test_piloted_cells_that_met_the_four_good_standard_and_two_that_were_transferred(records: Records) -> None:
    """51 cells began; two left in July: 47 of 49 met the standard, 26 were excellent, 9 got a certificate."""
    found: list[Figure] = []
    cells = []
    for number in range(51):
        left = number >= 49
        cells.append(Belonging(records.begin(), until="2025-07" if left else None))
        records.meetings([f"2025-{month:02}-03" for month in range(1, 7)])
        records.points(FOUR_GOOD, full=number < 47 or left)
        records.points(CLASSIFICATION, full=number < 26)
        if number < 9:
            records.add("setting", key=certificate_key(2025), value="05-QĐ/ĐU")
        wanted = (Indicator.FOUR_GOOD, Indicator.FOUR_GOOD_EXCELLENT, Indicator.CERTIFICATES, Indicator.SUPERIORS)
        found += records.figures(*wanted)
    rates = aggregate(found, cells, *YEAR).rates
    assert rates[Indicator.FOUR_GOOD] == Rate(47, 49)
    assert rates[Indicator.FOUR_GOOD_EXCELLENT] == Rate(26, 47)
    assert rates[Indicator.CERTIFICATES] == Rate(9, 47)
    assert rates[Indicator.SUPERIORS] == Rate(0, 51 * 6)
    assert aggregate(found, [Belonging(one.cell) for one in cells], *YEAR).rates[Indicator.FOUR_GOOD] == Rate(49, 51)


def test_twelve_regular_meetings_of_which_seven_with_a_theme(cell: Records) -> None:
    keys = cell.meetings([f"2025-{month:02}-03" for month in range(1, 13)])
    for key in keys[:7]:
        cell.add("agenda_item", meeting_id=key, title="Chuyên đề", thematic=1)
    assert cell.rate(Indicator.THEMES) == Rate(7, 12)
    assert cell.rate(Indicator.MEETINGS_HELD) == Rate(12, 12)


@pytest.mark.parametrize(("reached", "whole"), [(26, 26), (14, 15)])
def test_targets_reached(cell: Records, reached: int, whole: int) -> None:
    (meeting,) = cell.meetings(["2025-12-03"])
    common = {"meeting_id": meeting, "state": "done", "baseline": 3, "target": 77}
    rows = [common | {"actual": 77 + number if number < reached else 76} for number in range(whole)]
    cell.add_many("task", [*rows, common | {"state": "dropped", "actual": 0}])
    assert cell.rate(Indicator.TARGETS) == Rate(reached, whole)
    assert cell.rate(Indicator.TASKS_DONE) == Rate(whole, whole)


@pytest.mark.parametrize(("admitted", "plan", "decimals", "percent"), [(23, 22, 2, "104.55"), (260, 242, 1, "107.4")])
def test_members_admitted_may_exceed_the_plan(
    cell: Records, admitted: int, plan: int, decimals: int, percent: str
) -> None:
    (meeting,) = cell.meetings(["2025-06-03"])
    common = {"meeting_id": meeting, "kind": "admission", "title": "x"}
    cell.add_many("motion", [common | {"state": "passed"}] * admitted + [common | {"state": "failed"}])
    cell.add("setting", key=admissions_key(2025), value=str(plan))
    assert told(cell.rate(Indicator.ADMITTED), decimals) == (admitted, plan, percent)
    later = IndicatorTally.of(cell.figures(Indicator.ADMITTED, first="2025-04", last="2025-09")).rates
    assert later[Indicator.ADMITTED] == Rate(admitted, plan)


@pytest.mark.parametrize(("well", "whole", "decimals", "percent"), [(18, 19, 1, "94.7"), (178, 209, 2, "85.17")])
def test_members_classified_good_or_better(cell: Records, well: int, whole: int, decimals: int, percent: str) -> None:
    """Who left during the year, last of the list, is classified elsewhere and counts in neither number."""
    classes = ["excellent"] * 2 + ["good"] * (well - 2) + ["completed"] * (whole - well) + ["good"]
    common = {"organisation_id": cell.cell, "full_name": "Nguyễn Văn An"}
    people = cell.add_many("member", [common] * len(classes))
    cell.add("member_status", member_id=people[-1], status="left", from_on="2025-07-01")
    cell.add_many(
        "member_review",
        [{"member_id": who, "year": 2025, "official_rating": one} for who, one in zip(people, classes, strict=True)],
    )
    assert told(cell.rate(Indicator.REVIEWED_WELL), decimals) == (well, whole, percent)
    assert cell.rate(Indicator.REVIEWED_EXCELLENT) == Rate(2, whole)


def test_households_with_toilets_from_3_of_77_to_all() -> None:
    assert told(Progress(3, 77, None).share) == (3, 77, "3.90")
    assert told(Progress(3, 77, 77).share) == (77, 77, "100.00")
    assert (Progress(3, 77, 76).is_reached, Progress(3, 77, 77).is_reached) == (False, True)


def test_petitions_answered_and_months_without_a_meeting(cell: Records) -> None:
    keys = cell.meetings(["2025-02-03", "2025-04-03"])
    for key, state in zip(keys * 2, ("answered", "closed", "open", "forwarded"), strict=True):
        cell.add("petition", meeting_id=key, text="x", state=state)
    assert cell.rate(Indicator.PETITIONS) == Rate(2, 4)
    assert cell.rate(Indicator.MEETINGS_HELD) == Rate(2, 11)  # nothing was due in January: the cell began in February


def lines(connection: sqlite3.Connection, first: str, last: str) -> dict[Indicator, str | None]:
    return {one.indicator: one.percent for one in indicators(connection, None, first, last, TODAY)}


def test_a_period_takes_only_its_own_months(cell: Records) -> None:
    cell.meetings(["2025-02-03", "2025-04-03", "2024-12-03"])
    assert lines(cell.connection, "2025-04", "2025-06")[Indicator.MEETINGS_HELD] == "33.33"
    assert lines(cell.connection, "2024-12", "2025-02")[Indicator.MEETINGS_HELD] == "66.67"


@pytest.mark.parametrize("only", [(one,) for one in Indicator], ids=list(Indicator))
def test_of_a_cell_without_records_no_indicator_stumbles(cell: Records, only: Collection[Indicator]) -> None:
    assert all(figure.rate.numerator == 0 for figure in cell.figures(*only))
