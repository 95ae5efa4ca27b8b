"""A full disk on either side: it is reported in a sentence, nothing is lost, and work continues once there is space."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.domain.errors import StoreUnusable
from sync.status import SyncState, read_status
from tests.sync.central import ServerProcess, wait_until
from tests.sync.laptop import Laptop
from tests.whole.sync_world import assign, cell_of, daemons, state_of, wait_for, wait_until_even

Starting = Callable[..., ServerProcess]


def fill(disk: Path) -> Path:
    """Fill a disk to the last byte; return what fills it."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1024 * 1024, 4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue
    return ballast


def why(laptop: Laptop) -> str:
    status = read_status(laptop.home)
    return str(status.why) if status else ""


def test_a_laptop_without_room_says_so_and_catches_up(small_disk: Path, server_process: Starting) -> None:
    central = server_process()
    with cell_of(small_disk, central) as (first, second), daemons(first, second):
        wait_until_even(first, second)
        ballast = fill(small_disk)
        with pytest.raises(StoreUnusable, match="disk is full"):
            _go_on(first)
        written = _written(first)
        ballast.unlink()
        assign(first, "Có chỗ rồi")
        wait_for(second, "Có chỗ rồi", *written)
        wait_until_even(first, second)


def test_a_server_without_room_says_so_and_loses_nothing(
    small_disk: Path, tmp_path: Path, server_home: Path, server_process: Starting
) -> None:
    shutil.copytree(server_home, small_disk, dirs_exist_ok=True)
    shutil.rmtree(server_home)
    server_home.symlink_to(small_disk, target_is_directory=True)
    central = server_process()
    with cell_of(tmp_path, central) as (first, second), daemons(first, second):
        wait_until_even(first, second)
        ballast = fill(small_disk)
        wait_until(lambda: assign(first, f"Việc {len(_written(first))} " + "y" * 400) and "full" in why(first))
        assert state_of(first) is SyncState.OFFLINE
        written = _written(first)
        ballast.unlink()
        wait_for(second, *written)
        wait_until_even(first, second)


def _go_on(laptop: Laptop) -> None:
    for number in range(10_000):
        assign(laptop, f"Việc {number} " + "x" * 200)


def _written(laptop: Laptop) -> list[str]:
    with laptop.store.reading() as connection:
        return [title for (title,) in connection.execute("SELECT title FROM task WHERE deleted = 0")]
