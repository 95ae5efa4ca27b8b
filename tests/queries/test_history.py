"""The journal as a list: newest first, of one meeting or one record, with what was taken back marked."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime

import pytest

from models.acts.registry import ActOutcome
from models.domain.clock import VIETNAM
from models.domain.vocabulary import MeetingKind
from models.queries.history import history, journal
from models.store.store import Store
from tests.conftest import FakeClock

Do = Callable[..., ActOutcome]

LATER = datetime(2026, 12, 20, 14, 0, tzinfo=VIETNAM)


@pytest.fixture
def task(do: Do, clock: FakeClock, member: Callable[[str], str]) -> str:
    return str(do("task.assign", title="Kiểm tra", owner=member("Mậu")).value)


def test_acts_are_listed_newest_first(do: Do, clock: FakeClock, task: str, reader: sqlite3.Connection) -> None:
    clock.advance(minutes=5)
    do("task.start", task=task)
    newest, before, *_ = journal(reader)
    assert (newest.act, before.act) == ("task.start", "task.assign")
    assert newest.time == clock.now
    assert newest.details == {"task": "Kiểm tra"}
    assert newest.device == before.device
    assert newest.seq == before.seq + 1


def test_a_list_may_be_short(do: Do, task: str, reader: sqlite3.Connection) -> None:
    assert [done.act for done in journal(reader, limit=1)] == ["task.assign"]
    assert journal(reader, limit=0) == ()


def test_acts_of_one_meeting_are_listed_alone(do: Do, meeting: str, task: str, reader: sqlite3.Connection) -> None:
    do("agenda.agree", meeting=meeting)
    other = str(do("meeting.plan", at=LATER, title="Bất thường", kind=MeetingKind.EXTRAORDINARY).value)
    assert [done.act for done in journal(reader, meeting_id=meeting)] == ["agenda.agree", "meeting.plan"]
    assert [done.act for done in journal(reader, meeting_id=other)] == ["meeting.plan"]
    assert journal(reader, meeting_id="none") == ()


def test_the_history_of_a_record_is_the_acts_that_touched_it(
    do: Do, task: str, member: Callable[[str], str], reader: sqlite3.Connection
) -> None:
    do("task.start", task=task)
    do("task.assign", title="Việc khác", owner=member("Yến"))
    do("undo")
    do("task.finish", task=task)
    assert [done.act for done in history(reader, task)] == ["task.finish", "task.start", "task.assign"]
    assert history(reader, "none") == ()


def test_what_is_not_in_force_is_marked_and_only_that(do: Do, task: str, reader: sqlite3.Connection) -> None:
    def marks() -> list[tuple[str, bool]]:
        return [(done.act, done.undone) for done in journal(reader, limit=3)][::-1]

    do("task.start", task=task)
    do("undo")
    assert marks() == [("task.assign", False), ("task.start", True), ("undo", False)]
    do("redo")
    assert marks() == [("task.start", False), ("undo", True), ("redo", False)]
    undone, redone = journal(reader, limit=2)[::-1]
    assert undone.undoes_seq == undone.seq - 1
    assert redone.undoes_seq == undone.seq


def test_who_did_it_is_told_by_name_where_that_is_known(
    cell: Store, do: Do, member: Callable[[str], str], task: str, reader: sqlite3.Connection
) -> None:
    with cell.unit("test.actor") as unit:
        unit.remember("actor", member("Ánh"))
    do("task.start", task=task)
    with cell.unit("test.actor") as unit:
        unit.remember("actor", "the demo")
    do("task.finish", task=task)
    names = [done.actor for done in journal(reader, limit=3)]
    assert names[0] == "the demo"
    assert names[1].endswith("Ánh")
    assert names[2] == ""


@pytest.mark.parametrize("details", ["no JSON", "[]", "5", "[" * 100_000])
def test_details_that_somebody_spoiled_do_not_hide_the_rest(
    cell: Store, task: str, reader: sqlite3.Connection, details: str
) -> None:
    _write(cell, "UPDATE journal_entry SET details = ? WHERE act = 'task.assign'", details)
    newest, before, *_ = journal(reader)
    assert newest.details == {}
    assert before.act == "roster.import"


def test_a_time_beyond_every_calendar_does_not_hide_the_rest(
    cell: Store, task: str, reader: sqlite3.Connection
) -> None:
    _write(cell, "UPDATE journal_entry SET time = ? WHERE act = 'task.assign'", 2**63 - 1)
    assert journal(reader)[0].act == "task.assign"


def _write(store: Store, sql: str, value: object) -> None:
    connection = sqlite3.connect(store.path, isolation_level=None)
    connection.execute(sql, (value,))
    connection.close()
