"""Every call of docs/sync.md by real HTTP, over SQLite and over PostgreSQL."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.engine import Connection

from models.domain import limits
from models.domain.clock import to_text
from sync.protocol.messages.accounts import AccountList, CellInvitation
from sync.protocol.messages.entries import HeadsAnswer
from sync.protocol.messages.keys import KeyBoxes, PutKeys
from sync.protocol.messages.superior import PetitionAnswers, ReportList, ReportStatus
from sync.protocol.parcels import TaggedHead
from sync.server import reports
from sync.server.tables import ReceivedPetition
from sync.vocabulary import ReceivedReportState
from tests.sync.central import CentralServer, wait_until
from tests.sync.reports.papers import OTHER_SEED, REPORT, paper
from tests.sync.server.machine import Machine, enrol, enrolment, good, machine_of, problem
from tests.sync.server.parcels import parcel, tag


def test_the_server_and_its_database_are_well(http: httpx.Client) -> None:
    assert good(http.get("/health")).json() == {"status": "ok"}


def test_machines_of_a_cell_see_each_other_and_nobody_else(
    machine: Machine, colleague: Machine, stranger: Machine
) -> None:
    found = AccountList.read(good(colleague.call("GET", "/v1/accounts")).content).accounts
    assert [one.id for one in found] == [machine.account, colleague.account]
    assert stranger.account not in {one.id for one in found}
    assert all(one.last_seen or one.id == machine.account for one in found)


def test_a_machine_invites_another_by_a_code_that_works_once(http: httpx.Client, machine: Machine) -> None:
    invitation = CellInvitation.read(good(machine.call("POST", "/v1/invitations"), 201).content)
    invited = enrol(http, enrolment(invitation.code))
    assert invited.cell == machine.cell
    again = http.post(
        "/v1/accounts", content=enrolment(invitation.code).write(), headers={"Content-Type": "application/json"}
    )
    problem(again, 403, "code-refused")


def test_a_revoked_machine_is_refused_at_once_and_the_others_go_on(machine: Machine, colleague: Machine) -> None:
    good(colleague.call("GET", "/v1/heads"))
    for _ in range(2):
        good(machine.call("DELETE", f"/v1/accounts/{colleague.account}"), 204)
    problem(colleague.call("GET", "/v1/heads"), 401, "unauthorised")
    problem(colleague.put(parcel("a", 1, 1)), 401, "unauthorised")
    assert machine.heads().heads == {}


def test_a_machine_of_another_cell_cannot_be_revoked_nor_told_from_none(machine: Machine, stranger: Machine) -> None:
    answers = [machine.call("DELETE", f"/v1/accounts/{one}") for one in (stranger.account, "none", "%00", "x" * 300)]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    good(stranger.call("GET", "/v1/heads"))


def test_keys_are_put_for_others_and_fetched_by_them_alone(
    machine: Machine, colleague: Machine, stranger: Machine
) -> None:
    assert KeyBoxes.read(good(machine.call("GET", "/v1/keys")).content) == KeyBoxes(mine=None, recovery=None)
    boxes = PutKeys(boxes={colleague.account: b"ring for the colleague", "recovery": b"ring for recovery"})
    good(machine.send("PUT", "/v1/keys", boxes.write()), 204)
    problem(machine.send("PUT", "/v1/keys", PutKeys(boxes={"recovery": b"newer"}).write()), 428, "condition-missing")
    mark = {"If-Match": machine.call("GET", "/v1/keys").headers["etag"], "Content-Type": "application/json"}
    good(machine.call("PUT", "/v1/keys", content=PutKeys(boxes={"recovery": b"newer"}).write(), headers=mark), 204)
    assert KeyBoxes.read(colleague.call("GET", "/v1/keys").content) == KeyBoxes(
        mine=b"ring for the colleague", recovery=b"newer"
    )
    assert KeyBoxes.read(machine.call("GET", "/v1/keys").content) == KeyBoxes(mine=None, recovery=b"newer")
    assert KeyBoxes.read(stranger.call("GET", "/v1/keys").content) == KeyBoxes(mine=None, recovery=None)


def test_keys_for_a_machine_that_is_gone_are_refused_whole(
    machine: Machine, colleague: Machine, stranger: Machine
) -> None:
    machine.call("DELETE", f"/v1/accounts/{colleague.account}")
    for gone in (colleague.account, stranger.account, "nobody"):
        boxes = PutKeys(boxes={machine.account: b"mine", gone: b"theirs"})
        problem(machine.send("PUT", "/v1/keys", boxes.write()), 409, "recipient-gone")
    assert KeyBoxes.read(machine.call("GET", "/v1/keys").content) == KeyBoxes(mine=None, recovery=None)


def test_what_one_machine_puts_another_gets(machine: Machine, colleague: Machine, stranger: Machine) -> None:
    sent = (parcel("a", 1, 3), parcel("a", 4, 9, size=5000), parcel("b", 1, 1))
    answer = good(machine.put(*sent)).json()
    assert answer["heads"]["a"] == {"seq": 9, "tag": tag("a", 9).hex()}
    assert colleague.heads().heads == {"a": TaggedHead(9, tag("a", 9)), "b": TaggedHead(1, tag("b", 1))}
    assert colleague.get({}) == (sent, False)
    assert colleague.get({}, limit=1) == (sent[:1], True)
    assert colleague.get({"a": 3, "b": 1}) == (sent[1:2], False)
    assert stranger.get({}) == ((), False)
    assert stranger.heads().heads == {}


def test_a_parcel_that_does_not_continue_is_told_the_heads(machine: Machine, colleague: Machine) -> None:
    good(machine.put(parcel("a", 1, 2)))
    told = problem(colleague.put(parcel("b", 1, 1), parcel("a", 2, 3)), 409, "not-continued")
    assert told["heads"] == {"a": {"seq": 2, "tag": tag("a", 2).hex()}}
    assert set(machine.heads().heads) == {"a"}


def test_nothing_put_is_no_fault(machine: Machine) -> None:
    assert good(machine.put()).json() == {"heads": {}}


def test_a_state_is_named_by_its_heads_and_a_restart_does_not_change_it(
    central: CentralServer, machine: Machine
) -> None:
    empty = machine.heads().state
    good(machine.put(parcel("a", 1, 2)))
    state = machine.heads().state
    central.restart()
    assert machine.heads().state == state != empty


class Poll(threading.Thread):
    """A machine that waits for another state than the present one."""

    def __init__(self, machine: Machine, wait: int = 25) -> None:
        super().__init__()
        self.machine, self.wait = machine, wait
        self.seen = machine.heads().state
        self.answer: HeadsAnswer | None = None
        self.returned = 0.0

    def run(self) -> None:
        self.answer = self.machine.heads(wait=self.wait, seen=self.seen)
        self.returned = time.monotonic()


def waiting(central: CentralServer) -> Any:
    return central.app.state.service.watch.waiting


def test_who_waits_is_told_when_another_machine_puts(
    central: CentralServer, machine: Machine, colleague: Machine
) -> None:
    poll = Poll(colleague)
    poll.start()
    wait_until(lambda: waiting(central) == 1)
    began = time.monotonic()
    good(machine.put(parcel("a", 1, 1)))
    poll.join()
    assert poll.answer
    assert poll.answer.heads == {"a": TaggedHead(1, tag("a", 1))}
    assert poll.returned - began < 1


def test_who_knows_an_older_state_does_not_wait(machine: Machine) -> None:
    before = machine.heads().state
    good(machine.put(parcel("a", 1, 1)))
    assert machine.heads(wait=25, seen=before).heads


def test_a_wait_that_was_in_vain_ends_with_the_same_state(machine: Machine) -> None:
    state = machine.heads().state
    assert machine.heads(wait=1, seen=state).state == state


def test_who_waits_is_let_go_when_the_server_stops(central: CentralServer, machine: Machine) -> None:
    poll = Poll(machine)
    poll.start()
    wait_until(lambda: waiting(central) == 1)
    central.stop()
    poll.join()
    assert poll.answer
    assert poll.answer.state == poll.seen


def test_a_report_is_kept_as_it_came_and_its_fate_comes_back(central: CentralServer, machine: Machine) -> None:
    document = paper()
    sent = ReportStatus.read(good(machine.send("PUT", f"/v1/reports/{REPORT}", document), 201).content)
    assert (sent.state, sent.remark) == (ReceivedReportState.SENT, "")
    assert ReportStatus.read(good(machine.send("PUT", f"/v1/reports/{REPORT}", document)).content) == sent
    problem(machine.send("PUT", f"/v1/reports/{REPORT}", paper(attendance={})), 409, "report-stands")
    assert central.see(reports.document, REPORT) == document

    central.do(reports.decide, REPORT, ReceivedReportState.RETURNED, "Thiếu số đảng viên vắng.")
    (line,) = ReportList.read(good(machine.call("GET", "/v1/reports")).content).reports
    assert (line.state, line.remark) == (ReceivedReportState.RETURNED, "Thiếu số đảng viên vắng.")
    assert machine.send("PUT", f"/v1/reports/{REPORT}", document).json()["state"] == "returned"
    mended = paper(answer={"remark": "Thiếu số đảng viên vắng."})
    assert good(machine.send("PUT", f"/v1/reports/{REPORT}", mended), 201).json()["state"] == "sent"
    assert central.see(reports.document, REPORT) == mended
    central.do(reports.decide, REPORT, ReceivedReportState.ACKNOWLEDGED)
    problem(machine.send("PUT", f"/v1/reports/{REPORT}", document), 409, "report-stands")
    (line,) = ReportList.read(good(machine.call("GET", "/v1/reports")).content).reports
    assert (line.state, line.remark) == (ReceivedReportState.ACKNOWLEDGED, "")


def test_a_report_is_seen_by_its_own_cell_alone(machine: Machine, stranger: Machine) -> None:
    good(machine.send("PUT", f"/v1/reports/{REPORT}", paper()), 201)
    assert ReportList.read(good(stranger.call("GET", "/v1/reports")).content).reports == ()
    good(stranger.send("PUT", f"/v1/reports/{REPORT}", paper(seed=OTHER_SEED, cell={"id": "chi-bo-2"})), 201)


def test_an_old_copy_of_the_database_heals_by_the_exchange(
    server: CentralServer, server_home: Any, tmp_path: Any
) -> None:
    import shutil

    with httpx.Client(base_url=server.url, timeout=60) as http:
        machine = machine_of(http, server, server.new_cell())
        good(machine.put(parcel("a", 1, 2)))
        server.stop()
        shutil.copy(server_home / "server.db", tmp_path / "yesterday.db")
        server.start()
        good(machine.put(parcel("a", 3, 3)))
        state = machine.heads().state
        server.stop()
        for file in server_home.glob("server.db*"):
            file.unlink()
        shutil.copy(tmp_path / "yesterday.db", server_home / "server.db")
        server.start()
        later = machine.heads(wait=25, seen=state)
        assert later.heads == {"a": TaggedHead(2, tag("a", 2))}
        good(machine.put(parcel("a", 3, 3)))
        assert machine.heads().state == state


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PATCH", "TRACE"])
def test_other_methods_are_told_what_is_allowed(http: httpx.Client, method: str) -> None:
    answer = http.request(method, "/v1/heads")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_answers_to_petitions_are_the_cells_own_and_come_page_by_page(
    machine: Machine, stranger: Machine, central: CentralServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [{"id": f"p-{number}", "text": "Sửa đường", "from": "", "to": "", "due_on": None} for number in range(3)]
    good(machine.send("PUT", f"/v1/reports/{REPORT}", paper(petitions=asked)), 201)
    assert _answers(machine) == PetitionAnswers(answers=(), more=False)
    for number in range(3):
        central.do(_answer, f"p-{number}")
    monkeypatch.setattr(limits, "ANSWERS", 2)
    page = _answers(machine)
    assert ([one.id for one in page.answers], page.more) == (["p-0", "p-1"], True)
    rest = _answers(machine, page.answers[-1].answered_at)
    assert ([one.id for one in rest.answers], rest.more) == (["p-1", "p-2"], False)
    assert _answers(stranger).answers == ()
    for wrong in ("yesterday", "2026-99-99T00:00:00.000Z"):
        problem(machine.call("GET", f"/v1/petitions/answers?since={wrong}"), 400, "malformed")


def _answers(machine: Machine, since: datetime | None = None) -> PetitionAnswers:
    query = f"?since={to_text(since)}" if since else ""
    return PetitionAnswers.read(good(machine.call("GET", f"/v1/petitions/answers{query}")).content)


def _answer(connection: Connection, now: datetime, petition: str) -> None:
    table = ReceivedPetition.__table__
    later = now + timedelta(seconds=int(petition[-1]))
    values = {"answer": "Đã sửa.", "answered_at": later}
    assert connection.execute(update(table).where(table.c.id == petition).values(values)).rowcount == 1
