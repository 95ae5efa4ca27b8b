"""Indicators by committee and period: the parts and wholes of the reports, on the page and as tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from models.domain.bands import Rate
from models.domain.indicators import AT_THE_END, Belonging, Figure, Indicator, aggregate
from sync.server import audit, rollup, tree
from sync.server.tables import CellYear, OrganisationNode, ReportFigure
from sync.vocabulary import OrganisationKind, SupervisorRole
from sync.web.accounts import supervisors
from sync.web.accounts.access import ReachedPlace
from sync.web.periods import Period, parts, period
from sync.web.queries import four_good, indicators
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees
from tests.sync.web.conftest import NOW

Browsers = Callable[..., Browser]
YEAR = period("2026", NOW)
_REPORT = ReportFigure.__table__


def place(key: str) -> ReachedPlace:
    return ReachedPlace(key, "", OrganisationKind.COMMITTEE)


def figures(connection: Connection) -> list[Figure]:
    """Return what the reports say, as the pure functions of the domain add it up."""
    return [figure for row in connection.execute(select(ReportFigure.__table__)) for figure in _of_report(row)]


def _of_report(row: object) -> Iterator[Figure]:
    pairs = {
        Indicator.ATTENDANCE: Rate(row.attendance_n, row.attendance_d),
        Indicator.SPEAKING: Rate(row.speaking_n, row.speaking_d),
        Indicator.TASKS_DONE: Rate(row.tasks_n, row.tasks_d),
        Indicator.SUPERIORS: Rate(int(row.attended), int(row.held)),
    }
    if row.quality:
        pairs[Indicator.GOOD_MEETINGS] = pairs[Indicator.GOOD_CELLS] = Rate(int(row.quality == 1), 1)
    for indicator, rate in pairs.items():
        yield Figure(row.cell, row.month, indicator, rate)


def test_a_page_tells_what_the_domain_adds_up(pages: CentralServer, committees: Committees) -> None:
    told = pages.see(figures)
    cells = {committees.province: committees.cells, committees.first: committees.cells[:3]}
    for (key, below), name in product(cells.items(), ("2025", "2026", "2026-H1", "2026-Q4", "2026-11", "recent")):
        wanted = period(name, NOW)
        (found,) = pages.see(indicators.of_place, place(key), [wanted])
        last = wanted.over[-1]
        counted = [one for one in told if one.indicator not in AT_THE_END or one.month == last]
        right = aggregate(counted, map(Belonging, below), wanted.over[0], last).rates
        assert {one: found[one] for one in right} == right, name
    assert pages.see(indicators.of_place, place(committees.first), [YEAR])[0][Indicator.MEETINGS_HELD] == Rate(31, 33)


def test_the_parts_of_a_year_add_up_to_it_and_the_places_below_to_the_place(
    pages: CentralServer, committees: Committees
) -> None:
    whole, *quarters = pages.see(indicators.of_place, place(committees.province), parts(YEAR))
    below = pages.see(indicators.of_children, [place(committees.first), place(committees.second)], YEAR)
    for one in (Indicator.MEETINGS_HELD, Indicator.ATTENDANCE, Indicator.GOOD_MEETINGS, Indicator.PETITIONS):
        for several in (quarters, below.values()):
            assert whole[one].numerator == sum(rates[one].numerator for rates in several)
            assert whole[one].denominator == sum(rates[one].denominator for rates in several)
    assert whole[Indicator.GOOD_CELLS] == Rate(1, 5)


def test_the_four_good_standard_counts_where_the_cell_stood_at_the_end_of_the_year(
    pages: CentralServer, committees: Committees
) -> None:
    def register_and_move(connection: Connection, now: datetime) -> None:
        for year in (2025, 2026):
            four_good.register(connection, now, "officer", committees.own, year)
        tree.move(connection, now, committees.own, committees.second, "2026-07")
        places = [
            place(committees.first),
            place(committees.second),
            ReachedPlace(committees.own, "", OrganisationKind.CELL),
        ]
        for year, counted in ((2025, places[0]), (2026, places[1])):
            found = four_good.counts(connection, [*places, place(committees.province)], year)
            assert set(found) == {counted.id, committees.own, committees.province}
            assert {one.registered for one in found.values()} == {1}
        raise _Undone

    with pytest.raises(_Undone):
        pages.do(register_and_move)


def test_plans_and_classes_of_a_year_count_once_and_the_classes_in_december(
    pages: CentralServer, committees: Committees
) -> None:
    def tell_and_move(connection: Connection, now: datetime) -> None:
        table = CellYear.__table__
        for cell, planned in ((committees.own, 3), (committees.cells[1], 1)):
            told = {"planned": planned, "reviewed": 10, "well": 9, "excellent": 2}
            connection.execute(insert(table).values(cell=cell, year=2026, day="2026-11-03", **told))
        connection.execute(update(_REPORT).where(_REPORT.c.month == "2026-05").values(admitted=1))
        rollup.refresh(connection, [committees.first, committees.second])
        whole, *quarters = indicators.of_place(connection, place(committees.first), parts(YEAR))
        assert whole[Indicator.ADMITTED] == Rate(3, 4)
        assert [one[Indicator.ADMITTED] for one in quarters] == [Rate(0, 4), Rate(3, 4), Rate(0, 4), Rate(0, 4)]
        assert (whole[Indicator.REVIEWED_WELL], whole[Indicator.REVIEWED_EXCELLENT]) == (Rate(18, 20), Rate(4, 20))
        assert [one[Indicator.REVIEWED_WELL].denominator for one in quarters] == [0, 0, 0, 20]
        below = indicators.of_children(connection, [ReachedPlace(committees.own, "", OrganisationKind.CELL)], YEAR)
        assert below[committees.own][Indicator.ADMITTED] == Rate(1, 3)
        tree.move(connection, now, committees.own, committees.second, "2026-10")
        moved = [
            indicators.of_place(connection, place(key), [YEAR])[0] for key in (committees.first, committees.second)
        ]
        assert [one[Indicator.REVIEWED_WELL] for one in moved] == [Rate(9, 10), Rate(9, 10)]
        assert [one[Indicator.ADMITTED] for one in moved] == [Rate(3, 1), Rate(2, 3)]
        raise _Undone

    with pytest.raises(_Undone):
        pages.do(tell_and_move)


class _Undone(Exception):
    """Raised within a transaction so that nothing stays of it."""


def test_a_cell_that_is_transferred_or_closed_leaves_the_denominator_and_keeps_its_history(
    pages: CentralServer, committees: Committees
) -> None:
    def move_and_close(connection: Connection, now: datetime) -> None:
        def rate(key: str, indicator: Indicator, kind: OrganisationKind = OrganisationKind.COMMITTEE) -> Rate:
            return indicators.of_place(connection, ReachedPlace(key, "", kind), [YEAR])[0][indicator]

        def good_cells() -> list[int]:
            return [rate(key, Indicator.GOOD_CELLS).denominator for key in (committees.first, committees.second)]

        assert good_cells() == [3, 2]
        tree.move(connection, now, committees.own, committees.second, "2026-11")
        assert good_cells() == [2, 3]
        assert rate(committees.own, Indicator.MEETINGS_HELD, OrganisationKind.CELL) == Rate(11, 11)
        assert rate(committees.first, Indicator.MEETINGS_HELD) == Rate(30, 32)
        assert rate(committees.second, Indicator.MEETINGS_HELD) == Rate(23, 23)
        assert [rate(key, Indicator.PETITIONS).denominator for key in (committees.first, committees.second)] == [0, 2]
        closing = OrganisationNode.__table__.update().where(OrganisationNode.__table__.c.id == committees.cells[1])
        connection.execute(closing.values(until="2026-06"))
        later = (_REPORT.c.cell == committees.cells[1]) & (_REPORT.c.month > "2026-06")
        connection.execute(_REPORT.delete().where(later))
        rollup.refresh(connection, [committees.first])
        assert good_cells() == [1, 3]
        assert rate(committees.first, Indicator.MEETINGS_HELD).denominator == 6 + 11 + 10
        raise _Undone

    with pytest.raises(_Undone):
        pages.do(move_and_close)


def test_the_page_shows_percentage_part_and_whole(officer: Browser, browser: Browsers, committees: Committees) -> None:
    shown = text_of(officer.get(f"/places/{committees.first}/indicators"))
    assert "year 2026 quarter 1 of 2026" in shown
    assert "months with a regular meeting 93.94% 31/33 100% 9/9" in shown
    vietnamese = text_of(browser("reader", "vi").get(f"/places/{committees.first}/indicators"))
    assert "93,94% 31/33" in vietnamese


@pytest.mark.parametrize("name", ["2026", "2026-Q3", "2026-H2", "2026-11", "nonsense", "' OR 1=1 --", "2099"])
def test_a_table_has_a_row_for_every_indicator_place_and_part(
    officer: Browser, committees: Committees, name: str
) -> None:
    where, given = f"/places/{committees.first}/indicators", {"params": {"period": name}}
    comma = officer.get(f"{where}/csv", **given)
    lines = comma.content.decode("utf-8-sig").splitlines()
    count = {"2026": 5, "2026-Q3": 4, "2026-H2": 3, "2026-11": 1, "2099": 1}.get(name, 5) + 3
    assert lines[0] == "Place,Period,Indicator,Part,Whole,Percentage"
    assert len(lines) == 1 + count * len(indicators.SHOWN)
    workbook = load_workbook(io.BytesIO(officer.get(f"{where}/xlsx", **given).content))
    assert [",".join("" if one is None else str(one) for one in row) for row in workbook.active.values] == lines
    assert comma.headers["content-disposition"].startswith('attachment; filename="indicators-20')


def test_no_name_becomes_a_formula(officer: Browser, pages: CentralServer) -> None:
    wicked = '=HYPERLINK("http://example.org","x")'
    where = pages.do(tree.add, OrganisationKind.PROVINCE, wicked, "").id
    pages.do(supervisors.grant, "officer", where, SupervisorRole.READER)
    assert "\"'=HYPERLINK(" in officer.get(f"/places/{where}/indicators/csv").text
    workbook = load_workbook(io.BytesIO(officer.get(f"/places/{where}/indicators/xlsx").content))
    found = [row[0] for row in workbook.active.iter_rows() if row[0].value == wicked]
    assert {one.data_type for one in found} == {"s"}


def test_what_was_taken_along_is_written_down(officer: Browser, committees: Committees, pages: CentralServer) -> None:
    officer.get(f"/places/{committees.second}/indicators/csv")
    officer.get(f"/places/{committees.own}/indicators/csv")
    (line,) = pages.see(audit.lines, cell=committees.own, limit=1)
    assert (line.event, line.subject) == ("figures.exported", committees.own)
    told = {(one.event, one.subject) for one in pages.see(audit.lines)}
    assert ("figures.exported", committees.second) not in told


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2026", ["2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]),
        ("2026-H2", ["2026-H2", "2026-Q3", "2026-Q4"]),
        ("2026-Q4", ["2026-Q4", "2026-10", "2026-11", "2026-12"]),
        ("2026-02", ["2026-02"]),
        ("2027", ["2027"]),
        ("recent", ["recent"]),
        ("five-years", ["five-years"]),
    ],
)
def test_a_period_falls_into_what_has_begun(name: str, found: list[str]) -> None:
    assert [one.name for one in parts(period(name, NOW))] == found
    assert all(isinstance(one, Period) and one.first <= one.last for one in parts(period(name, NOW)))
