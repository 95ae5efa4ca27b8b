"""A store that is put back under open screens: they show it, write into it, and the wall follows."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.store.connection import connect
from models.store.limits import DATABASE
from models.store.store import Store
from tests.meeting_room import Clock
from tests.tui.driving import driving
from tui.shell.store_reader import StoreReader

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be replaced")

TITLES = "SELECT title FROM planned_theme"


def put_back(home: Path, clock: Clock, tmp_path: Path, name: str) -> None:
    """Put a copy of the store, in which the cell has another name, in the store's place."""
    other = tmp_path / "copy"
    other.mkdir()
    with closing(connect(home / DATABASE)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(home / DATABASE, other)
    with closing(Store.open(other, clock)) as store:
        perform(store, "cell.change", name=name)
        with store.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for end in ("-wal", "-shm"):
        (home / f"{DATABASE}{end}").unlink(missing_ok=True)
    os.replace(other / DATABASE, home / DATABASE)  # noqa: PTH105 - as a person's tool does it


async def test_open_screens_read_and_write_the_store_that_was_put_back(
    planned: Path, clock: Clock, tmp_path: Path
) -> None:
    async with driving(planned, clock) as driver:
        await driver.settle()
        put_back(planned, clock, tmp_path, "Chi bộ Khôi Phục")
        await driver.until(lambda: "CHI BỘ KHÔI PHỤC" in driver.text.upper())
        driver.app.gateway.act("theme.add", title="Sau khi khôi phục").result(60)
        aside = driver.app.gateway.query_in_background(
            lambda reader: reader.execute("SELECT title FROM planned_theme").fetchall()
        )
        assert ("Sau khi khôi phục",) in aside.result(60)
    with closing(connect(planned / DATABASE)) as raw:
        assert ("Sau khi khôi phục",) in raw.execute("SELECT title FROM planned_theme").fetchall()


def test_a_reader_keeps_to_what_was_there_while_nothing_is_in_its_place(
    planned: Path, clock: Clock, tmp_path: Path
) -> None:
    prepared: list[object] = []
    with closing(StoreReader(planned, prepared.append)) as reader:
        before, version = reader.connection, reader.data_version
        shutil.move(planned / DATABASE, tmp_path / "away")
        assert reader.connection is before
        (planned / DATABASE).write_bytes(b"no store")
        assert reader.connection is before
        shutil.move(tmp_path / "away", planned / DATABASE)
        put_back(planned, clock, tmp_path, "Chi bộ Khác")
        assert reader.connection is not before
        assert reader.data_version != version
        assert len(prepared) == 2
