"""Four-good cells: registered, reviewed against 95 points, recognised; it stands there who decided what, and when."""

from __future__ import annotations

import pytest

from sync.web.accounts.access import ReachedPlace
from sync.web.queries import four_good
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees

pytestmark = pytest.mark.usefixtures("undecided")
MET = {"points": "96", "state": "met", "certificate": "12-QĐ/ĐU", "remark": ""}


def register(officer: Browser, committees: Committees, cell: str, year: int = 2026) -> str:
    """Register a cell at the committee's page and return the address of the cell's own."""
    page = f"/places/{committees.first}/four-good"
    answer = officer.post(f"{page}/register?year={year}", {"cell": cell}, at=page)
    assert "The cell is registered." in text_of(answer)
    return f"/places/{cell}/four-good"


def test_a_cell_is_registered_reviewed_and_recognised(officer: Browser, committees: Committees) -> None:
    page = register(officer, committees, committees.own)
    assert "State registered" in text_of(officer.get(page))
    decided = text_of(officer.post(page, MET, at=page))
    assert "The recognition is kept." in decided
    assert "Decided Đ/c officer 10:" in decided
    register(officer, committees, committees.cells[1])
    shown = text_of(officer.get(f"/places/{committees.first}/four-good"))
    assert "Registered 2 1 not decided yet Meet the four-good standard 50% 1/2" in shown
    assert "Chi bộ thôn Nà Ràng meets the four-good standard 96 standard 95 12-QĐ/ĐU Đ/c officer" in shown
    assert "Chi bộ Trường Tiểu học" not in text_of(officer.get(f"/places/{committees.first}/four-good?show=registered"))


def test_each_year_stands_by_itself(officer: Browser, committees: Committees) -> None:
    page = register(officer, committees, committees.own, 2027)
    assert "not registered for 2026" in text_of(officer.get(page))
    assert "State registered" in text_of(officer.get(f"{page}?year=2027"))
    assert "not registered for 2026" in text_of(officer.get(f"{page}?year=1999"))


def test_fewer_points_than_the_standard_need_a_reason_and_then_stand(officer: Browser, committees: Committees) -> None:
    page = register(officer, committees, committees.own)
    refused = officer.post(page, MET | {"points": "94"}, at=page)
    assert refused.status_code == 422
    assert "The standard is 95 points (rule 14)" in text_of(refused)
    assert 'value="94"' in refused.text
    kept = officer.post(page, MET | {"points": "94", "remark": "Tiêu chí 3 không áp dụng."}, at=page)
    assert "94 standard 95" in text_of(kept)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        (MET | {"points": "101"}, "Give whole points from 0 to 100."),
        (MET | {"points": "9,5"}, "Give whole points from 0 to 100."),
        (MET | {"points": "٩٦"}, "Give whole points from 0 to 100."),
        (MET | {"points": ""}, "say in the remark"),
        (MET | {"state": "not_met"}, "Only a cell that meets the standard gets a certificate."),
        (MET | {"certificate": "x" * 101}, "longer than 100 letters"),
    ],
)
def test_a_decision_that_cannot_stand_changes_nothing(
    officer: Browser, committees: Committees, pages: CentralServer, fields: dict[str, str], sentence: str
) -> None:
    page = register(officer, committees, committees.own)
    answer = officer.post(page, fields, at=page)
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    place = ReachedPlace(committees.own, "", "cell")
    (standing,) = pages.see(four_good.standings, place, 2026, 1, registered=True)
    assert (standing.points, standing.decided_at) == (None, None)


def test_nothing_is_decided_of_a_cell_that_is_not_registered_and_none_is_registered_twice(
    officer: Browser, committees: Committees
) -> None:
    page = f"/places/{committees.own}/four-good"
    assert "register it first" in text_of(officer.post(page, MET, at=page))
    register(officer, committees, committees.own)
    twice = officer.post(f"{page}/register", {}, at=page)
    assert "registered for this year already" in text_of(twice)


@pytest.mark.parametrize("which", ["foreign", "first", "unknown", "../x", ""])
def test_a_committee_registers_none_but_its_own_cells(
    officer: Browser, committees: Committees, pages: CentralServer, which: str
) -> None:
    page = f"/places/{committees.first}/four-good"
    cell = str(getattr(committees, which, which))
    assert officer.post(f"{page}/register", {"cell": cell}, at=page).status_code == 404
    assert pages.see(four_good.counts, [ReachedPlace(committees.province, "", "province")], 2026) == {}
