"""Real servers, real daemons, real stores: whatever happens to them, in the end all hold the same, nothing is lost."""

from __future__ import annotations

import shutil
import signal
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from models.store.store import Store
from sync.client.http import ServerClient
from sync.client.machines import machines, revoke
from sync.status import SyncState, read_status
from tests.sync.central import ServerProcess, wait_until
from tests.sync.laptop import Laptop
from tests.whole.sync_world import (
    Daemon,
    assign,
    cell_of,
    chibo,
    copy_of,
    daemons,
    restore,
    state_of,
    titles,
    wait_for,
    wait_until_even,
)

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by POSIX signals")
Starting = Callable[..., ServerProcess]


@pytest.fixture
def central(server_process: Starting) -> ServerProcess:
    return server_process()


@pytest.fixture
def pair(tmp_path: Path, central: ServerProcess) -> Iterator[list[Laptop]]:
    with cell_of(tmp_path, central) as opened:
        yield opened


def test_what_is_done_here_is_there_without_anybody_asking(pair: list[Laptop]) -> None:
    first, second = pair
    with daemons(first, second):
        assign(first, "Từ máy bí thư")
        wait_for(second, "Từ máy bí thư")
        assign(second, "Từ máy phó bí thư")
        wait_for(first, "Từ máy phó bí thư")
        wait_until_even(first, second)


def test_a_day_offline_ends_in_the_same_records_and_a_conflict_that_both_see(
    pair: list[Laptop], central: ServerProcess
) -> None:
    first, second = pair
    task = assign(first, "Đường điện")
    with daemons(first, second):
        wait_until_even(first, second)
        central.stop()
        first.store.clock = lambda: datetime(2026, 12, 3, 8, tzinfo=UTC)
        second.store.clock = lambda: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=1)  # a dead battery
        for number in range(20):
            assign(first, f"Bí thư {number}")
            assign(second, f"Phó bí thư {number}")
        first.do("task.change", task=task, due=date(2026, 12, 20))
        second.do("task.change", task=task, due=date(2026, 12, 25))
        wait_until(lambda: state_of(first) is SyncState.OFFLINE)
        with first.store.reading() as connection:
            status = read_status(first.home)
            assert status is not None
            assert status.unsent(connection) == 21
        central.start()
        wait_for(first, *(f"Phó bí thư {number}" for number in range(20)))
        wait_for(second, *(f"Bí thư {number}" for number in range(20)))
        wait_until_even(first, second)
        wait_until(lambda: first.conflicts() == second.conflicts() == 1)


def test_a_server_that_is_killed_again_and_again_loses_nothing(pair: list[Laptop], central: ServerProcess) -> None:
    first, second = pair
    written = []
    with daemons(first, second):
        for round_ in range(5):
            for number in range(5):
                written.append(f"Việc {round_}.{number}")
                assign((first, second)[number % 2], written[-1])
            central.kill()
            central.start()
        wait_for(first, *written)
        wait_for(second, *written)
        wait_until_even(first, second)


def test_daemons_killed_a_hundred_times_lose_nothing_and_nobody_is_stuck(pair: list[Laptop]) -> None:
    random = Random(100)
    written = []
    running = [Daemon(one.home).start() for one in pair]
    try:
        for number in range(100):
            at = number % 2
            wait_until(lambda at=at, lives=number // 2: running[at].starts() > lives)  # type: ignore[misc]
            written.append(f"Việc {number}")
            assign(pair[random.randrange(2)], written[-1])
            time.sleep(random.uniform(0, 0.2))  # waits for nothing: it is the moment at which the daemon dies
            running[at].kill()
            running[at].start()
        for one in pair:
            wait_for(one, *written)
        wait_until_even(*pair)
    finally:
        for one in running:
            one.stop()


def test_a_server_restored_from_yesterdays_backup_gets_everything_again(
    pair: list[Laptop], central: ServerProcess, tmp_path: Path
) -> None:
    first, second = pair
    home = central.settings.home
    yesterday = tmp_path / "yesterday.db"
    assert chibo(home, "admin", "backup", str(yesterday)).returncode == 0  # while the server runs
    with daemons(first, second):
        assign(first, "Hôm nay")
        wait_for(second, "Hôm nay")
        central.stop()
        for file in home.glob("server.db*"):
            file.unlink()
        shutil.copy(yesterday, home / "server.db")
        central.start()
        assign(second, "Sau đó")
        wait_for(first, "Sau đó")
        wait_until_even(first, second)
    third = Laptop(tmp_path / "third")
    try:
        third.join(first.invite())
        third.exchange()
        assert {"Hôm nay", "Sau đó"} <= titles(third)
    finally:
        third.store.close()


def test_a_laptop_restored_from_last_weeks_backup_loses_neither_week(pair: list[Laptop], tmp_path: Path) -> None:
    first, second = pair
    backup = copy_of(first, tmp_path / "last week")
    with daemons(first, second) as running:
        assign(first, "Tuần này")
        wait_for(second, "Tuần này")
        running[0].stop()
        restore(first, backup)
        assign(first, "Sau khi khôi phục")
        running[0].start()
        wait_for(first, "Tuần này", "Sau khi khôi phục")
        wait_for(second, "Sau khi khôi phục")
        wait_until_even(first, second)


def test_a_cloned_laptop_and_its_twin_go_on_side_by_side(pair: list[Laptop], tmp_path: Path) -> None:
    first, second = pair
    twin = object.__new__(Laptop)
    twin.home, twin.recovery = copy_of(first, tmp_path / "twin"), ""
    twin.store = Store.open(twin.home)
    try:
        with daemons(first, second, twin):
            for number in range(5):
                assign(first, f"Bản gốc {number}")
                assign(twin, f"Bản sao {number}")
            everything = [f"{which} {number}" for which in ("Bản gốc", "Bản sao") for number in range(5)]
            for one in (first, second, twin):
                wait_for(one, *everything)
            wait_until_even(first, second, twin)
    finally:
        twin.store.close()


def test_a_machine_that_was_shut_out_is_told_and_the_others_go_on(tmp_path: Path, central: ServerProcess) -> None:
    with cell_of(tmp_path, central, "ABC") as (first, second, third), daemons(first, second, third):
        with ServerClient.of(first.account) as server:
            (gone,) = (one for one in machines(first.account, server) if one.id == third.account.id)
            revoke(first.store, first.account, server, gone)
        assign(first, "Không cho máy đã mất")
        wait_for(second, "Không cho máy đã mất")
        assign(third, "Từ máy đã mất")
        wait_until(lambda: state_of(third) is SyncState.STOPPED)
        status = read_status(third.home)
        assert status is not None
        assert "no longer" in str(status.why)
        assert second.account.ring == first.account.ring
        assert len(third.account.ring.keys) == 1
        assert "Không cho máy đã mất" not in titles(third)


def test_postgresql_may_be_restarted_while_daemons_run(
    tmp_path: Path, server_process: Starting, postgres_server: Any, postgres_database: Callable[[], str]
) -> None:
    central = server_process(database=postgres_database(), workers=2)
    with cell_of(tmp_path, central) as (first, second), daemons(first, second):
        for number in range(3):
            assign(first, f"Trước {number}")
            _restart(postgres_server)
            assign(second, f"Sau {number}")
        wait_for(first, *(f"Sau {number}" for number in range(3)))
        wait_for(second, *(f"Trước {number}" for number in range(3)))
        wait_until_even(first, second)


def _restart(postgres: Any) -> None:
    postgres.stop()
    postgres.ensure_postgres_running()
