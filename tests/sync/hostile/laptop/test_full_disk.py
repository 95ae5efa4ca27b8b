"""What stands beside the store: told also on a full disk, and read by its owner alone."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.domain.clock import system_clock
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
