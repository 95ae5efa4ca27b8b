"""The daemon's loop: exchanges when there is something to send or receive, and retries with growing delays.

Three tasks run concurrently: one watches the store, one long-polls the server, one makes the exchanges. The process can
be killed at any moment without loss.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from models.domain.clock import Clock
from models.domain.errors import ChiboError
from sync.client.account import load_account
from sync.client.faults import AccessDenied, retry_after
from sync.client.holdings import state_held
from sync.daemon.backoff import Backoff, PollThrottle
from sync.daemon.fault_log import LOGGER, log_fault
from sync.daemon.home_watch import HomeEvent, Outbox, latest, watch_home
from sync.daemon.session import Session
from sync.daemon.single_instance import STOP, WAKE
from sync.daemon.state_poll import StatePoll
from sync.daemon.threads import Worker
from sync.exchange.interfaces import ExchangeResult, PutUnavailable
from sync.protocol.fields import Malformed
from sync.protocol.parcels import TaggedHead, state_of

STORE_POLL_SECONDS = 2.0
"""Seconds between two checks of SQLite's own change counter."""
POLL_DELAYS = (0.0, 0.002, 0.004, 0.02, 0.1)
"""Seconds before each check for unsent entries after the database file was written."""
EXCHANGE_SECONDS = 60.0
"""Seconds after which an exchange is made in any case: decisions on reports do not change the server's state."""
SHORTEST_POLL = 1.0
"""Seconds. An answer "nothing new" that comes sooner was not held by the server."""
REJECTED_SECONDS = 600.0
"""Seconds until the next attempt where only a person can help: the machine was revoked, the program is too old."""
ACT_SECONDS = 30.0
"""Seconds after a refusal from which on an act is tried again: no answer of a server delays an act for longer."""
SAFE = 60.0
"""Seconds that a task has to run without an error before its failures are counted from zero again."""
STOP_SECONDS = 3.0
"""Seconds that a running exchange may take to finish when the daemon stops."""


class Daemon:
    """One daemon for one home folder; :meth:`run` returns after :meth:`stop`."""

    def __init__(self, home: Path, clock: Clock, random: Random) -> None:
        self._home = home
        self._random = random
        self._session = Session(home, clock)
        self._worker = Worker()
        self._outbox = Outbox(home)
        self._backoff, self._poll_backoff, self._put_backoff = Backoff(random), Backoff(random), Backoff(random)
        self._throttle, self._poll_delay, self._server_changed = PollThrottle(Backoff(random)), 0.0, False
        self._heads: Mapping[str, TaggedHead] | None = None
        """What the server held a moment ago; unknown before the first exchange and after whatever went wrong."""
        self._held: Mapping[str, int] = {}
        """The last entry of each device that the server has, or that was tried in vain: what is later is to be sent."""
        self._here: Mapping[str, int] = {}
        """The same of what was here when the last exchange began."""
        self._state = self._besides = self._holds = ""
        self._store_written = asyncio.Event()
        self._stopping = asyncio.Event()
        self._exchange_wanted = asyncio.Event()
        self._connected = asyncio.Event()
        self._account_changed, self._hurried = asyncio.Event(), asyncio.Event()

    def stop(self) -> None:
        """Tell the daemon to stop."""
        self._stopping.set()

    async def run(self) -> None:
        """Exchange entries until told to stop."""
        self._exchange_wanted.set()
        work = (self._watch_folder, self._check_when_written, self._poll_store, self._poll_server)
        tasks = [asyncio.create_task(self._kept_up(one)) for one in (*work, self._exchange_when_wanted)]
        tasks.append(asyncio.create_task(self._until_stopped()))
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self._stopping.set()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=STOP_SECONDS)
        self._outbox.close()
        if self._worker.wait_idle(STOP_SECONDS):
            self._session.close()
        for task in done:
            task.result()  # a task ends by itself only because of a programming error

    async def _kept_up(self, work: Callable[[], Awaitable[None]]) -> None:
        """Run a task until the daemon stops. An error in it delays this task and does not end the daemon."""
        backoff = Backoff(self._random)
        while not self._stopping.is_set():
            began = self._now()
            try:
                await work()
            except Exception as fault:  # noqa: BLE001 - whatever a server, the disk or the system came up with
                if self._now() - began > SAFE:
                    backoff.succeeded()
                seconds = backoff.failed()
                log_fault(fault, seconds)
                await asyncio.sleep(seconds)
                self._exchange_wanted.set()  # the failed task may have been about to request one

    async def _until_stopped(self) -> None:
        await self._stopping.wait()

    async def _watch_folder(self) -> None:
        async for news in watch_home(self._home, self._stopping):
            if HomeEvent.STOP in news and (self._home / STOP).exists():
                self.stop()
            if HomeEvent.ACCOUNT in news:
                self._account_changed.set()
                self._want_soon(0.0)
            if HomeEvent.WAKE in news and (self._home / WAKE).exists():
                (self._home / WAKE).unlink(missing_ok=True)
                self._want_soon(0.0)
            if HomeEvent.STORE in news:
                self._store_written.set()
        await self._stopping.wait()

    async def _check_when_written(self) -> None:
        while True:
            await self._store_written.wait()
            await self._check_outbox()

    async def _check_outbox(self) -> None:
        """Request an exchange if there are unsent entries.

        The commit becomes visible shortly after the file event. A further event restarts the checks, so that the next
        act is found as quickly.
        """
        self._store_written.clear()
        for pause in POLL_DELAYS:
            if await _wait_for(self._store_written, pause):
                return
            if self._outbox.has_unsent(self._held):
                self._want_soon(ACT_SECONDS)
                return

    def _want_soon(self, soonest: float) -> None:
        """Want an exchange; where a wait is under way, it ends once it has lasted so many seconds."""
        if soonest <= 0:
            self._hurried.set()
        self._exchange_wanted.set()
        if (left := self._session.shorten_block(soonest)) > 0:
            asyncio.get_running_loop().call_later(left, self._exchange_wanted.set)

    async def _poll_store(self) -> None:
        while True:
            await asyncio.sleep(STORE_POLL_SECONDS)
            if self._outbox.has_changed() and self._outbox.has_unsent(self._held):
                self._want_soon(ACT_SECONDS)

    async def _poll_server(self) -> None:
        """Long-poll the server while it can be reached; the next exchange finds and reports why it cannot."""
        line: StatePoll | None = None
        try:
            while True:
                await self._connected.wait()
                await asyncio.sleep(self._poll_delay)
                asked_at = self._now()
                try:
                    line = await self._poll_for(line)
                    if line is not None:
                        line.holds = self._holds
                    news = await line.wait(self._state, self._besides) if line is not None else None
                    same = line is None or line.besides in {"", self._besides}
                    if news is not None and news.state == self._state and same:
                        await self._pause_if_not_held(asked_at)
                        continue
                    self._heads = news.heads if news is not None and same else None
                except Exception as fault:  # noqa: BLE001 - whatever the server answers, the line is made anew
                    if not isinstance(fault, (ChiboError, Malformed)):
                        log_fault(fault, 0.0)
                    await _close(line)
                    line, self._heads = None, None
                    self._connected.clear()
                    self._exchange_wanted.set()
                    await asyncio.sleep(self._poll_backoff.failed(retry_after(fault)))
                    continue
                self._poll_backoff.succeeded()
                self._connected.clear()
                self._server_changed = True
                self._exchange_wanted.set()
        finally:
            await _close(line)

    async def _pause_if_not_held(self, asked_at: float) -> None:
        """Pause if the server answered at once instead of holding the poll."""
        if self._now() - asked_at < SHORTEST_POLL:
            await asyncio.sleep(self._poll_backoff.failed())
        else:
            self._poll_backoff.succeeded()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def _poll_for(self, line: StatePoll | None) -> StatePoll | None:
        """Return the open poll connection, or a new one if the machine's account has changed."""
        account = load_account(self._home)
        if line is not None and account is not None and line.belongs_to(account):
            return line
        await _close(line)
        return StatePoll(account) if account is not None else None

    async def _exchange_when_wanted(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._exchange_wanted.wait(), EXCHANGE_SECONDS)
            except TimeoutError:
                self._heads = None
            self._exchange_wanted.clear()
            self._hurried.clear()
            if self._account_changed.is_set():
                self._account_changed.clear()
                self._session.refresh()
            self._here = self._outbox.last()
            try:
                result = await self._worker.run(partial(self._session.exchange, self._heads))
            except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the daemon tells, and goes on
                await self._pause_after(fault)
            else:
                self._record_result(result)

    def _record_result(self, result: ExchangeResult) -> None:
        self._heads = heads = result.heads or {}
        self._backoff.succeeded()
        self._held = {device: head.seq for device, head in heads.items()} | self._session.ended
        self._state, self._besides = state_of(heads), self._session.besides
        self._holds = state_held(result)
        if self._server_changed:
            is_fruitful = bool(result.received or result.forked)
            self._poll_delay = self._throttle.delay_after(self._now(), is_fruitful=is_fruitful)
            self._server_changed = False
        self._connected.set()
        if not result.is_idle:
            LOGGER.info("sent %d, received %d, forked %d", result.sent, result.received, len(result.forked))
        if self._session.has_put_keys:
            LOGGER.warning("key boxes were missing at the server, or older: put again")
        if result.refused:
            LOGGER.warning("%d parcels could not be read", len(result.refused))
        if result.puts_blocked_by is not None:
            self._postpone_puts(result.puts_blocked_by)
            return
        self._put_backoff.succeeded()
        if result.unsent and not result.is_idle:
            self._exchange_wanted.set()

    def _postpone_puts(self, why: PutUnavailable) -> None:
        """Send nothing for some time, as the server asked; receiving continues."""
        if self._session.puts_blocked_by is not None:
            return
        self._held = latest(self._held, self._here)
        seconds = self._put_backoff.failed(why.seconds)
        self._session.block_puts(why, seconds)
        LOGGER.warning("nothing is put: %s; again in %.0f s", type(why).__name__, seconds)
        asyncio.get_running_loop().call_later(seconds, self._exchange_wanted.set)
        if self._outbox.has_unsent(self._held):  # an act came meanwhile
            self._want_soon(ACT_SECONDS)

    async def _pause_after(self, fault: Exception) -> None:
        """Wait before the next attempt.

        A changed account or an exchange that succeeded by hand ends the wait; an act ends it after :data:`ACT_SECONDS`.
        """
        self._connected.clear()
        self._heads = None
        self._session.refresh()
        seconds = self._backoff.failed(retry_after(fault))
        if isinstance(fault, AccessDenied):
            seconds += REJECTED_SECONDS
        log_fault(fault, seconds)
        self._held = latest(self._held, self._here)
        self._exchange_wanted.clear()
        if self._outbox.has_unsent(self._held):  # an act came meanwhile
            self._exchange_wanted.set()
        if not await _wait_for(self._hurried, min(seconds, ACT_SECONDS)):
            await _wait_for(self._exchange_wanted, seconds - ACT_SECONDS)
        self._exchange_wanted.set()


async def _wait_for(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event at most ``seconds``; tell whether it was set."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def _close(line: StatePoll | None) -> None:
    if line is not None:
        await line.close()
