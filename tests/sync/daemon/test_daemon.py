"""The daemon's loop against a real server: it exchanges automatically, reports errors, and always pauses."""

from __future__ import annotations

import asyncio
import errno
import itertools
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from watchfiles import Change, awatch

from models.domain.clock import system_clock
from models.domain.errors import Refused
from sync.client.account import FILE, save_account
from sync.client.http import ServerClient
from sync.client.machines import machines, renew_key, revoke
from sync.daemon import loop
from sync.daemon.fault_log import LOGGER, log_fault
from sync.daemon.home_watch import HomeEvent, watch_home
from sync.daemon.loop import Daemon
from sync.daemon.running import run
from sync.daemon.single_instance import STOP, hold_lock, is_running
from sync.daemon.systemd_unit import unit_file
from sync.exchange.interfaces import ExchangeResult
from sync.status import SyncState, read_status
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops

PATIENCE = 30.0


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        for one in opened:
            one.exchange()
        yield opened


@asynccontextmanager
async def running(*machines: Laptop) -> AsyncIterator[list[Daemon]]:
    """Run the daemons of laptops in this loop."""
    daemons = [Daemon(one.home, system_clock(), Random(1)) for one in machines]
    tasks = [asyncio.create_task(daemon.run()) for daemon in daemons]
    try:
        yield daemons
    finally:
        for daemon in daemons:
            daemon.stop()
        await asyncio.gather(*tasks)


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - files and rows of other threads tell of nothing
            await asyncio.sleep(0.01)


def name(laptop: Laptop) -> str:
    with laptop.store.reading() as connection:
        return str(connection.execute("SELECT name FROM organisation WHERE level = 'cell'").fetchone()[0])


def state(laptop: Laptop) -> SyncState | None:
    status = read_status(laptop.home)
    return status.state if status else None


def why(laptop: Laptop) -> str:
    status = read_status(laptop.home)
    return str(status.why) if status else ""


async def test_it_pushes_what_is_done_and_fetches_what_others_did(pair: list[Laptop]) -> None:
    first, second = pair
    async with running(first, second):
        first.do("cell.change", name="Chi bộ Hai")
        await until(lambda: name(second) == "Chi bộ Hai")
        second.do("cell.change", name="Chi bộ Ba")
        await until(lambda: name(first) == "Chi bộ Ba")
        await until(lambda: state(first) is SyncState.EVEN)


async def test_a_server_that_is_away_is_told_and_found_again(pair: list[Laptop], server: CentralServer) -> None:
    first, second = pair
    async with running(first, second):
        await until(lambda: state(first) is SyncState.EVEN)
        server.stop()
        first.do("cell.change", name="Chi bộ Hai")
        await until(lambda: state(first) is SyncState.OFFLINE)
        assert "does not answer" in why(first)
        server.start()
        await until(lambda: name(second) == "Chi bộ Hai")


async def test_a_machine_that_was_shut_out_stops_with_the_reason(pair: list[Laptop]) -> None:
    first, second = pair
    async with running(second):
        with ServerClient.of(first.account) as connection:
            (other,) = (one for one in machines(first.account, connection) if not one.is_this)
            revoke(first.store, first.account, connection, other)
        second.do("cell.change", name="Chi bộ Hai")
        await until(lambda: state(second) is SyncState.STOPPED)
        assert "no longer" in why(second)


async def test_a_new_key_is_fetched_when_something_is_sealed_with_it(pair: list[Laptop]) -> None:
    first, second = pair
    async with running(second):
        await until(lambda: state(second) is SyncState.EVEN)
        with ServerClient.of(first.account) as connection:
            renew_key(first.home, first.account, connection)
        first.do("cell.change", name="Chi bộ Hai")
        first.exchange()
        await until(lambda: name(second) == "Chi bộ Hai")
        assert second.account.ring == first.account.ring


async def test_another_account_is_taken_up_while_it_runs(pair: list[Laptop], tmp_path: Path) -> None:
    first, second = pair
    kept = (second.home / FILE).read_bytes()
    (second.home / FILE).unlink()
    async with running(second):
        await until(lambda: "not joined" in why(second))
        first.do("cell.change", name="Chi bộ Hai")
        first.exchange()
        (second.home / FILE).write_bytes(kept)
        await until(lambda: name(second) == "Chi bộ Hai")


async def test_a_file_stops_it(pair: list[Laptop]) -> None:
    daemon = Daemon(pair[0].home, system_clock(), Random(1))
    task = asyncio.create_task(daemon.run())
    await until(lambda: state(pair[0]) is SyncState.EVEN)
    (pair[0].home / STOP).touch()
    async with asyncio.timeout(PATIENCE):
        await task


async def test_what_cannot_be_sent_makes_it_no_busier(pair: list[Laptop], monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that somebody made unreadable stays unsent; the daemon does not try it round and round."""
    first, _ = pair
    with first.store.exchanging() as connection:
        connection.execute("UPDATE journal_entry SET details = 'x' WHERE seq = 2")
    exchanges = list[ExchangeResult]()
    original = Daemon._record_result

    def counting(daemon: Daemon, moved: ExchangeResult) -> None:
        exchanges.append(moved)
        original(daemon, moved)

    monkeypatch.setattr(Daemon, "_record_result", counting)
    async with running(first):
        await until(lambda: exchanges)
        await asyncio.sleep(1)
    assert len(exchanges) < 6


@pytest.fixture
def answering() -> Iterator[Callable[[int, dict[str, str]], str]]:
    """Serve one refusal for whatever is asked; return the address."""
    import threading

    import uvicorn

    servers = []

    def serve(status: int, headers: dict[str, str]) -> str:
        async def refuse(_request: Request) -> Response:
            problem = {"type": "urn:chibo:problem:x", "title": "Come again another day.", "status": status}
            return JSONResponse(problem, status, headers, media_type="application/problem+json")

        door = socket.create_server(("127.0.0.1", 0))
        app = Starlette(routes=[Route("/{path:path}", refuse, methods=["GET", "POST", "PUT"])])
        made = uvicorn.Server(uvicorn.Config(app, log_config=None))
        thread = threading.Thread(target=made.run, args=([door],))
        thread.start()
        servers.append((made, thread, door))
        return f"http://127.0.0.1:{door.getsockname()[1]}"

    yield serve
    for made, thread, door in servers:
        made.should_exit = True
        thread.join(PATIENCE)
        door.close()


@pytest.mark.parametrize(
    ("status", "expected"),
    [(426, SyncState.STOPPED), (429, SyncState.OFFLINE), (503, SyncState.OFFLINE), (403, SyncState.STOPPED)],
)
async def test_a_refusal_is_told_in_the_servers_words(
    pair: list[Laptop], answering: Callable[[int, dict[str, str]], str], status: int, expected: SyncState
) -> None:
    first, _ = pair
    save_account(first.home, replace(first.account, server=answering(status, {"Retry-After": "2"})))
    async with running(first):
        await until(lambda: state(first) is expected)
        assert why(first) == "Come again another day."


def test_two_daemons_do_not_share_a_store(pair: list[Laptop]) -> None:
    home = pair[0].home
    assert not is_running(home)
    with hold_lock(home):
        assert is_running(home)
        with pytest.raises(Refused, match="runs for this folder already"):
            run(home, system_clock())
    assert not is_running(home)


def test_the_unit_names_this_program_and_folder(tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ 100% $HOME"
    folder.mkdir()
    text = unit_file(folder)
    assert '100%% $$HOME"' in text
    assert "Restart=on-failure" in text


def test_a_mistake_is_written_down_by_its_kind_and_place_and_never_by_its_words(tmp_path: Path) -> None:
    written = logging.FileHandler(tmp_path / "log", encoding="utf-8")
    LOGGER.addHandler(written)
    try:
        json.loads('{"note": "Kiểm điểm đồng chí Đức"')
    except ValueError as fault:
        fault.args = ("Kiểm điểm đồng chí Đức",)
        log_fault(fault, 1)
    finally:
        LOGGER.removeHandler(written)
        written.close()
    said = (tmp_path / "log").read_text(encoding="utf-8")
    assert "JSONDecodeError at test_daemon.py" in said
    assert "Đức" not in said


async def test_a_file_that_goes_while_it_is_looked_at_ends_no_watching(tmp_path: Path) -> None:
    tried = []

    def watcher(*folders: Path, **options: Any) -> AsyncIterator[set[tuple[Change, str]]]:
        tried.append(options["force_polling"])
        if len(tried) == 1:
            raise OSError(errno.ENOSPC, "no watcher left")
        if len(tried) == 2:
            raise RuntimeError("a file went away")
        return awatch(*folders, **options)

    async def write() -> None:
        for number in itertools.count():
            (tmp_path / STOP).write_text("x" * number)
            await asyncio.sleep(0.02)

    stopping = asyncio.Event()
    found = []
    writing = asyncio.create_task(write())
    async with asyncio.timeout(PATIENCE):
        async for news in watch_home(tmp_path, stopping, watcher):
            found.append(news)
            if len(found) == 3:
                stopping.set()
    writing.cancel()
    assert tried == [False, True, True]
    missed = {HomeEvent.STORE, HomeEvent.STOP, HomeEvent.WAKE}
    assert found[:3] == [missed, missed, {HomeEvent.STOP}]


async def test_what_is_written_while_it_looks_is_looked_at_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What arrives writes the file too; the act behind it does not wait for the last of the looks at that."""
    monkeypatch.setattr(loop, "POLL_DELAYS", (0.0, 3600.0))
    daemon = Daemon(tmp_path, system_clock(), Random(1))
    looks = itertools.count()
    looked = asyncio.Event()

    def is_full(_held: object) -> bool:
        looked.set()
        return next(looks) == 1

    monkeypatch.setattr(daemon._outbox, "has_unsent", is_full)
    daemon._store_written.set()
    looking = asyncio.create_task(daemon._check_when_written())
    async with asyncio.timeout(PATIENCE):
        await looked.wait()
        daemon._store_written.set()
        await daemon._exchange_wanted.wait()
    looking.cancel()
