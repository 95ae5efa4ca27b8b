"""What a server, or anybody on a plain line, can make a laptop wait: an act and a person end it, within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from itertools import pairwise
from random import Random
from time import monotonic

import pytest

from models.domain.clock import system_clock
from sync.client.faults import AccessDenied, ServerBusy
from sync.daemon import loop
from sync.daemon.loop import Daemon
from sync.daemon.session import Session
from sync.daemon.single_instance import WAKE, hold_lock, wake
from sync.exchange.interfaces import ExchangeResult
from tests.sync.laptop import Laptop

PATIENCE = 20.0
SOON = 0.4
BUSY = ServerBusy("{said}", seconds=3600.0, said="Later.")
DENIED = AccessDenied("{said}", said="Who are you?")


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """When each exchange began; an act may end a wait after :data:`SOON`."""
    times: list[float] = []
    monkeypatch.setattr(loop, "ACT_SECONDS", SOON)
    return times


@asynccontextmanager
async def running(laptop: Laptop) -> AsyncIterator[None]:
    daemon = Daemon(laptop.home, system_clock(), Random(1))
    task = asyncio.create_task(daemon.run())
    try:
        yield
    finally:
        daemon.stop()
        await task


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():  # noqa: ASYNC110 - files and other threads tell of nothing
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("answer", [BUSY, DENIED])
async def test_an_act_ends_a_wait_but_not_at_once(
    secretary: Laptop, answer: Exception, tried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Session.exchange

    def once_refused(self: Session, heads: object = None) -> ExchangeResult:
        tried.append(monotonic())
        if len(tried) == 1:
            raise answer
        return exchange(self)

    monkeypatch.setattr(Session, "exchange", once_refused)
    async with running(secretary):
        await until(lambda: tried)
        secretary.do("theme.add", title="Học tập chuyên đề")
        await until(lambda: len(tried) > 1)
    assert SOON <= tried[1] - tried[0] < PATIENCE


async def test_however_many_acts_a_server_is_asked_no_oftener_than_that(
    secretary: Laptop, tried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_self: Session, _heads: object = None) -> ExchangeResult:
        tried.append(monotonic())
        raise BUSY

    monkeypatch.setattr(Session, "exchange", refused)
    async with running(secretary):
        await until(lambda: tried)
        async with asyncio.timeout(PATIENCE):
            while len(tried) < 4:
                secretary.do("theme.add", title=f"Chuyên đề {len(tried)}")
                await asyncio.sleep(0.1)
    assert all(later - earlier >= SOON for earlier, later in pairwise(tried))


async def test_what_was_unsent_when_it_was_refused_ends_no_wait(
    secretary: Laptop, tried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store is written again, as by the exchange itself; nothing new is in it."""

    def refused(_self: Session, _heads: object = None) -> ExchangeResult:
        tried.append(monotonic())
        raise BUSY

    monkeypatch.setattr(Session, "exchange", refused)
    async with running(secretary):
        await until(lambda: tried)
        with secretary.store.exchanging() as connection:
            connection.execute("INSERT INTO local_state VALUES ('else', '1')")
        await asyncio.sleep(SOON * 4)
    assert len(tried) == 1


@pytest.mark.parametrize("answer", [BUSY, DENIED])
async def test_an_exchange_that_went_well_by_hand_ends_a_wait_at_once(
    secretary: Laptop, answer: Exception, tried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "ACT_SECONDS", 600.0)

    def refused(_self: Session, _heads: object = None) -> ExchangeResult:
        tried.append(monotonic())
        raise answer

    monkeypatch.setattr(Session, "exchange", refused)
    with hold_lock(secretary.home):
        async with running(secretary):
            await until(lambda: tried)
            wake(secretary.home)
            await until(lambda: len(tried) > 1)
            await until(lambda: not (secretary.home / WAKE).exists())


async def test_an_act_has_puts_tried_again_that_the_server_did_not_want(
    secretary: Laptop, tried: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    exchange = Session.exchange

    def not_taken(self: Session, heads: object = None) -> ExchangeResult:
        result = exchange(self)
        if self.puts_blocked_by is None:
            tried.append(monotonic())
        return replace(result, not_taken=BUSY, unsent=1) if len(tried) == 1 else result

    monkeypatch.setattr(Session, "exchange", not_taken)
    async with running(secretary):
        await until(lambda: tried)
        secretary.do("theme.add", title="Học tập chuyên đề")
        await until(lambda: len(tried) > 1)
    assert SOON <= tried[1] - tried[0] < PATIENCE


def test_where_no_daemon_runs_nobody_is_woken(secretary: Laptop) -> None:
    wake(secretary.home)
    assert not (secretary.home / WAKE).exists()


def test_puts_that_a_server_does_not_want_now_are_tried_again_for_an_act(
    secretary: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr("sync.daemon.session.monotonic", lambda: now)
    session = Session(secretary.home, system_clock())
    assert session.shorten_block(30.0) == 0.0
    session.block_puts(BUSY, 150.0)
    now = 110.0
    assert session.shorten_block(30.0) == 20.0
    assert session.puts_blocked_by is BUSY
    now = 130.0
    assert session.puts_blocked_by is None
