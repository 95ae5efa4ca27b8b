"""What goes wrong on the server: told as a page, and logged without what anybody wrote."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO

from sqlalchemy import text

from tests.sync.central import CentralServer, wait_until
from tests.sync.web.browser import Browser, text_of
from tests.sync.web.committees import PASSWORD, Committees
from tests.sync.web.pages_read import Page

Browsers = Callable[..., Browser]


def test_the_log_names_the_page_by_its_pattern_and_nothing_that_was_typed(
    browser: Browsers, committees: Committees, log: StringIO
) -> None:
    mine = browser("officer")
    mine.get(f"/places/{committees.own}/reports?period=2026-11&state=loi-cua-Huong")
    at = f"/places/{committees.own}/petitions"
    mine.post(f"{at}/answer", {"answer": "Lời của Hương", "cell": committees.own, "petition": "none"}, at=at)
    wait_until(lambda: "/petitions/answer" in log.getvalue())
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    routes = [line["route"] for line in lines if "route" in line]
    assert "/superior/places/{place}/reports" in routes
    assert [word for word in ("Huong", "Hương", PASSWORD, "officer") if word in log.getvalue()] == []


def test_a_mistake_of_the_server_s_is_a_page_that_gives_nothing_away(
    browser: Browsers, pages: CentralServer, committees: Committees, log: StringIO
) -> None:
    mine = browser("officer")
    pages.do(lambda connection, _now: connection.execute(text("ALTER TABLE report_figure RENAME TO away")))
    try:
        answer = mine.get(f"/places/{committees.own}/reports")
    finally:
        pages.do(lambda connection, _now: connection.execute(text("ALTER TABLE away RENAME TO report_figure")))
    assert (answer.status_code, "The server made a mistake." in text_of(answer)) == (500, True)
    assert Page(answer.text).mistakes == []
    assert "report_figure" not in answer.text
    assert "Content-Security-Policy" in answer.headers
    wait_until(lambda: "request.failed" in log.getvalue())
    assert mine.get(f"/places/{committees.own}/reports").status_code == 200


def test_a_form_is_no_way_to_fill_the_memory(browser: Browsers) -> None:
    mine = browser()
    token = mine.token()
    large = mine.http.post("/superior/sign-in", data={"form": token, "login": "x" * 70_000})
    many = mine.http.post("/superior/sign-in", data={"form": token} | {f"f{n}": "" for n in range(41)})
    twice = mine.http.post("/superior/sign-in", content=f"form={token}&form={token}",
                           headers={"Content-Type": "application/x-www-form-urlencoded"})  # fmt: skip
    assert [answer.status_code for answer in (large, many, twice)] == [413, 400, 400]


def test_a_page_that_can_only_be_read_takes_no_form(browser: Browsers, committees: Committees) -> None:
    mine = browser("officer")
    assert mine.post(f"/places/{committees.own}/inspection", {}, at="/").status_code == 405
    assert mine.get(f"/places/{committees.own}/reports/m-2026-11-03/decision").status_code == 405
