"""What a hostile cell, visitor or passer-by writes: it stays text, finds no other table, leads to no other file."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from sync.server import tree
from sync.vocabulary import OrganisationKind
from sync.web.pages import PAGES
from sync.web.settings import FORM_BYTES, FORM_FIELDS, PREFIX
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of, token_of
from tests.sync.web.committees import Committees, months, report, supervisor
from tests.sync.web.conftest import NOW
from tests.sync.web.test_authorisation import WITHIN, at

Browsers = Callable[..., Browser]
PATHS = [path for path, _view in PAGES]
WICKED = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*191}}${7*191}&amp;"
SQL = "' OR 1=1; DROP TABLE report; --"


@pytest.fixture(scope="module")
def wicked(pages: CentralServer, browser: Browsers) -> tuple[Browser, dict[str, str]]:
    """A province in which every text that a stranger may write is a script, and somebody who decides there."""
    places = {"province": pages.do(tree.add, OrganisationKind.PROVINCE, WICKED, "").id}
    for kind, below in (("committee", "province"), ("cell", "committee")):
        places[kind] = pages.do(tree.add, OrganisationKind(kind), f"{kind} {WICKED}", places[below]).id
    petition = {"id": WITHIN["petition"], "text": WICKED, "from": WICKED, "to": WICKED, "due_on": None}
    for day in months(NOW.date().replace(day=3), 3):
        meeting = _meeting(day.isoformat())
        report(pages, places["cell"], day, meeting=meeting, petitions=[petition], answer={"remark": WICKED})
    supervisor(pages, "wicked", places["province"], "officer", WICKED)
    officer = browser("wicked")
    where = f"/places/{places['cell']}"
    officer.post(f"{where}/superiors", {"name": WICKED, "since": "2026-01", "until": ""})
    officer.post(f"{where}/praise", {"text": WICKED})
    officer.post(f"{where}/four-good/register", {}, at=f"{where}/four-good")
    officer.post(f"{where}/four-good", {"state": "met", "points": "1", "certificate": WICKED, "remark": WICKED})
    return officer, places


def _meeting(day: str) -> dict[str, object]:
    return {
        "id": WICKED,
        "kind": "regular",
        "title": WICKED,
        "theme": WICKED,
        "thematic": True,
        "opened_at": f"{day}T07:05:00.000Z",
        "closed_at": f"{day}T08:40:00.000Z",
    }


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("kind", ["province", "cell"])
def test_whatever_somebody_wrote_stays_text(wicked: tuple[Browser, dict[str, str]], path: str, kind: str) -> None:
    officer, places = wicked
    answer = officer.get(at(path, places[kind]))
    if answer.status_code == 404 or "html" not in answer.headers["content-type"]:
        return
    for live in ("<script", "<img src=x", "onerror=alert(1)>", str(7 * 191)):
        assert live not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert text_of(answer).count(WICKED) > 0


def test_a_refused_form_gives_back_what_was_typed_as_text(wicked: tuple[Browser, dict[str, str]]) -> None:
    officer, places = wicked
    answer = officer.post(f"/places/{places['cell']}/superiors", {"name": WICKED, "since": WICKED, "until": ""})
    assert answer.status_code == 422
    assert "<script" not in answer.text
    assert "onerror=alert(1)>" not in answer.text


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("word", [SQL, WICKED, "\x00", "9" * 30, "-1", "٣", "../../etc/passwd", "%s%n", "é" * 500])
def test_an_address_asks_for_nothing_but_what_the_page_has(
    officer: Browser, committees: Committees, path: str, word: str
) -> None:
    names = ("period", "page", "year", "show", "state", "month", "done", "sort", "q", "to")
    answer = officer.get(f"{at(path, committees.own)}?{urlencode(dict.fromkeys(names, word))}")
    assert answer.status_code in {200, 404}, answer.text
    if "html" in answer.headers["content-type"]:
        assert "<script" not in answer.text
        assert "DROP TABLE" not in text_of(answer)
    assert officer.get(f"/places/{committees.own}").status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "' OR '1'='1",
        "x" * 3000,
        "a b",
        "%c3%28",
        "*",
        "a;b",
        "{place}",
    ],
)
def test_an_id_that_can_be_none_leads_nowhere(officer: Browser, place: str) -> None:
    for path in PATHS:
        address = PREFIX + path.replace("{place}", place).replace("{report}", "x").replace("{petition}", "x")
        answer = officer.http.get(address, follow_redirects=False)
        assert answer.status_code in {303, 404}, (address, answer.text)
        assert "root:" not in answer.text


def test_a_form_that_is_too_large_or_is_none_is_not_taken(officer: Browser, committees: Committees) -> None:
    page = f"/places/{committees.own}/praise"
    url, token = PREFIX + page, token_of(officer.get(page).text)
    form = {"Content-Type": "application/x-www-form-urlencoded"}

    def status(body: bytes) -> int:
        return officer.http.post(url, content=f"form={token}&".encode() + body, headers=form).status_code

    assert status(b"text=" + b"x" * FORM_BYTES) == 413
    assert status(b"&".join(b"f%d=1" % number for number in range(FORM_FIELDS + 1))) == 400
    assert status(b"text=a&text=b") == 400
    assert status(b"text=%ff%fe") == 400
    assert status(b"text=\xff") == 400
    assert status(f"form={token}".encode()) == 400
    assert "No praise stands here yet." in text_of(officer.get(page))


def test_a_form_s_letters_that_no_database_holds_are_left_out(officer: Browser, committees: Committees) -> None:
    page = f"/places/{committees.cells[1]}/praise"
    answer = officer.post(page, {"text": "a\x00b\x1b[31m\r\nc"})
    assert "ab[31m\nc" in answer.text


FAR = ("0001-01-01", "9999-12-31")
QUERIES = ("", "?period=0001", "?period=9999-12", "?year=1", "?year=9999", "?month=0001-01", "?to=9999-12")


@pytest.fixture(scope="module")
def far(pages: CentralServer, browser: Browsers) -> tuple[Browser, dict[str, str]]:
    """A cell whose laptop's clock, or somebody who had its keys, put meetings at both ends of the calendar."""
    places = {"province": pages.do(tree.add, OrganisationKind.PROVINCE, "Xa", "").id}
    places["committee"] = pages.do(tree.add, OrganisationKind.COMMITTEE, "Đảng bộ Xa", places["province"]).id
    places["cell"] = pages.do(tree.add, OrganisationKind.CELL, "Chi bộ Xa", places["committee"]).id
    near = NOW.date().replace(day=3)
    for number, end in enumerate(FAR):
        time = f"{end}T{'00:00:00.000' if end < '1' else '23:59:59.999'}Z"
        meeting = {"id": f"far-{number}", "kind": "regular", "title": "Xa", "theme": "", "thematic": False}
        meeting |= {"scheduled_at": time, "opened_at": time, "closed_at": time}
        petition = {"id": WITHIN["petition"], "text": "Xa", "from": "A", "to": "B", "due_on": end}
        minutes = {"text": "", "seal": "", "approved_at": time}
        more = {"year": {"year": int(end[:4]), "targets": {"done": 1, "of": 1}}, "resolutions": [{"adopted_on": end}]}
        day = near.replace(month=10 + number)
        report(pages, places["cell"], day, meeting=meeting, petitions=[petition], minutes=minutes, **more)
    report(pages, places["cell"], near)
    supervisor(pages, "far", places["province"], "officer", "Xa")
    return browser("far"), places


@pytest.mark.parametrize("path", PATHS)
def test_a_meeting_at_either_end_of_the_calendar_ends_no_page(far: tuple[Browser, dict[str, str]], path: str) -> None:
    officer, places = far
    for place in places.values():
        for query in QUERIES:
            answer = officer.get(at(path, place).replace(WITHIN["report"], "m-2026-10-03") + query)
            assert answer.status_code in {200, 404}, (path, query, answer.text)
