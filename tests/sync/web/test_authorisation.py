"""Who may see and decide what: every page and every action there is, for each role, at each kind of place.

The lists come from the pages themselves: a new one is held to this without being named here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection

from sync.server import tree
from sync.server.tables import METADATA
from sync.vocabulary import OrganisationKind
from sync.web.pages import ACTIONS, PAGES
from sync.web.settings import PREFIX
from tests.sync.central import CentralServer
from tests.sync.web.browser import Browser, text_of, token_of
from tests.sync.web.committees import Committees

Browsers = Callable[..., Browser]
PATHS = [path for path, _view in PAGES]
ACTION_PATHS = [path for path, _action, _view in ACTIONS]
WITHIN = {"report": "m-2026-11-03", "petition": "p-1"}
"""What the paths name besides the place: every cell has a report, and two of them a petition, with the same id."""
OF_OTHERS = frozenset({"web_session", "trusted_device", "sign_in_try", "audit", "supervisor"})
"""Tables in which a visit leaves its traces by right."""
UNKNOWN = "01a21fb3-8287-78a1-8dd1-000000000000"


@pytest.fixture(scope="module")
def elsewhere(pages: CentralServer) -> str:
    """Another province, outside everybody's grants."""
    return str(pages.do(tree.add, OrganisationKind.PROVINCE, "Tỉnh ủy Ở Xa", "").id)


@pytest.fixture(scope="module")
def inside(committees: Committees) -> dict[str, str]:
    """The places of officer and reader."""
    return {"committee": committees.first, "cell": committees.own, "other cell": committees.cells[2]}


@pytest.fixture(scope="module")
def outside(committees: Committees, elsewhere: str) -> dict[str, str]:
    """The places that are not theirs, and an id that is nobody's."""
    return {
        "parent": committees.province,
        "sibling": committees.second,
        "sibling's cell": committees.foreign,
        "other province": elsewhere,
        "unknown": UNKNOWN,
    }


@pytest.fixture(scope="module")
def visitors(browser: Browsers) -> dict[str, Browser]:
    """One browser per role: not signed in; signed in without a grant; reader; supervisor."""
    return {"stranger": browser(), **{role: browser(role) for role in ("nobody", "reader", "officer", "province")}}


def at(path: str, place: str) -> str:
    """Return the address of a page for a place."""
    return path.format(place=place, **WITHIN)


def ask(visitor: Browser, path: str, place: str) -> httpx.Response:
    """Ask for a page and follow nothing."""
    return visitor.get(at(path, place), follow_redirects=False)


def send(visitor: Browser, path: str, place: str, **fields: str) -> httpx.Response:
    """Send a form that is the visitor's own, and follow nothing."""
    token = token_of(visitor.get("/").text)
    return visitor.http.post(PREFIX + at(path, place), data={"form": token} | fields, follow_redirects=False)


def kept(pages: CentralServer) -> dict[str, list[tuple[object, ...]]]:
    """Return everything that the database has, but for what visits leave behind."""

    def read(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
        tables = [table for table in METADATA.sorted_tables if table.name not in OF_OTHERS]
        return {table.name: sorted(map(tuple, connection.execute(select(table)).all()), key=repr) for table in tables}

    found: dict[str, list[tuple[object, ...]]] = pages.see(read)
    return found


def test_there_are_pages_and_deeds_and_all_are_about_a_place() -> None:
    assert len(PATHS) > 6
    assert len(ACTION_PATHS) > 4
    for path in PATHS + ACTION_PATHS:
        assert path.startswith("/places/{place}")
        assert set(re.findall(r"{(\w+)}", path)) <= {"place", *WITHIN}, f"{path}: tell in WITHIN what it names"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["reader", "officer", "province"])
def test_whoever_was_given_a_place_sees_it_and_all_below(
    visitors: dict[str, Browser], inside: dict[str, str], role: str, path: str
) -> None:
    statuses = {name: ask(visitors[role], path, place).status_code for name, place in inside.items()}
    assert 200 in statuses.values(), statuses
    assert set(statuses.values()) <= {200, 404}, statuses  # some pages are of cells alone, or of committees


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("role", ["nobody", "reader", "officer"])
def test_what_is_not_the_visitors_is_answered_like_what_is_not_there(
    visitors: dict[str, Browser], outside: dict[str, str], role: str, path: str
) -> None:
    answers = {name: ask(visitors[role], path, place) for name, place in outside.items()}
    assert {answer.status_code for answer in answers.values()} == {404}
    assert len({answer.text for answer in answers.values()}) == 1
    assert len({tuple(sorted(dict(answer.headers) | {"date": ""})) for answer in answers.values()}) == 1


@pytest.mark.parametrize("path", PATHS)
def test_a_supervisor_without_any_place_sees_none(
    visitors: dict[str, Browser], inside: dict[str, str], path: str
) -> None:
    assert {ask(visitors["nobody"], path, place).status_code for place in inside.values()} == {404}


@pytest.mark.parametrize("path", PATHS)
def test_who_is_not_signed_in_is_led_to_the_entrance_wherever_the_way_goes(
    visitors: dict[str, Browser], inside: dict[str, str], outside: dict[str, str], path: str
) -> None:
    for place in (*inside.values(), *outside.values()):
        answer = ask(visitors["stranger"], path, place)
        assert (answer.status_code, answer.text) == (303, "")
        assert answer.headers["location"] == f"{PREFIX}/sign-in?to={PREFIX}{at(path, place)}"


@pytest.mark.parametrize("path", ACTION_PATHS)
@pytest.mark.parametrize("role", ["nobody", "reader", "officer"])
def test_nobody_decides_beyond_the_own_places(
    visitors: dict[str, Browser], pages: CentralServer, outside: dict[str, str], role: str, path: str
) -> None:
    before = kept(pages)
    answers = [send(visitors[role], path, place) for place in outside.values()]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
    assert kept(pages) == before


@pytest.mark.parametrize("path", ACTION_PATHS)
def test_who_only_reads_decides_nothing(
    visitors: dict[str, Browser], pages: CentralServer, inside: dict[str, str], path: str
) -> None:
    before = kept(pages)
    for place in inside.values():
        answer = send(visitors["reader"], path, place)
        assert answer.status_code == 403
        assert "You may read here, but not decide." in text_of(answer)
    assert kept(pages) == before


@pytest.mark.parametrize("path", ACTION_PATHS)
def test_who_may_decide_comes_as_far_as_the_deed(
    visitors: dict[str, Browser], inside: dict[str, str], path: str
) -> None:
    statuses = {send(visitors["officer"], path, place).status_code for place in inside.values()}
    assert statuses & {303, 400, 422}, statuses  # an empty form is refused for what it lacks, not for who sends it
    assert statuses <= {303, 400, 404, 422}


@pytest.mark.parametrize("path", ACTION_PATHS)
def test_a_form_that_no_page_of_the_session_gave_does_nothing(
    visitors: dict[str, Browser], pages: CentralServer, inside: dict[str, str], path: str
) -> None:
    officer, before = visitors["officer"], kept(pages)
    url = PREFIX + at(path, inside["cell"])
    for answer in _forgeries(officer, visitors["reader"], url):
        assert answer.status_code in {400, 403, 415}, answer.text
    assert visitors["stranger"].http.post(url, data={"form": "0" * 64}, follow_redirects=False).status_code == 403
    assert kept(pages) == before


def _forgeries(officer: Browser, other: Browser, url: str) -> Iterator[httpx.Response]:
    """Yield the answers to forms without a token, with a wrong one, another session's, another site's, another kind."""
    own = token_of(officer.get("/").text)
    foreign = token_of(other.get("/").text)
    for fields in ({}, {"form": ""}, {"form": "0" * 64}, {"form": foreign}, {"form": own[:-1]}, {"form": "đ" * 64}):
        yield officer.http.post(url, data=fields, follow_redirects=False)
    for site in ("cross-site", "same-site"):
        yield officer.http.post(url, data={"form": own}, headers={"Sec-Fetch-Site": site}, follow_redirects=False)
    yield officer.http.post(url, files={"form": own.encode()}, follow_redirects=False)
    yield officer.http.post(url, json={"form": own}, follow_redirects=False)
    yield officer.http.post(f"{url}?form={own}", data={}, follow_redirects=False)


@pytest.mark.parametrize("path", ACTION_PATHS)
def test_a_deed_is_no_page_to_be_opened_by_a_link(
    visitors: dict[str, Browser], pages: CentralServer, inside: dict[str, str], path: str
) -> None:
    before = kept(pages)
    token = token_of(visitors["officer"].get("/").text)
    answer = visitors["officer"].get(f"{at(path, inside['cell'])}?form={token}", follow_redirects=False)
    assert answer.status_code in {200, 404, 405}
    assert kept(pages) == before
