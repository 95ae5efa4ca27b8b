"""Disk full, read-only, locked: one sentence, nothing changed, and the store serves on when the fault is gone."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from models.domain.errors import ChiboError, StoreUnusable
from models.store import writer_priority
from models.store.faults import explain
from models.store.ids import new_id
from models.store.opening import open_reader
from models.store.store import Store
from models.store.unit import Unit
from models.store.verify import Verification, verify
from models.tables import Note, Organisation, Setting

SECRET = "what was said in confidence"


def organise(store: Store, name: str = "Chi bộ") -> int:
    """Write a cell; return the number of the entry."""
    with store.unit("test.organise") as unit:
        unit.add(Organisation(id=new_id(), name=name, level="cell"))
    assert unit.entry is not None
    return unit.entry.seq


def verified(store: Store) -> Verification:
    reader = open_reader(store.home)
    try:
        return verify(reader)
    finally:
        reader.close()


def refused(store: Store, sentence: str) -> None:
    """See that an act is refused in a sentence and leaves nothing behind."""
    before = verified(store)
    with pytest.raises(StoreUnusable, match=sentence):
        organise(store, "x" * 1_000_000)
    assert verified(store) == before


def test_a_disk_that_fills_up_within_an_act_loses_nothing(store: Store) -> None:
    organise(store)
    with store.unit("test.limit") as unit:
        (pages,) = unit.connection.execute("PRAGMA page_count").fetchone()
        unit.connection.execute(f"PRAGMA max_page_count = {pages + 4}")
    refused(store, "The disk is full: nothing was saved")
    with store.unit("test.limit") as unit:
        unit.connection.execute("PRAGMA max_page_count = 1000000")
    assert organise(store) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on the size of a file")
def test_a_log_that_cannot_grow_any_more_loses_nothing(store: Store) -> None:
    import resource

    organise(store)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, limits[1]))  # the system refuses to write beyond
    try:
        refused(store, "nothing was saved")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert organise(store) == 2


@pytest.fixture
def common_folder() -> Iterator[Path]:
    """A folder that another user may pass through, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights by user profile, not by mode")
def test_a_folder_that_may_not_be_written_is_told_and_left_as_it_is(common_folder: Path) -> None:
    home = common_folder / "home"
    Store.create(home).close()
    for path in (*home.iterdir(), home):
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = {path.name: path.read_bytes() for path in home.iterdir()}
    with _as_nobody(), pytest.raises(StoreUnusable, match=r"cannot be (written|opened)"):
        Store.open(home)
    home.chmod(0o755)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


class _as_nobody:  # noqa: N801 - reads as a statement
    """Within it the system minds the rights of files, which it does not for root."""

    def __enter__(self) -> None:
        self.root = os.geteuid() == 0
        if self.root:
            os.seteuid(65534)

    def __exit__(self, *_: object) -> None:
        if self.root:
            os.seteuid(0)


def test_a_store_that_may_only_be_read_refuses_an_act_and_serves_on_when_it_may_be_written(store: Store) -> None:
    with store.unit("test.limit") as unit:
        connection = unit.connection
    connection.execute("PRAGMA query_only = ON")
    refused(store, "cannot be written: nothing was saved")
    connection.execute("PRAGMA query_only = OFF")
    assert organise(store) == 1


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let an act give up at once where it would wait for half a minute; nothing else depends on it."""
    monkeypatch.setattr(writer_priority, "TIMEOUT", 0)


def test_a_store_that_another_program_holds_is_told_and_serves_on_when_it_is_free(
    impatient: None, store: Store
) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    refused(store, "Another program is writing to the store")
    holder.execute("ROLLBACK")
    holder.close()
    assert organise(store) == 1


def test_who_waits_behind_another_who_waits_is_told_the_same(impatient: None, store: Store) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with FileLock(store.home / writer_priority.LOCK):
        refused(store, "Another program is writing to the store")
    holder.execute("ROLLBACK")
    holder.close()
    assert organise(store) == 1


def test_a_store_is_opened_while_another_program_writes(store: Store) -> None:
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    Store.open(store.home).close()
    holder.execute("ROLLBACK")
    holder.close()


def test_many_who_act_at_once_all_get_their_turn(store: Store) -> None:
    def act(number: int) -> None:
        own = Store.open(store.home)
        organise(own, f"Chi bộ {number}")
        own.close()

    with ThreadPoolExecutor(40) as many:
        list(many.map(act, range(40)))
    assert verified(store).entries == 40


@pytest.mark.parametrize("fault", [ValueError("x"), KeyboardInterrupt(), ChiboError("x"), FileNotFoundError("x")])
def test_whatever_stops_an_act_passes_as_it_is_and_leaves_nothing(store: Store, fault: BaseException) -> None:
    def stop(unit: Unit) -> None:
        unit.add(Organisation(id=new_id(), name="Chi bộ", level="cell"))
        raise fault

    with pytest.raises(type(fault)) as passed, store.unit("test.stop") as unit:
        stop(unit)
    assert passed.value is fault
    assert verified(store) == Verification(0, None)
    assert organise(store) == 1


def test_an_act_that_went_wrong_in_the_database_leaves_nothing(store: Store) -> None:
    with store.unit("test.once") as unit:
        unit.add(Setting(id="x", key="k"))
    with pytest.raises(Exception, match="UNIQUE"), store.unit("test.twice") as unit:
        unit.add(Setting(id="x", key="k"))
    assert verified(store) == Verification(1, None)
    assert organise(store) == 2


def test_no_error_of_the_database_shows_what_was_to_be_written(store: Store) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY") as failed, store.unit("test.note") as unit:
        unit.add(Note(id=new_id(), meeting_id="none", text=SECRET, written_at=unit.now))
    assert SECRET not in "".join(str(part) for part in _chain(failed.value))


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or error.__context__


def test_a_unit_is_of_no_use_when_it_is_over(store: Store) -> None:
    with store.unit("test.over") as unit:
        pass
    with pytest.raises(Exception, match="closed"):
        unit.local("device")
    assert organise(store) == 1


def test_units_do_not_nest_and_the_outer_one_stands(store: Store) -> None:
    with store.unit("test.outer") as unit:
        unit.add(Organisation(id=new_id(), name="Chi bộ", level="cell"))
        with pytest.raises(RuntimeError, match="already"), store.unit("test.inner"):
            pytest.fail("the inner unit began")
    assert verified(store) == Verification(1, None)


def test_what_is_left_for_after_the_commit_never_says_that_nothing_was_saved(store: Store) -> None:
    def fail() -> None:
        raise StoreUnusable("The disk does not answer: nothing was saved.")

    def organise_and_fail() -> None:
        with store.unit("test.after") as unit:
            unit.add(Organisation(id=new_id(), name="Chi bộ", level="cell"))
            unit.afterwards.append(fail)

    with pytest.raises(StoreUnusable, match="It was done and saved") as told:
        organise_and_fail()
    assert "nothing was saved" not in str(told.value)
    assert verified(store) == Verification(1, None)


@pytest.mark.parametrize("shared", [True, False], ids=["threads of one program", "several programs"])
def test_acts_at_the_same_time_wait_for_their_turn_and_leave_no_gap(store: Store, shared: bool) -> None:
    stores = [store if shared else Store.open(store.home) for _ in range(4)]
    numbers: list[int] = []

    def work(own: Store) -> None:
        numbers.extend(organise(own) for _ in range(8))

    threads = [threading.Thread(target=work, args=(own,)) for own in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for own in stores:
        own.close()
    assert sorted(numbers) == list(range(1, 33))
    assert verified(store) == Verification(32, None)


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (OSError(errno.ENOSPC, "locked.txt"), "The disk is full"),
        (OSError(errno.EROFS, "x"), "cannot be written"),
        (PermissionError(errno.EACCES, "malformed"), "cannot be written"),
        (FileNotFoundError(errno.ENOENT, "x"), "cannot be opened"),
        (OSError(errno.EIO, "x"), "does not answer"),
        (OSError("no number"), "does not answer"),
    ],
)
def test_a_fault_is_told_by_its_number_not_by_the_words_in_it(fault: OSError, sentence: str) -> None:
    assert sentence in (explain(fault) or "")


@pytest.mark.parametrize("fault", [ValueError("disk is full"), sqlite3.ProgrammingError("database is locked")])
def test_a_mistake_of_the_program_is_not_put_down_to_the_disk(fault: Any) -> None:
    assert explain(fault) is None
