"""Anybody with the keys makes machines by the thousand: the state of sync is told in bounded time and lines."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from models.queries.machines import MOST_LISTED, standings
from models.store.entry import COUNTER_BITS, Entry, entry_hash
from models.store.exchange import apply
from models.store.store import Store
from sync.exchange.interfaces import ExchangeResult, Refusal
from sync.status import MachineSeen, SyncState, SyncStatus
from tui.cli.exchange_result import print_result
from tui.sync_status.advice import others, refusals
from tui.sync_status.lines import sync_state_lines
from tui.widgets.sync_sign import SyncSign

MANY = 300


def add_machines(store: Store, count: int) -> None:
    """Give the journal entries of so many machines, each later than the one before."""
    entries = [
        Entry(f"0-x{number:05}", 1, (number + 1) << COUNTER_BITS, "", "x", None, {}, ()) for number in range(count)
    ]
    apply(store, [(entry, entry_hash(entry)) for entry in entries], hashed=True)


def queries_of(connection: sqlite3.Connection) -> int:
    """Return how many statements the machines take."""
    told: list[str] = []
    connection.set_trace_callback(told.append)
    standings(connection)
    connection.set_trace_callback(None)
    return len(told)


def test_the_time_does_not_grow_with_the_machines(cell: Store, reader: sqlite3.Connection) -> None:
    few = queries_of(reader)
    add_machines(cell, MANY)
    assert queries_of(reader) == few


def test_listed_are_this_one_those_the_server_lacks_and_the_latest(cell: Store, reader: sqlite3.Connection) -> None:
    add_machines(cell, MANY)
    held = {f"0-x{number:05}": 1 for number in range(MANY) if number != 7}
    found = standings(reader, held)
    assert len(found.listed) == MOST_LISTED
    assert found.more == MANY + 1 - MOST_LISTED
    assert found.listed[0].machine.is_this
    listed = {one.machine.device for one in found.listed}
    assert {"0-x00007", f"0-x{MANY - 1:05}"} < listed
    assert "0-x00008" not in listed
    status = SyncStatus(SyncState.EVEN, held=held)
    lines = [str(line) for line in sync_state_lines(SyncSign(status, 0, 0), found, {}, daemon=True)]
    assert f"  … and {MANY + 1 - MOST_LISTED} more machines" in lines
    assert len(lines) < MOST_LISTED + 30


def test_of_the_machines_at_the_server_those_that_lack_acts_are_listed_first() -> None:
    day = datetime(2026, 12, 1, tzinfo=UTC)
    seen = [MachineSeen(f"may-{number:04}", day + timedelta(hours=number), day, lacks=0) for number in range(MANY)]
    seen[3] = MachineSeen("may-0003", day, day, lacks=5)
    lines = list(others(SyncStatus(SyncState.EVEN, account="may-0000", machines=tuple(seen)), {"may-0003": "Máy cũ"}))
    assert len(lines) == MOST_LISTED + 1
    assert lines[0].startswith("Máy cũ: lacks 5 acts")
    assert lines[-1] == f"… and {MANY - 1 - MOST_LISTED} more machines"


def test_what_was_refused_is_listed_up_to_a_bound(cell: Store, capsys: pytest.CaptureFixture[str]) -> None:
    devices = [f"0-x{number:05}" for number in range(MANY)]
    status = SyncStatus(SyncState.EVEN, refused=MANY, refusals=tuple((one, "It cannot be read.") for one in devices))
    assert len(list(refusals(status))) == MOST_LISTED + 1
    result = ExchangeResult(refused=tuple(Refusal(one, 1, "It cannot be read") for one in devices))
    print_result(cell.home, result)
    told = capsys.readouterr().err.splitlines()
    assert len(told) == MOST_LISTED + 1
    assert told[-1] == f"… and {MANY - MOST_LISTED} more machines"
