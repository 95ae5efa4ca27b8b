"""The log: one JSON object a line, ids and sizes and outcomes, nothing that anybody wrote."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from sync.protocol.messages.keys import PutKeys
from tests.sync.central import CentralServer
from tests.sync.reports.papers import REPORT, paper
from tests.sync.server.machine import Machine, enrolment, good, machine_of, talking
from tests.sync.server.parcels import parcel

SECRET = "lời-phê-bình-của-Hương"
JSON = {"Content-Type": "application/json"}
PATIENCE = 60.0  # seconds until a test gives up


def lines(log: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@pytest.fixture
def machine(server: CentralServer) -> Iterator[Machine]:
    with talking(server.url) as http:
        yield machine_of(http, server, server.new_cell(SECRET))


def logged(log: StringIO, count: int = 1) -> list[dict[str, Any]]:
    """Return the lines once there are so many: a request is logged after its answer was sent."""
    end = time.monotonic() + PATIENCE
    while len(found := lines(log)) < count and time.monotonic() < end:
        time.sleep(0.01)
    return found


def test_a_request_is_one_line_of_ids_sizes_and_outcome(log: StringIO, machine: Machine) -> None:
    before = len(logged(log))  # the enrolment
    answer = good(machine.put(parcel("a", 1, 2), parcel("b", 1, 1)))
    line = logged(log, before + 1)[before]
    line.pop("time"), line.pop("request"), line.pop("ms"), line.pop("received")
    assert line == {
        "level": "info",
        "event": "request",
        "method": "POST",
        "route": "/v1/parcels",
        "status": 200,
        "sent": len(answer.content),
        "address": "127.0.0.1",
        "account": machine.account,
        "cell": machine.cell,
        "parcels": 2,
    }


def test_a_refusal_says_which(log: StringIO, machine: Machine) -> None:
    machine.http.get("/v1/heads", headers={"Authorization": "Bearer nonsense"})
    machine.put(parcel("a", 5, 6))
    found = logged(log, 3)[1:]
    assert [line.get("outcome") for line in found] == ["unauthorised", "not-continued"]
    assert "account" not in found[0]


def test_nothing_that_was_sent_is_in_the_log(
    log: StringIO, server: CentralServer, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = server.new_code(machine.cell)
    enrolling = enrolment(code)
    machine.http.post("/v1/accounts", content=enrolling.write(), headers=JSON)
    machine.http.post("/v1/accounts", content=enrolment(code).write(), headers=JSON)
    machine.send("PUT", "/v1/keys", PutKeys(boxes={"recovery": SECRET.encode()}).write())
    machine.send("PUT", f"/v1/reports/{REPORT}", paper(minutes=SECRET))
    machine.send("PUT", "/v1/reports/r-2", SECRET.encode())
    machine.put_body(SECRET.encode())
    machine.call("GET", f"/v1/{SECRET}?{SECRET}", headers={"User-Agent": "Mozilla", "Cookie": "cookie-of-mine"})
    machine.call("FIND", "/v1/heads")

    def fail(*_: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("sync.server.ledger.heads", fail)
    assert machine.call("GET", "/v1/heads").status_code == 500
    token = machine.headers["Authorization"].removeprefix("Bearer ")
    written = log.getvalue()
    for secret in (SECRET, "phê", token, code, "Mozilla", "cookie-of-mine", "FIND"):
        assert secret not in written
    failed = next(line for line in logged(log, 10) if line["event"] == "request.failed")
    assert failed["error"] == "ValueError"
    assert failed["where"][-1].endswith("fail")
