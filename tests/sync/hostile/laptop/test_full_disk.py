"""Files beside the store: written also on a full disk, and readable by their owner only."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from models.domain.clock import system_clock
from models.domain.errors import StoreUnusable
from sync.client.account import load_account
from sync.client.http import ServerClient
from sync.client.joining import JoiningMachine, join_by_invitation
from sync.client.machines import renew_key
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


def test_keys_that_cannot_be_stored_are_fetched_again_and_the_old_ones_stay(
    secretary: Laptop, deputy: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (secretary, deputy, secretary):
        one.exchange()
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    before, names = (deputy.home / "account.json").read_bytes(), {path.name for path in deputy.home.iterdir()}
    with monkeypatch.context() as full, closing(Session(deputy.home, system_clock())) as session:
        full.setattr("sync.client.account.os.fsync", no_room)
        with pytest.raises(StoreUnusable, match="The disk is full"):
            session.exchange()
    found = read_status(deputy.home)
    assert found is not None
    assert (found.state, "The disk is full" in str(found.why)) == (SyncState.STOPPED, True)
    assert (deputy.home / "account.json").read_bytes() == before
    assert {path.name for path in deputy.home.iterdir()} - names <= {FILE}
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring


def test_a_join_without_room_leaves_the_invitation_as_it_was(
    secretary: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation, place = secretary.invite(), JoiningMachine(tmp_path)
    for after in range(3):  # the server was not asked, the account was not kept, it was not the machine's own
        with monkeypatch.context() as full:
            full.setattr("sync.client.account.os.fsync", no_room_after(after))
            with pytest.raises(StoreUnusable, match="The disk is full"):
                join_by_invitation(place, invitation)
    joined = join_by_invitation(place, invitation)
    assert load_account(tmp_path) == joined
    with ServerClient.of(joined) as line:
        assert len([one for one in line.accounts().accounts if one.revoked_at is None]) == 2


def test_a_full_stick_is_told_and_takes_the_rest_once_there_is_room(
    secretary: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with monkeypatch.context() as full, closing(Session(secretary.home, system_clock())) as session:
        full.setattr("sync.client.folder.os.fsync", no_room)
        result = session.exchange_with_folder(stick)
    assert result.unsent > 0
    found = read_status(secretary.home)
    assert found is not None
    assert found.folder is not None
    assert not [path for path in stick.rglob("*") if path.is_file()]
    with closing(Session(secretary.home, system_clock())) as session:
        assert session.exchange_with_folder(stick).unsent == 0


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def no_room_after(count: int) -> Callable[[int], None]:
    """Return what lets so many files be written, and no more."""
    left = [None] * count

    def write(_file: int) -> None:
        if not left:
            no_room()
        left.pop()

    return write


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
