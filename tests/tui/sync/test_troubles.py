"""Each kind of what did not come has its own sign, word and way out; “in sync” is said of what is wholly so."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.queries.conflicts import aside_by_kind
from models.store import exchange
from models.store.entry import Entry, RowChange, entry_hash
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from sync.removed_parts import RemovedPart, removal_notes
from sync.status import (
    STALE,
    MachineSeen,
    StatusReason,
    SyncState,
    SyncStatus,
    is_stale,
    read_status,
    write_status,
)
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tests.tui.sync.test_sync_state import opened
from tui.sync_status import screen as sync_state
from tui.sync_status.advice import to_do
from tui.widgets.sync_sign import SyncSign

EVEN = SyncStatus(SyncState.EVEN)
SETTING = {"deleted": 0, "key": "k", "value": "v"}


@pytest.mark.parametrize(
    ("status", "aside", "sign", "word", "way"),
    [
        (replace(EVEN, refused=2, unreceived=5), {}, "⇅!2×", "2 refused", "shut it out"),
        (replace(EVEN, refused=1, waiting=1), {}, "⇅!1?", "1 waits for a key", "asks the others for the key"),
        (EVEN, {"waiting": 3}, "⇅!3…", "3 wait for others", "other machines sync"),
        (EVEN, {"newer": 1}, "⇅!1↑", "1 of a newer chibo", "Update chibo"),
        (EVEN, {"aside": 4}, "⇅!4−", "4 set aside (F8)", "F8 says why"),
        (replace(EVEN, unreceived=7), {}, "⇅!7↓", "7 not received", "tries again"),
        (replace(EVEN, declined=1), {}, "⇅!1⇥", "1 too large to send", "by a stick"),
        (replace(EVEN, folder=StatusReason("No.")), {}, "⇅!1□", "a folder not wholly exchanged", "sync --folder"),
        (replace(EVEN, state=SyncState.OFFLINE, refused=1), {"newer": 2}, "⇅✕!1×!2↑", "no connection, 1 refused", "Up"),
    ],
)
def test_each_trouble_by_itself(status: SyncStatus, aside: dict[str, int], sign: str, word: str, way: str) -> None:
    found = SyncSign(status, 0, 0, aside)
    assert found.sign == sign
    assert word in found.word
    assert not found.is_well
    told = to_do(found, daemon=True)
    assert any(way in line for line in told)


def test_all_that_is_well_is_in_sync() -> None:
    assert (SyncSign(EVEN, 0, 0, {"waiting": 0}).sign, SyncSign(EVEN, 0, 0).word) == ("⇅✓", "in sync")


def test_in_sync_is_not_said_of_what_was_so_long_ago(tmp_path: Path) -> None:
    assert not is_stale(tmp_path)
    write_status(tmp_path, EVEN)
    assert not is_stale(tmp_path)
    before = time.time() - STALE - 10
    os.utime(tmp_path / "sync.json", (before, before))
    assert is_stale(tmp_path)
    found = SyncSign(EVEN, 0, 0, is_stale=True)
    assert (found.sign, found.word, found.is_well) == ("⇅!1◷", "no exchange for some time", False)
    assert SyncSign(replace(EVEN, state=SyncState.OFFLINE), 0, 0, is_stale=True).sign == "⇅✕"
    told = to_do(found, daemon=True)
    assert any("daemon stop" in line for line in told)


NOW = datetime(2026, 12, 3, tzinfo=UTC)
REMOVED = (
    RemovedPart("here", 3, is_by_administrator=False, at=NOW - timedelta(days=1)),
    RemovedPart("shorter", 3, is_by_administrator=False, at=NOW - timedelta(days=2)),
    RemovedPart("long ago", 1, is_by_administrator=False, at=NOW - timedelta(days=31)),
    RemovedPart("wanted", 1, is_by_administrator=True, at=NOW),
)


def test_what_a_member_removed_is_a_trouble_as_long_as_it_can_be_brought_back() -> None:
    status = replace(EVEN, cell="chi-bo-1", removals=REMOVED)
    found = SyncSign(status, 0, 0, open_removals=status.open_removals(NOW))
    assert (found.sign, found.word, found.is_well) == ("⇅!2⊘", "2 removed at the server", False)
    assert any("brought back" in line for line in to_do(found, daemon=True))
    here, shorter, ago, wanted = removal_notes(REMOVED, {"here": 3, "shorter": 2}, "chi-bo-1", NOW)
    assert "It is on this machine" in here
    assert "until 2027-01-01: chibo admin device allow chi-bo-1 here" in here
    assert "It is not on this machine, and does not come" in shorter
    assert "send it again" in ago
    assert "not on this machine" in wanted
    assert "allow" not in wanted


def test_removals_are_read_as_they_were_written_and_as_an_older_program_wrote_them(tmp_path: Path) -> None:
    write_status(tmp_path, replace(EVEN, removals=REMOVED))
    assert (read_status(tmp_path) or EVEN).removals == REMOVED
    content = json.loads((tmp_path / "sync.json").read_text(encoding="utf-8"))
    (tmp_path / "sync.json").write_text(json.dumps(content | {"removals": [["a", 2, False]]}), encoding="utf-8")
    found = read_status(tmp_path) or EVEN
    assert found.removals == (RemovedPart("a", 2, is_by_administrator=False),)
    assert found.open_removals(NOW) == 0
    assert list(removal_notes(found.removals, {}, "", NOW))


def test_what_an_older_program_told_of_machines_is_read(tmp_path: Path) -> None:
    write_status(tmp_path, EVEN)
    content = json.loads((tmp_path / "sync.json").read_text(encoding="utf-8"))
    (tmp_path / "sync.json").write_text(json.dumps(content | {"machines": [["a", None]]}), encoding="utf-8")
    found = read_status(tmp_path)
    assert found is not None
    assert found.machines == (MachineSeen("a", None),)


def test_what_was_told_is_read_as_it_was_written(tmp_path: Path) -> None:
    seen = datetime(2026, 12, 3, 6, 58, tzinfo=UTC)
    machines = (MachineSeen("a", seen, seen, 4), MachineSeen("b", None))
    status = replace(EVEN, refused=3, waiting=2, unreceived=9, declined=1, machines=machines)
    write_status(tmp_path, status)
    assert read_status(tmp_path) == status


def test_what_was_set_aside_is_counted_by_kind(planned: Path, clock: Clock) -> None:
    store = Store.open(planned, clock)
    good = Entry("other", 1, 1, "", "a", None, {}, (RowChange("setting", "s", None, SETTING),))
    for name, changed in {
        "newer": {"schema_version": SCHEMA_VERSION + 1},
        "aside": {"changes": (RowChange("nothing", "s", None, {}),)},
        "waiting": {"changes": (RowChange("task", "t", {}, {"title": "x"}),)},
    }.items():
        entry = replace(good, device=name, **changed)
        exchange.apply(store, [(entry, entry_hash(entry))])
    with store.reading() as connection:
        assert aside_by_kind(connection) == {"newer": 1, "aside": 1, "waiting": 1}
    store.close()


async def test_the_machines_stand_with_what_they_have_and_a_key_tries_now(
    joined: Path, clock: Clock, afar: Callable[..., Callable[..., None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    afar(joined)("cell.change", place="Tuyên Quang")
    known = read_status(joined)
    assert known is not None
    seen = datetime(2026, 12, 3, 6, 58, tzinfo=UTC)
    write_status(joined, replace(known, machines=(MachineSeen("a", seen), MachineSeen("7f3a9999", seen))))
    asked, go = list[tuple[str, ...]](), threading.Event()

    class Process:
        def wait(self) -> int:
            go.wait(10)
            return 3

    def spawned(_home: Path, *words: str) -> Process:
        asked.append(words)
        return Process()

    monkeypatch.setattr(sync_state, "spawn", spawned)
    async with driving(joined, clock, (100, 50)) as driver:
        await opened(driver)
        assert "this machine:" in driver.text
        assert "at the server: all" in driver.text
        assert "1 acts, last" in driver.text
        assert "7f3a9999: last at the server 2026-12-03 13:58" in driver.text
        await driver.press("t")
        await driver.until(lambda: asked == [("sync",)])
        assert "under way" in driver.text
        await driver.press("t")
        go.set()
        await driver.until(lambda: "did not carry everything" in driver.text)
        assert asked == [("sync",)]
