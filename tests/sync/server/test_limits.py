"""Sizes, numbers and rates: too much is refused as soon as it is too much."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event, text

from models.store.ids import natural_id
from sync.protocol.parcels import MEDIA_TYPE
from sync.server.database import Database
from sync.server.settings import Limits, RateLimit, Settings
from tests.sync.central import CentralServer
from tests.sync.reports.papers import REPORT, paper
from tests.sync.server.machine import Machine, enrolment, good, machine_of, problem, talking
from tests.sync.server.parcels import parcel

JSON = {"Content-Type": "application/json"}


@contextmanager
def limited(settings: Settings, busy_seconds: float = 5, **limits: Any) -> Iterator[tuple[CentralServer, Machine]]:
    """Run a server with other limits, and enrol a machine."""
    central = CentralServer(
        Settings(settings.home, settings.database, limits=Limits(**limits), busy_seconds=busy_seconds)
    )
    try:
        central.start()
        with talking(central.url) as http:
            yield central, machine_of(http, central, central.new_cell())
    finally:
        central.stop()


def raw(central: CentralServer, head: str, *chunks: bytes) -> bytes:
    """Send bytes as they are, and return what comes back until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", central.port), timeout=20) as sock:
        sock.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n")
        for chunk in chunks:
            try:
                sock.sendall(chunk)
            except OSError:
                break
        answer = b""
        while True:
            try:
                more = sock.recv(65536)
            except ConnectionResetError:
                more = b""
            answer += more
            if not more:
                return answer


def head_of(machine: Machine, *lines: str) -> str:
    token = machine.headers["Authorization"]
    first = ["POST /v1/parcels HTTP/1.1", "Host: x", f"Authorization: {token}", f"Content-Type: {MEDIA_TYPE}"]
    return "\n".join([*first, "Accept-Language: en", *lines])


def test_a_body_that_says_it_is_too_large_is_refused_before_it_is_sent(settings: Settings) -> None:
    with limited(settings, parcels_body=1000) as (central, machine):
        answer = raw(central, head_of(machine, "Content-Length: 1001"))
    assert b" 413 " in answer.splitlines()[0]
    assert b"urn:chibo:problem:too-large" in answer


def test_a_body_in_chunks_is_refused_as_soon_as_it_is_too_large(settings: Settings) -> None:
    chunk = b"1f4\r\n" + bytes(500) + b"\r\n"
    with limited(settings, parcels_body=1000) as (central, machine):
        answer = raw(central, head_of(machine, "Transfer-Encoding: chunked"), chunk, chunk, chunk)
        assert b" 413 " in answer.splitlines()[0]
        assert machine.heads().heads == {}


def test_a_body_that_does_not_come_is_not_waited_for(settings: Settings) -> None:
    with limited(settings, body_seconds=0.2) as (central, machine):
        answer = raw(central, head_of(machine, "Content-Length: 100"), b"begun")
    assert b" 408 " in answer.splitlines()[0]
    assert b"urn:chibo:problem:too-slow" in answer


def test_a_body_that_is_cut_by_hanging_up_changes_nothing(settings: Settings) -> None:
    with limited(settings) as (central, machine):
        with socket.create_connection(("127.0.0.1", central.port)) as sock:
            sock.sendall(head_of(machine, "Content-Length: 100").replace("\n", "\r\n").encode() + b"\r\n\r\nbegun")
        assert machine.heads().heads == {}
        good(machine.put(parcel("a", 1, 1)))


def test_boxes_and_numbers_of_parcels_have_their_limits(settings: Settings) -> None:
    with limited(settings, parcels=2, box=100) as (_, machine):
        problem(machine.put(*(parcel("a", n, n) for n in (1, 2, 3))), 400, "malformed")
        problem(machine.put(parcel("a", 1, 1, size=101)), 400, "malformed")
        good(machine.put(parcel("a", 1, 1, size=100), parcel("a", 2, 2)))
        good(machine.put(parcel("a", 3, 3)))
        assert [len(machine.get({}, limit=limit)[0]) for limit in (1, 2, 100)] == [1, 2, 2]


def test_devices_codes_and_machines_of_a_cell_have_their_limits(settings: Settings) -> None:
    with limited(settings, devices=1, open_codes=2, accounts=1, reports=1) as (_, machine):
        good(machine.put(parcel("a", 1, 1)))
        problem(machine.put(parcel("b", 1, 1)), 403, "no-room")
        for _ in range(2):
            code = good(machine.call("POST", "/v1/invitations"), 201).json()["code"]
        problem(machine.call("POST", "/v1/invitations"), 403, "no-room")
        problem(machine.http.post("/v1/accounts", content=enrolment(code).write(), headers=JSON), 403, "no-room")
        good(machine.send("PUT", f"/v1/reports/{REPORT}", paper()), 201)
        other = paper(meeting={"id": "m-2", "kind": "regular", "duration": 85})
        problem(machine.send("PUT", f"/v1/reports/{natural_id('report', 'm-2')}", other), 403, "no-room")


def wait_told(answer: httpx.Response) -> int:
    problem(answer, 429, "too-many")
    return int(answer.headers["retry-after"])


def test_an_account_that_asks_too_often_is_told_when_to_come_again_and_others_go_on(settings: Settings) -> None:
    with limited(settings, account_rate=RateLimit(0.01, 3)) as (central, machine):
        other = machine_of(machine.http, central, machine.cell)
        for _ in range(3):
            good(machine.call("GET", "/v1/heads"))
        assert 90 <= wait_told(machine.call("GET", "/v1/heads")) <= 100
        assert wait_told(machine.put(parcel("a", 1, 1)))
        assert good(other.call("GET", "/v1/heads")).json()["heads"] == {}


def test_an_address_that_asks_too_often_is_told_so_before_anything_else(settings: Settings) -> None:
    with limited(settings, address_rate=RateLimit(0.01, 5)) as (_, machine):
        answers = [machine.http.get("/health").status_code for _ in range(6)]
        assert answers == [200] * 4 + [429] * 2
        assert wait_told(machine.call("GET", "/v1/heads"))


def test_who_guesses_is_slowed_down_and_a_neighbour_behind_the_same_address_is_not(settings: Settings) -> None:
    with limited(settings, failure_rate=RateLimit(0.01, 4)) as (_, machine):
        wrong = {"Authorization": "Bearer nonsense"}
        guesses = [machine.http.get("/v1/heads", headers=wrong).status_code for _ in range(3)]
        code = machine.http.post("/v1/accounts", content=enrolment("a" * 32).write(), headers=JSON).status_code
        assert (guesses, code) == ([401] * 3, 403)
        wait_told(machine.http.get("/v1/heads", headers=wrong))
        wait_told(machine.http.post("/v1/accounts", content=enrolment("a" * 32).write(), headers=JSON))
        good(machine.call("GET", "/v1/heads"))


@pytest.mark.parametrize("limit", ["waiting_requests", "waiting_of_cell"])
def test_too_many_who_wait_are_told_to_come_again(settings: Settings, limit: str) -> None:
    with limited(settings, **{limit: 0}) as (_, machine):
        state = machine.heads().state
        answer = machine.call("GET", "/v1/heads", params={"wait": 5, "seen": state})
        problem(answer, 503, "busy")
        assert answer.headers["retry-after"] == "2"


def test_a_database_that_is_locked_makes_the_server_busy_and_nothing_is_lost(settings: Settings) -> None:
    with limited(settings, busy_seconds=0.3) as (_, machine):
        machine.heads()
        lock = "SELECT * FROM ledger" + (" FOR UPDATE" if settings.database else "")
        with closing(Database(settings)) as database:

            def hold(connection: Any) -> httpx.Response:
                connection.execute(text(lock))
                return machine.put(parcel("a", 1, 1))

            answer = database.write(hold)
        problem(answer, 503, "busy")
        assert answer.headers["retry-after"] == "2"
        good(machine.put(parcel("a", 1, 1)))


def test_a_mistake_of_the_server_is_told_without_its_text(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("the secret text")

    with limited(settings) as (_, machine), monkeypatch.context() as patched:
        patched.setattr("sync.server.ledger.heads", fail)
        answer = machine.call("GET", "/v1/heads")
    problem(answer, 500, "failed")
    assert "secret" not in answer.text


def test_a_full_disk_is_told_and_costs_nothing_once_there_is_room_again(server_home: Path) -> None:
    with limited(Settings(server_home)) as (central, machine):
        good(machine.put(parcel("a", 1, 1)))
        engine = central.app.state.service.database.engine

        def no_room(raw: Any, _record: object) -> None:
            raw.execute("PRAGMA max_page_count = 1")  # no page more than there are

        event.listen(engine, "connect", no_room)
        engine.dispose()
        answer = machine.put(parcel("a", 2, 2, size=1_000_000))
        problem(answer, 503, "full")
        assert answer.headers["retry-after"] == "15"
        assert machine.heads().heads["a"].seq == 1

        event.remove(engine, "connect", no_room)
        engine.dispose()
        good(machine.put(parcel("a", 2, 2, size=1_000_000)))
