"""Two laptops, a real server and a superior: every report goes up once, and its fate comes back to both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Connection

from models.domain.clock import VIETNAM
from models.domain.vocabulary import MeetingState, ReportState
from models.queries.meetings import meeting as meeting_view
from models.queries.reports import ReportView, reports
from sync.client.faults import CallRefused, Unreachable
from sync.client.http import ServerClient
from sync.client.superior_calls import SuperiorCalls
from sync.protocol.messages.superior import ReportStatus
from sync.reports.delivery import Delivered, deliver
from sync.reports.envelope import EnvelopeVerdict, public_key, verify
from sync.server import reports as central_reports
from sync.server.tables import ReceivedReport
from sync.vocabulary import ReceivedReportState as Decided
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops

REMARK = "Thiếu số đảng viên vắng."


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


@pytest.fixture
def first(pair: list[Laptop]) -> Laptop:
    """A laptop on which a meeting was held, and its minutes approved."""
    hold(pair[0], 3)
    return pair[0]


def hold(laptop: Laptop, day: int) -> str:
    """Hold a meeting and approve its minutes; return its key."""
    at = datetime(2026, 12, day, 14, tzinfo=VIETNAM)
    meeting = str(laptop.do("meeting.plan", at=at).value)
    laptop.do("agenda.agree", meeting=meeting)
    laptop.do("meeting.open", meeting=meeting)
    laptop.do("meeting.close")
    laptop.do("minutes.write", text="Biên bản\nThông qua.", meeting=meeting)
    laptop.do("minutes.approve", meeting=meeting)
    return meeting


def send(laptop: Laptop, *, thorough: bool = False) -> Delivered:
    with ServerClient.of(laptop.account) as server:
        return deliver(laptop.store, SuperiorCalls(server), laptop.account.ring.signer(), thorough=thorough)


def quiet(*machines: Laptop) -> None:
    """Exchange until nothing moves."""
    for _ in range(12):
        if not sum(not one.exchange().is_idle for one in machines):
            return
    raise AssertionError("the exchange does not come to rest")


def report(laptop: Laptop) -> ReportView:
    with laptop.store.reading() as connection:
        (found,) = reports(connection)
        return found


def meeting_state(laptop: Laptop) -> MeetingState:
    with laptop.store.reading() as connection:
        return meeting_view(connection, report(laptop).meeting_id).state


def standing(central: CentralServer, laptop: Laptop) -> bytes:
    """Return the document stored at the server."""
    found: bytes = central.see(central_reports.document, report(laptop).id)
    return found


def decide(central: CentralServer, laptop: Laptop, decided: Decided, remark: str = "") -> None:
    central.do(central_reports.decide, report(laptop).id, decided, remark)


def test_a_queued_report_goes_up_and_can_be_verified_there(server: CentralServer, first: Laptop) -> None:
    assert send(first).sent == 1
    assert report(first).state is ReportState.SENT
    assert meeting_state(first) is MeetingState.SENT
    _, seed = first.account.ring.signer()
    assert verify(standing(server, first), public_key(seed)).verdict is EnvelopeVerdict.WHOLE
    assert send(first).sent == 0


def test_the_superiors_word_comes_back_once(server: CentralServer, first: Laptop) -> None:
    send(first)
    decide(server, first, Decided.RETURNED, REMARK)
    assert send(first).updated == 1
    assert (report(first).state, report(first).remark) == (ReportState.RETURNED, REMARK)
    assert send(first) == Delivered()
    decide(server, first, Decided.ACKNOWLEDGED)
    send(first)
    assert (report(first).state, report(first).remark) == (ReportState.ACKNOWLEDGED, "")
    assert meeting_state(first) is MeetingState.ACKNOWLEDGED


def test_a_returned_report_goes_up_mended_in_place_of_the_first(server: CentralServer, first: Laptop) -> None:
    send(first)
    before = standing(server, first)
    decide(server, first, Decided.RETURNED, REMARK)
    send(first)
    first.do("minutes.correct", text="Vắng 3 đảng viên.", meeting=report(first).meeting_id)
    first.do("report.requeue", meeting=report(first).meeting_id)
    assert send(first).sent == 1
    assert report(first).state is ReportState.SENT
    answered = verify(standing(server, first)).envelope
    assert standing(server, first) != before
    assert answered is not None
    assert answered.content["answer"]["remark"] == REMARK
    assert answered.content["addenda"][0]["text"] == "Vắng 3 đảng viên."
    assert send(first) == Delivered()


def test_a_remark_may_be_given_twice_in_the_same_words(server: CentralServer, first: Laptop) -> None:
    send(first)
    for _ in range(2):
        decide(server, first, Decided.RETURNED, REMARK)
        send(first)
        assert report(first).state is ReportState.RETURNED
        first.do("report.requeue", meeting=report(first).meeting_id)
        send(first)
        assert report(first).state is ReportState.SENT


def test_two_laptops_that_both_send_and_both_hear_agree_without_a_conflict(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    second = pair[1]
    quiet(first, second)
    for one in (first, second):
        send(one)
    decide(server, first, Decided.RETURNED, REMARK)
    for one in (first, second):
        send(one)
    quiet(first, second)
    assert first.export() == second.export()
    assert first.conflicts() == second.conflicts() == 0
    assert report(second).state is ReportState.RETURNED


def test_a_report_that_another_laptop_sent_otherwise_counts_as_sent(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    second = pair[1]
    quiet(first, second)
    send(first)
    second.do("minutes.correct", text="Khác.", meeting=report(second).meeting_id)
    before = standing(server, first)
    send(second)
    assert (report(second).state, standing(server, first)) == (ReportState.SENT, before)


def test_a_laptop_that_comes_late_does_not_send_what_was_returned_meanwhile(
    server: CentralServer, pair: list[Laptop], first: Laptop
) -> None:
    second = pair[1]
    quiet(first, second)
    send(first)
    decide(server, first, Decided.RETURNED, REMARK)
    second.do("minutes.correct", text="Khác.", meeting=report(second).meeting_id)
    before = standing(server, first)
    assert (send(second).sent, report(second).state) == (0, ReportState.RETURNED)
    assert standing(server, first) == before


def test_one_report_that_is_refused_does_not_stop_the_others(first: Laptop) -> None:
    later = hold(first, 10)

    class Picky(SuperiorCalls):
        def put_report(self, report: str, body: bytes) -> ReportStatus:
            if later.encode() not in body:
                raise CallRefused("{said}", slug="too-large", said="It is too large.")
            return super().put_report(report, body)

    with ServerClient.of(first.account) as server:
        found = deliver(first.store, Picky(server), first.account.ring.signer())
    with first.store.reading() as connection:
        states = {one.meeting_id: one.state for one in reports(connection)}
    assert [str(one.reason) for one in found.failed] == ["It is too large."]
    assert states.pop(later) is ReportState.SENT
    assert set(states.values()) == {ReportState.QUEUED}


def test_an_answer_that_was_lost_is_made_good_by_sending_again(first: Laptop) -> None:
    class Lossy(SuperiorCalls):
        def put_report(self, report: str, body: bytes) -> ReportStatus:
            super().put_report(report, body)
            raise Unreachable("The line broke.")

    with ServerClient.of(first.account) as server, suppress(Unreachable):
        deliver(first.store, Lossy(server), first.account.ring.signer())
    assert report(first).state is ReportState.QUEUED
    send(first)
    assert report(first).state is ReportState.SENT


def test_without_an_open_report_the_server_is_asked_nothing(server: CentralServer, first: Laptop) -> None:
    send(first)
    decide(server, first, Decided.ACKNOWLEDGED)
    send(first)
    server.stop()
    assert send(first) == Delivered()


def test_a_server_restored_from_a_copy_without_the_report_gets_it_again(server: CentralServer, first: Laptop) -> None:
    send(first)
    decide(server, first, Decided.ACKNOWLEDGED)
    send(first)
    server.do(_forget)
    assert send(first) == Delivered()
    assert send(first, thorough=True).sent == 1
    assert standing(server, first)
    assert report(first).state is ReportState.ACKNOWLEDGED


def _forget(connection: Connection, _now: datetime) -> None:
    connection.execute(delete(ReceivedReport.__table__))
