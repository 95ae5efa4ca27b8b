"""What must be refused: each with one problem+json sentence, and nothing changed, whatever the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.messages.accounts import Enrolled
from sync.protocol.parcels import MEDIA_TYPE, to_frames
from tests.sync.central import CentralServer
from tests.sync.reports.papers import NO_REPORTS, paper
from tests.sync.server.machine import Machine, enrolment, good, problem
from tests.sync.server.parcels import parcel
from tests.sync.server.test_accounts import everything

JSON = {"Content-Type": "application/json"}
CALLS = [
    ("GET", "/v1/accounts"),
    ("DELETE", "/v1/accounts/x"),
    ("POST", "/v1/invitations"),
    ("GET", "/v1/keys"),
    ("PUT", "/v1/keys"),
    ("GET", "/v1/heads"),
    ("POST", "/v1/parcels"),
    ("POST", "/v1/parcels/query"),
    ("PUT", "/v1/reports/x"),
    ("GET", "/v1/reports"),
]


@pytest.fixture(params=["sqlite", "postgresql"])
def central(request: pytest.FixtureRequest) -> CentralServer:
    """A server that the tests share: what they do must not change it."""
    shared: CentralServer = request.getfixturevalue(f"shared_{request.param}")
    return shared


@pytest.fixture
def untouched(central: CentralServer, machine: Machine) -> Iterator[Machine]:
    """A machine with an entry on the server; after the test nothing but when it was last seen has changed."""
    good(machine.put(parcel("a", 1, 2)))
    before = everything(central)
    yield machine
    assert everything(central) == before


def wrong_headers(machine: Machine) -> dict[str, dict[str, str]]:
    token = machine.headers["Authorization"].removeprefix("Bearer ")
    return {
        "none": {},
        "empty": {"Authorization": ""},
        "other scheme": {"Authorization": f"Basic {token}"},
        "no token": {"Authorization": "Bearer"},
        "unknown": {"Authorization": "Bearer " + "A" * 43},
        "cut": {"Authorization": f"Bearer {token[:-1]}"},
        "longer": {"Authorization": f"Bearer {token}A"},
        "huge": {"Authorization": "Bearer " + "A" * 5_000},
        "letters": {"Authorization": "Bearer ' OR 1=1 --"},
    }


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_whatever_is_wrong_with_a_token_the_answer_is_the_same(
    http: httpx.Client, untouched: Machine, method: str, path: str
) -> None:
    answers = [http.request(method, path, headers=headers) for headers in wrong_headers(untouched).values()]
    problem(answers[0], 401, "unauthorised")
    assert {answer.content for answer in answers} == {answers[0].content}
    for answer in answers:
        told = {name: value for name, value in answer.headers.items() if name != "date"}
        assert told == {name: value for name, value in answers[0].headers.items() if name != "date"}


def test_a_revoked_token_is_refused_like_one_that_never_was(
    http: httpx.Client, machine: Machine, colleague: Machine
) -> None:
    good(machine.call("DELETE", f"/v1/accounts/{colleague.account}"), 204)
    revoked = colleague.call("GET", "/v1/heads")
    assert revoked.content == http.get("/v1/heads", headers={"Authorization": "Bearer nonsense"}).content


def test_the_token_is_asked_for_before_the_body_is_read(http: httpx.Client, untouched: Machine) -> None:
    answer = http.post("/v1/parcels", content=b"nonsense", headers={"Content-Type": MEDIA_TYPE})
    problem(answer, 401, "unauthorised")


BODIES: dict[str, bytes] = {
    "empty": b"",
    "no json": b"{",
    "a list": b"[]",
    "not utf-8": b"\xff\xfe",
    "a key twice": b'{"have": {}, "have": {}, "limit": 1}',
    "too much": b'{"have": {}, "limit": 1, "more": 1}',
    "too little": b'{"have": {}}',
    "no number": b'{"have": {}, "limit": NaN}',
    "a fraction": b'{"have": {}, "limit": 1.0}',
    "a text": b'{"have": {}, "limit": "1"}',
    "true": b'{"have": {}, "limit": true}',
    "below": b'{"have": {"a": -1}, "limit": 1}',
    "huge": b'{"have": {"a": 99999999999999999999999}, "limit": 1}',
    "a wrong id": b'{"have": {"\\u0000": 1}, "limit": 1}',
    "deep": b"[" * 100_000,
    "many digits": b'{"have": {}, "limit": ' + b"1" * 5_000 + b"}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_nonsense_for_json_is_refused(untouched: Machine, body: bytes) -> None:
    for method, path in (("POST", "/v1/parcels/query"), ("PUT", "/v1/keys")):
        problem(untouched.send(method, path, body), 400, "malformed")


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"1", b'{"a": 1', b"\xff", *NO_REPORTS.values()])
def test_a_report_that_is_none_is_refused(untouched: Machine, body: bytes) -> None:
    problem(untouched.send("PUT", "/v1/reports/r", body), 400, "malformed")


@pytest.mark.parametrize("report", ["%00", "a%20b", "-a", "x" * 37, "ố"])
def test_an_id_that_is_none_is_refused(untouched: Machine, report: str) -> None:
    problem(untouched.send("PUT", f"/v1/reports/{report}", paper()), 400, "malformed")


@pytest.mark.parametrize("query", ["wait=-1", "wait=x", "wait=61", "seen=x", "seen=0", "more=1", "wait=1&wait=2"])
def test_nonsense_in_an_address_is_refused(untouched: Machine, query: str) -> None:
    problem(untouched.call("GET", f"/v1/heads?{query}"), 400, "malformed")


GOOD = to_frames([parcel("a", 3, 4), parcel("b", 1, 1, size=500)])


def test_parcels_that_were_cut_anywhere_are_refused(untouched: Machine) -> None:
    for length in range(0, len(GOOD), 7):
        problem(untouched.put_body(GOOD[:length]), 400, "malformed")


@settings(max_examples=40)
@given(at=st.integers(0, len(GOOD) - 600), byte=st.integers(0, 255))
def test_a_flipped_byte_is_refused_or_does_not_continue_or_is_another_parcel(
    untouched: Machine, at: int, byte: int
) -> None:
    """Heads are checked; boxes are for the cell's machines to check. What is put here never continues."""
    body = to_frames([parcel("a", 2, 4), parcel("b", 1, 1)])
    forged = body[:at] + bytes([byte]) + body[at + 1 :]
    assert untouched.put_body(forged).status_code in {400, 409}


@pytest.mark.parametrize(
    "change",
    [
        {"first": 0},
        {"last": 2},
        {"last": 2**53},
        {"device": ""},
        {"device": "../x"},
        {"device": "x" * 37},
        {"key_id": "\x00"},
        {"previous_tag": b"short"},
        {"head_tag": b""},
        {"box": b""},
    ],
)
def test_a_parcel_with_a_wrong_head_is_refused(untouched: Machine, change: dict[str, Any]) -> None:
    problem(untouched.put(replace(parcel("a", 3, 4), **change)), 400, "malformed")


def test_more_after_the_end_of_the_parcels_is_refused(untouched: Machine) -> None:
    problem(untouched.put_body(GOOD + b"\0"), 400, "malformed")
    problem(untouched.put_body(GOOD + GOOD), 400, "malformed")


def test_a_replay_is_refused(untouched: Machine) -> None:
    problem(untouched.put(parcel("a", 1, 2)), 409, "not-continued")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json"},
        {"Content-Type": "text/plain"},
        {"Content-Type": ""},
        {"Content-Encoding": "gzip"},
        {"Content-Encoding": "zstd"},
    ],
)
def test_another_media_type_or_a_compressed_body_is_not_taken(untouched: Machine, headers: dict[str, str]) -> None:
    answer = untouched.put_body(GOOD, **headers)
    problem(answer, 415, "wrong-media")
    assert answer.headers["accept"] == MEDIA_TYPE


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/nothing"), ("GET", "/v1"), ("POST", "/v2/heads"), ("GET", "/docs")]
)
def test_what_is_not_there_is_told_so(http: httpx.Client, method: str, path: str) -> None:
    problem(http.request(method, path), 404, "not-found")


def test_a_wrong_method_is_told_so(http: httpx.Client) -> None:
    problem(http.put("/v1/heads"), 405, "not-allowed")


@pytest.mark.parametrize("version", ["0.0.9", "0.0.99999"])
def test_an_old_client_is_told_to_update(http: httpx.Client, version: str) -> None:
    answer = http.get("/v1/heads", headers={"Chibo-Client": version})
    assert problem(answer, 426, "too-old")["oldest"] == "0.1.0"
    assert answer.headers["upgrade"] == "chibo/0.1.0"


@pytest.mark.parametrize("version", ["", "x", "1", "1.2.x", "9" * 400])
def test_a_version_that_is_none_is_refused(http: httpx.Client, version: str) -> None:
    problem(http.get("/v1/heads", headers={"Chibo-Client": version}), 400, "malformed")


def test_a_newer_client_is_let_in(http: httpx.Client, machine: Machine) -> None:
    good(machine.call("GET", "/v1/heads", headers={"Chibo-Client": "12.3.4-rc.1"}))


def test_refusals_speak_the_language_that_is_asked_for(http: httpx.Client) -> None:
    vietnamese = http.get("/v1/heads", headers={"Accept-Language": "vi-VN"})
    assert vietnamese.json()["title"].startswith("Máy này chưa hoặc không còn")
    assert vietnamese.headers["content-language"] == "vi"


def test_a_code_is_refused_alike_whatever_is_wrong_with_it(
    central: CentralServer, http: httpx.Client, machine: Machine
) -> None:
    used = central.new_code(machine.cell)
    good(http.post("/v1/accounts", content=enrolment(used).write(), headers=JSON), 201)
    before = everything(central)
    answers = [
        http.post("/v1/accounts", content=enrolment(code).write(), headers=JSON) for code in (used, "a" * 32, "7" * 32)
    ]
    problem(answers[0], 403, "code-refused")
    assert {answer.content for answer in answers} == {answers[0].content}
    assert everything(central) == before


def test_an_enrolment_that_is_sent_again_before_the_answer_came_gives_the_same_account(
    central: CentralServer, http: httpx.Client, machine: Machine
) -> None:
    body = enrolment(central.new_code(machine.cell)).write()
    first, again = (Enrolled.read(http.post("/v1/accounts", content=body, headers=JSON).content) for _ in range(2))
    assert first.account == again.account
    problem(http.get("/v1/heads", headers={"Authorization": f"Bearer {first.token}"}), 401, "unauthorised")
    good(http.get("/v1/heads", headers={"Authorization": f"Bearer {again.token}"}))
    problem(http.post("/v1/accounts", content=body, headers=JSON), 403, "code-refused")
