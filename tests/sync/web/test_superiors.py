"""Assigned superiors: assigned from a month on, their attendance and evaluation counted from the reports."""

from __future__ import annotations

import pytest

from sync.web.queries import assigned
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import Committees

pytestmark = pytest.mark.usefixtures("undecided")


def spans(pages: CentralServer, cell: str) -> list[tuple[str, str, str | None]]:
    """Return who was assigned, from when until when, the latest first."""
    return [(one.name, one.since, one.until) for one in pages.see(assigned.history, cell)]


def test_whoever_is_assigned_stands_with_name_and_month_on_the_committees_page(
    officer: Browser, committees: Committees
) -> None:
    page = f"/places/{committees.own}/superiors"
    answer = officer.post(page, {"name": "Trần  Thị Bích", "since": "2026-03", "until": ""})
    assert "The assignment is kept." in text_of(answer)
    assert "Trần Thị Bích 2026-03 – Đ/c officer 10:" in text_of(answer)
    shown = text_of(officer.get(f"/places/{committees.first}/superiors"))
    assert "Cells with an assigned superior 33.33% 1/3" in shown
    assert "Chi bộ thôn Nà Ràng Trần Thị Bích from 2026-03 12 0% 0/12" in shown


def test_a_successor_ends_the_assignment_before_and_what_is_planned_later_stands(
    officer: Browser, committees: Committees, pages: CentralServer
) -> None:
    page = f"/places/{committees.own}/superiors"
    for name, since, until in (("A", "2026-01", ""), ("C", "2027-01", ""), ("B", "2026-06", "2027-12")):
        officer.post(page, {"name": name, "since": since, "until": until})
    assert spans(pages, committees.own) == [
        ("C", "2027-01", None),
        ("B", "2026-06", "2026-12"),
        ("A", "2026-01", "2026-05"),
    ]
    officer.post(page, {"name": "B2", "since": "2026-06", "until": ""})
    assert spans(pages, committees.own)[1] == ("B2", "2026-06", "2026-12")


def test_an_assignment_ends_with_a_month_and_cannot_be_made_longer_so(
    officer: Browser, committees: Committees, pages: CentralServer
) -> None:
    page = f"/places/{committees.own}/superiors"
    officer.post(page, {"name": "A", "since": "2026-03", "until": ""})
    officer.post(f"{page}/end", {"since": "2026-03", "until": "2026-08"}, at=page)
    assert spans(pages, committees.own) == [("A", "2026-03", "2026-08")]
    answer = officer.post(f"{page}/end", {"since": "2026-03", "until": "2026-11"}, at=page)
    assert answer.status_code == 422
    assert "There is no such assignment that could end then." in text_of(answer)
    assert "nobody" in text_of(officer.get(f"/places/{committees.first}/superiors"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " ", "since": "2026-03", "until": ""}, "Say who is assigned."),
        ({"name": "x" * 201, "since": "2026-03", "until": ""}, "longer than 200 letters"),
        ({"name": "A", "since": "", "until": ""}, "Choose a month."),
        ({"name": "A", "since": "2026-13", "until": ""}, "Write a month like 2026-12."),
        ({"name": "A", "since": "2026-03", "until": "2026-02"}, "ends before it begins"),
    ],
)
def test_what_cannot_be_is_refused_with_what_was_typed_still_there(
    officer: Browser, committees: Committees, pages: CentralServer, fields: dict[str, str], sentence: str
) -> None:
    answer = officer.post(f"/places/{committees.own}/superiors", fields)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert f'value="{" ".join(fields["name"].split())[:300]}"' in answer.text
    assert spans(pages, committees.own) == []


def test_nobody_is_assigned_to_a_committee(officer: Browser, committees: Committees) -> None:
    fields = {"name": "A", "since": "2026-03", "until": "", "form": officer.token("/")}
    assert officer.http.post(f"/superior/places/{committees.first}/superiors", data=fields).status_code == 404
