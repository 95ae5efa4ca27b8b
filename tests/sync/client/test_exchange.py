"""Two real stores and a real server: what is done on one laptop is on the other, whatever comes between."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from models.store.limits import DATABASE
from models.store.store import Store
from sync.client.exchanging import exchange_with_server
from sync.client.http import ServerClient
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


def quiet(*machines: Laptop) -> None:
    """Exchange until nothing moves; then all say the same."""
    for _ in range(12):
        moved = [one.exchange() for one in machines]
        if all(one.is_idle for one in moved):
            assert len({one.export() for one in machines}) == 1
            return
    raise AssertionError("the exchange does not come to rest")


def assign(laptop: Laptop, title: str) -> str:
    """Give somebody a task on a laptop; return its key."""
    with laptop.store.reading() as connection:
        owner = connection.execute("SELECT id FROM member ORDER BY id").fetchone()[0]
    return str(laptop.do("task.assign", owner=owner, title=title, due=date(2026, 12, 15)).value)


def test_an_exchange_that_looks_at_the_keys_fetches_them_once(
    pair: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    fetched, keys = [], ServerClient.keys
    monkeypatch.setattr(ServerClient, "keys", lambda self: (fetched.append(1), keys(self))[1])
    with ServerClient.of(pair[0].account) as line:
        exchange_with_server(pair[0].store, pair[0].account, line)
        assert line.attended == line.besides
    assert len(fetched) == 1


def test_what_one_laptop_did_comes_to_the_other(pair: list[Laptop]) -> None:
    first, second = pair
    sent = first.exchange()
    assert (sent.sent, sent.unsent) == (2, 0)
    assert second.exchange().received == 2
    assert first.export() == second.export()
    assert first.exchange().is_idle


def test_both_go_on_offline_and_agree_afterwards(pair: list[Laptop]) -> None:
    first, second = pair
    quiet(first, second)
    task = assign(first, "Đường điện")
    quiet(first, second)
    first.do("task.change", task=task, due=date(2026, 12, 20))
    second.do("task.change", task=task, due=date(2026, 12, 25))
    quiet(first, second)
    assert first.conflicts() == second.conflicts() == 1


def test_a_laptop_restored_from_last_weeks_copy_loses_nothing(pair: list[Laptop], tmp_path: Path) -> None:
    first, second = pair
    quiet(first, second)
    copy = tmp_path / "copy"
    copy.mkdir()
    with first.store.reading() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(first.home / DATABASE, copy)
    assign(first, "Trước khi hỏng")
    quiet(first, second)
    first.store.close()
    for file in first.home.glob(f"{DATABASE}*"):
        file.unlink()
    shutil.copy(copy / DATABASE, first.home)
    first.store = Store.open(first.home)
    assign(first, "Sau khi khôi phục")
    moved = first.exchange()
    assert moved.forked
    quiet(first, second)
    assert "Trước khi hỏng" in first.export()
    assert "Sau khi khôi phục" in second.export()


def test_a_server_restored_from_yesterdays_backup_gets_the_rest_again(
    pair: list[Laptop], server: CentralServer, server_home: Path, tmp_path: Path
) -> None:
    first, second = pair
    quiet(first, second)
    server.stop()
    yesterday = tmp_path / "yesterday"
    shutil.copytree(server_home, yesterday)
    server.start()
    assign(second, "Hôm nay")
    quiet(first, second)
    server.stop()
    shutil.rmtree(server_home)
    shutil.copytree(yesterday, server_home)
    server.start()
    assign(first, "Ngày mai")
    quiet(first, second)
    assert "Hôm nay" in first.export()
    third = Laptop(tmp_path / "C")
    third.join(first.invite())
    quiet(first, second, third)
    third.store.close()
