"""Waiting for another machine's parcels, put in this process or in another one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import closing

import pytest

from sync.server import ledger
from sync.server.database import Database
from sync.server.faults import DatabaseBusy
from sync.server.long_poll import LongPolls
from tests.sync.central import Administration
from tests.sync.server.parcels import parcel

LONG = 30.0


@pytest.fixture
async def watch(administration: Administration) -> AsyncIterator[LongPolls]:
    with closing(Database(administration.settings)) as database:
        watch = LongPolls(database)
        looking = asyncio.create_task(watch.run())
        yield watch
        watch.close()
        await looking


async def waiting(
    watch: LongPolls, cell: str, seen: int, seconds: float = LONG, account: str = ""
) -> asyncio.Task[None]:
    """Begin to wait, and return once the watch knows of it."""
    before = watch.waiting
    task = asyncio.create_task(watch.wait(cell, seen, seconds, account))
    await asyncio.sleep(0)
    assert watch.waiting == before + 1
    return task


async def put(administration: Administration, cell: str, seq: int = 1) -> None:
    """Append as another process does: on a connection that the long polls do not use."""
    one = [parcel("a", seq, seq)]
    await asyncio.to_thread(administration.do, lambda c, now: ledger.append(c, now, cell, "account", one, 10))


async def test_a_put_of_another_process_wakes_those_who_wait_for_its_cell_within_a_second(
    administration: Administration, watch: LongPolls, cell: str
) -> None:
    other = await asyncio.to_thread(administration.new_cell, "Chi bộ Hai")
    mine, theirs = await waiting(watch, cell, 0), await waiting(watch, other, 0)
    await put(administration, cell)
    async with asyncio.timeout(1):
        await mine
    assert not theirs.done()
    theirs.cancel()


async def test_a_put_between_the_look_and_the_waiting_is_not_missed(
    administration: Administration, watch: LongPolls, cell: str
) -> None:
    first = await waiting(watch, cell, 0)  # so that the watch is looking already
    await put(administration, cell)
    await first
    late = await waiting(watch, cell, 0)
    async with asyncio.timeout(1):
        await late


async def test_who_put_something_is_answered_after_those_who_wait_for_it(
    administration: Administration, watch: LongPolls, cell: str
) -> None:
    own, other = await waiting(watch, cell, 0, account="a"), await waiting(watch, cell, 0, account="b")
    watch.wake(cell, by="a")
    async with asyncio.timeout(1):
        await other
    assert not own.done()
    await put(administration, cell)
    async with asyncio.timeout(1):
        await own


async def test_a_put_of_this_process_wakes_at_once(watch: LongPolls, cell: str) -> None:
    task = await waiting(watch, cell, 0)
    watch.wake(cell)
    async with asyncio.timeout(1):
        await task
    assert watch.waiting == 0


async def test_without_a_put_the_time_runs_out(watch: LongPolls, cell: str) -> None:
    began = time.monotonic()
    await watch.wait(cell, 0, 0.3)
    assert time.monotonic() - began >= 0.29
    assert watch.waiting == 0


async def test_when_the_server_stops_nobody_waits(watch: LongPolls, cell: str) -> None:
    task = await waiting(watch, cell, 0)
    watch.close()
    async with asyncio.timeout(1):
        await task
        await watch.wait(cell, 0, LONG)


async def test_a_hundred_wait_for_one_cell_and_all_are_woken(
    administration: Administration, watch: LongPolls, cell: str
) -> None:
    tasks = [await waiting(watch, cell, 0) for _ in range(100)]
    await put(administration, cell)
    async with asyncio.timeout(2):
        await asyncio.gather(*tasks)


async def test_a_database_that_goes_away_and_comes_back_is_waited_for(
    administration: Administration, watch: LongPolls, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise DatabaseBusy

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "revisions", away)
        task = await waiting(watch, cell, 0)
        await put(administration, cell)
        await asyncio.sleep(0.3)
        assert not task.done()
    await put(administration, cell, 2)
    async with asyncio.timeout(1):
        await task
