"""Files beside the store: written also on a full disk, and readable by their owner only."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.domain.clock import system_clock
from models.domain.errors import StoreUnusable
from sync.client.replica import check_room
from sync.daemon import running
from sync.daemon.session import Session
from sync.daemon.single_instance import LOCK, hold_lock
from sync.status import FILE, ROOM, StatusReason, SyncState, SyncStatus, read_status, write_status
from tests.sync.laptop import Laptop

EVEN = SyncStatus(SyncState.EVEN, "https://s", "a", "k")
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")


def test_that_the_disk_is_full_is_told_where_no_file_can_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_status(tmp_path, EVEN)
    assert (tmp_path / FILE).stat().st_size == ROOM

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sync.status.os.open", full)
    write_status(tmp_path, replace(EVEN, state=SyncState.STOPPED, why=StatusReason("The disk is full.")))
    monkeypatch.undo()
    found = read_status(tmp_path)
    assert found is not None
    assert (found.state, str(found.why)) == (SyncState.STOPPED, "The disk is full.")
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


@posix
def test_what_stands_beside_the_store_is_the_owners_alone(secretary: Laptop) -> None:
    home, before = secretary.home, os.umask(0o022)
    try:
        with closing(Session(home, system_clock())) as session, hold_lock(home):
            session.exchange()
            running._log_to(home / running.LOG, verbose=False)
            logging.getLogger("chibo.daemon").info("Ghi nhật ký")
    finally:
        os.umask(before)
        for handler in logging.getLogger("chibo.daemon").handlers[:]:
            logging.getLogger("chibo.daemon").removeHandler(handler)
            handler.close()
    assert "Ghi nhật ký" in (home / running.LOG).read_text(encoding="utf-8")
    for name in (FILE, LOCK, running.LOG, "account.json"):
        assert (name, (home / name).stat().st_mode & 0o077) == (name, 0)


def test_the_last_room_on_the_disk_is_left_for_what_is_written_here(
    secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few KB of a member unpack to as much as there is: what comes waits, and what goes goes."""
    for one in (secretary, deputy, secretary):
        one.exchange()
    deputy.do("theme.add", title="Của phó bí thư")
    deputy.exchange()
    secretary.do("theme.add", title="Của bí thư")
    with monkeypatch.context() as patch:
        full = SimpleNamespace(total=100 << 30, used=0, free=200 << 20)
        patch.setattr("sync.client.replica.disk_usage", lambda _home: full)
        with closing(Session(secretary.home, system_clock())) as session, pytest.raises(StoreUnusable, match="200 MB"):
            session.exchange()
        found = read_status(secretary.home)
        assert found is not None
        assert found.state is SyncState.STOPPED
        secretary.do("theme.add", title="Vẫn ghi được")
        small = SimpleNamespace(total=100 << 20, used=0, free=60 << 20)
        patch.setattr("sync.client.replica.disk_usage", lambda _home: small)
        check_room(secretary.home)
    deputy.exchange()
    assert "Của bí thư" in deputy.export()
    secretary.exchange()
    deputy.exchange()
    assert deputy.export() == secretary.export()
