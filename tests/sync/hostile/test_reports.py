"""Whose report is it? Another cell's, the same one under three ids, one under a foreign key: none counts."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from sqlalchemy import select

from models.store.ids import natural_id
from sync.protocol.envelope import EnvelopeKind
from sync.protocol.messages.keys import PutKeys
from sync.reports.envelope import sign
from sync.server.audit import lines
from sync.server.tables import ReportKey
from tests.sync.central import CentralServer
from tests.sync.reports.papers import OTHER_SEED, PAPER, REPORT, SEED, content, paper
from tests.sync.server.machine import Machine, good, machine_of, problem, talking
from tui.main import run


@pytest.fixture
def http(server: CentralServer) -> Iterator[httpx.Client]:
    with talking(server.url) as client:
        yield client


@pytest.fixture
def machine(http: httpx.Client, server: CentralServer) -> Machine:
    return machine_of(http, server, server.new_cell())


def put(machine: Machine, document: bytes, report: str = REPORT) -> httpx.Response:
    return machine.send("PUT", f"/v1/reports/{report}", document)


def under(key_id: str, seed: bytes) -> bytes:
    """Return the report of another meeting, signed with a key."""
    return sign(
        content() | {"meeting": {"id": "m-2", "kind": "regular", "duration": 1}}, EnvelopeKind.REPORT, key_id, seed
    )


SECOND = natural_id("report", "m-2")


def test_a_meeting_is_reported_under_one_id(machine: Machine) -> None:
    first = good(put(machine, PAPER), 201).json()
    for other in ("r-1", natural_id("report", "m-2"), "m-1"):
        problem(put(machine, PAPER, other), 409, "other-meeting")
    assert good(put(machine, PAPER)).json() == first
    assert len(machine.call("GET", "/v1/reports").json()["reports"]) == 1


def test_another_cells_report_is_refused_before_and_after_ones_own(
    machine: Machine, http: httpx.Client, server: CentralServer
) -> None:
    good(put(machine, PAPER), 201)
    thief = machine_of(http, server, server.new_cell("Chi bộ Khác"))
    problem(put(thief, PAPER), 403, "foreign-report")
    own = paper(seed=OTHER_SEED, cell={"id": "chi-bo-2"})
    good(put(thief, own), 201)
    problem(put(thief, PAPER), 403, "foreign-report")
    problem(put(machine, own), 403, "foreign-report")
    problem(put(thief, paper(seed=SEED, cell={"id": "chi-bo-2"})), 403, "foreign-report")  # by the other cell's key


def test_a_foreign_key_is_refused_until_the_cell_changed_its_keys(machine: Machine) -> None:
    good(put(machine, PAPER), 201)
    problem(put(machine, paper(seed=OTHER_SEED)), 403, "foreign-report")  # under the same id of the key
    problem(put(machine, under("key-2", OTHER_SEED), SECOND), 403, "foreign-report")
    good(machine.send("PUT", "/v1/keys", PutKeys(boxes={"recovery": b"ring with a new key"}).write()), 204)
    good(put(machine, under("key-2", OTHER_SEED), SECOND), 201)


def test_a_report_that_is_refused_binds_no_key(machine: Machine, server: CentralServer) -> None:
    """The same meeting again under another key, from a machine that may bring new ones: what stands stays."""
    good(put(machine, PAPER), 201)
    good(machine.send("PUT", "/v1/keys", PutKeys(boxes={"recovery": b"ring with a new key"}).write()), 204)
    again = sign(content(), EnvelopeKind.REPORT, "key-2", OTHER_SEED)
    problem(put(machine, again), 409, "report-stands")
    problem(put(machine, again, SECOND), 409, "other-meeting")
    assert good(put(machine, PAPER)).json()["state"] == "sent"
    keys = server.see(lambda connection: connection.execute(select(ReportKey.key_id)).scalars().all())
    assert "key-2" not in keys


def test_an_administrator_lets_a_cell_begin_anew(machine: Machine, server: CentralServer) -> None:
    good(put(machine, PAPER), 201)
    anew = paper(seed=OTHER_SEED, cell={"id": "chi-bo-1-moi"}, meeting={"id": "m-2", "kind": "regular"})
    problem(put(machine, anew, SECOND), 403, "foreign-report")
    words = ["admin", "report", "unbind", machine.cell]
    assert run([f"--home={server.settings.home}", "--lang=en", *words]) == 0
    good(put(machine, anew, SECOND), 201)
    assert "reports.unbound" in [line.event for line in server.see(lines)]


def test_an_administrator_removes_what_a_stolen_machine_reported(
    machine: Machine, server: CentralServer, capsys: pytest.CaptureFixture[str]
) -> None:
    good(put(machine, PAPER), 201)
    words = [f"--home={server.settings.home}", "--lang=en", "admin", "report", "remove", machine.cell]
    assert run(words) != 0
    assert "Say which reports" in capsys.readouterr().err
    assert run([*words, "--machine", machine.account]) == 0
    assert "Removed: 1 report." in capsys.readouterr().out
    assert machine.call("GET", "/v1/reports").json()["reports"] == []
    assert "report.removed" in [line.event for line in server.see(lines)]
