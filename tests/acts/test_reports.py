"""The report to the superior: queued by the approval, marked by what the server said, sent again after a return."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.errors import Refused
from models.domain.vocabulary import MeetingState, ReportState
from models.queries.history import journal
from models.queries.meetings import meeting as meeting_view
from models.queries.reports import ReportView, find_report, reports
from models.store.export import export_text
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]
REMARK = "Thiếu số đảng viên vắng."


@pytest.fixture
def closed(do: Do, meeting: str) -> str:
    """The scenario's meeting, over, its minutes written."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    do("meeting.close")
    do("minutes.write", text="Biên bản", meeting=meeting)
    return meeting


@pytest.fixture
def approved(do: Do, closed: str) -> str:
    """Its minutes approved."""
    do("minutes.approve", meeting=closed)
    return closed


@pytest.fixture
def report(reader: sqlite3.Connection, approved: str) -> Callable[[], ReportView]:
    """The present report."""

    def read() -> ReportView:
        found = find_report(reader, approved)
        assert found is not None
        return found

    return read


def test_approving_the_minutes_queues_the_report_in_the_same_act(
    do: Do, closed: str, reader: sqlite3.Connection
) -> None:
    assert find_report(reader, closed) is None
    before = len(journal(reader))
    do("minutes.approve", meeting=closed)
    assert len(journal(reader)) == before + 1
    (found,) = reports(reader)
    assert (found.meeting_id, found.state, found.answers_a_remark) == (closed, ReportState.QUEUED, False)


def test_what_the_server_said_is_written_down_once(
    do: Do, approved: str, report: Callable[[], ReportView], clock: FakeClock
) -> None:
    mark = {"meeting": approved, "state": ReportState.SENT, "at": clock.now, "digest": "ab" * 32}
    assert do("report.mark", **mark).value is True
    again = do("report.mark", **mark)
    assert (again.value, again.entry) == (False, None)
    assert (report().state, report().digest, report().sent_at) == (ReportState.SENT, "ab" * 32, clock.now)


def test_the_meeting_moves_on_with_its_report(
    do: Do, approved: str, reader: sqlite3.Connection, clock: FakeClock
) -> None:
    do("report.mark", meeting=approved, state=ReportState.SENT)
    assert meeting_view(reader, approved).state is MeetingState.SENT
    do("report.mark", meeting=approved, state=ReportState.RETURNED, remark=REMARK)
    assert meeting_view(reader, approved).state is MeetingState.SENT
    clock.advance(hours=1)
    do("report.mark", meeting=approved, state=ReportState.ACKNOWLEDGED)
    assert meeting_view(reader, approved).state is MeetingState.ACKNOWLEDGED


def test_an_older_decision_than_is_known_changes_nothing(
    do: Do, approved: str, report: Callable[[], ReportView], clock: FakeClock
) -> None:
    do("report.mark", meeting=approved, state=ReportState.ACKNOWLEDGED, at=clock.now)
    late = do(
        "report.mark",
        meeting=approved,
        state=ReportState.RETURNED,
        remark=REMARK,
        at=clock.now - timedelta(seconds=1),
    )
    assert late.entry is None
    assert report().state is ReportState.ACKNOWLEDGED


def test_a_returned_report_goes_into_the_queue_again_with_the_remark_that_it_answers(
    do: Do, approved: str, report: Callable[[], ReportView], clock: FakeClock
) -> None:
    do("report.mark", meeting=approved, state=ReportState.SENT, digest="ab" * 32)
    do("report.mark", meeting=approved, state=ReportState.RETURNED, remark=REMARK, at=clock.now)
    do("minutes.correct", text="Vắng 3 đảng viên", meeting=approved)
    do("report.requeue", meeting=approved)
    found = report()
    assert (found.state, found.remark, found.decided_at) == (ReportState.QUEUED, REMARK, clock.now)
    assert found.answers_a_remark


@pytest.mark.parametrize("state", [None, ReportState.SENT, ReportState.ACKNOWLEDGED])
def test_only_a_returned_report_is_sent_again(do: Do, approved: str, state: ReportState | None) -> None:
    if state:
        do("report.mark", meeting=approved, state=state)
    with pytest.raises(Refused, match="only one that the superior returned"):
        do("report.requeue", meeting=approved)


def test_a_meeting_that_an_older_program_approved_gets_its_report_by_asking(
    do: Do, approved: str, report: Callable[[], ReportView], store: Store
) -> None:
    with store.unit("test.older") as unit:
        unit.connection.execute("UPDATE report SET deleted = 1")
    with pytest.raises(Refused, match="has no report yet"):
        do("report.mark", meeting=approved, state=ReportState.SENT)
    do("report.requeue", meeting=approved)
    assert report().state is ReportState.QUEUED


def test_no_report_is_made_before_the_minutes_are_approved(do: Do, closed: str) -> None:
    for act, arguments in (("report.requeue", {}), ("report.mark", {"state": ReportState.SENT})):
        with pytest.raises(Refused, match="once its minutes are approved"):
            do(act, meeting=closed, **arguments)


def test_nobody_marks_a_report_as_queued(do: Do, approved: str) -> None:
    with pytest.raises(Refused, match="is put into the queue"):
        do("report.mark", meeting=approved, state=ReportState.QUEUED)


def test_what_the_server_says_does_not_stand_in_the_way_of_an_undo(
    do: Do, approved: str, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    next_meeting = do("meeting.plan", at=datetime(2027, 1, 4, 14, 0, tzinfo=VIETNAM)).value
    task = do("task.assign", title="Kiểm tra", owner=member("Đức"), meeting=next_meeting).value
    before = export_text(reader)
    do("task.change", task=task, title="Rà soát")
    do("report.mark", meeting=approved, state=ReportState.SENT)
    do("undo")
    do("redo")
    do("undo")
    marked = export_text(reader)
    assert "Rà soát" not in marked
    assert '"sent"' in marked
    assert '"sent"' not in before
