"""The daemon's loop: when an exchange is wanted, one is made; when it fails, it is tried again, later and later.

Side by side, one task waits for changes of the store, one asks the server for news and waits for the answer, one makes
the exchanges. Nothing they do is lost when the process is killed at any moment.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from traceback import extract_tb

from models.domain.clock import Clock
from models.domain.errors import ChiboError
from sync.client.account import load_account
from sync.client.faults import NoExchange, TurnedAway
from sync.daemon.backoff import Backoff, Calm
from sync.daemon.home_watch import News, Outbox, watch
from sync.daemon.session import Session
from sync.daemon.single_instance import STOP
from sync.daemon.state_poll import NewsLine
from sync.daemon.threads import Worker
from sync.exchange.interfaces import ExchangeResult, Withheld
from sync.protocol.fields import Malformed
from sync.protocol.parcels import TaggedHead, state_of

LOGGER = logging.getLogger("chibo.daemon")
SAFETY = 2.0
"""Seconds between two questions to SQLite itself."""
POLL_DELAYS = (0.0, 0.002, 0.004, 0.02, 0.1)
"""Seconds before each look for what is to be sent, after word that the file was written."""
REGULAR = 60.0
"""Seconds after which an exchange is made though nobody wants one: what became of a report, no state tells."""
NO_WAIT = 1.0
"""Seconds: a server that answers sooner that there is nothing new does not wait."""
SELDOM = 600.0
"""Seconds until the next try where only a person can help: the machine was shut out, the program is too old."""
GRACE = 3.0
"""Seconds that an exchange under way gets to come to its end when the daemon is to stop."""


class Daemon:
    """One daemon for one home folder; :meth:`run` returns after :meth:`stop`."""

    def __init__(self, home: Path, clock: Clock, random: Random) -> None:
        self._home = home
        self._session = Session(home, clock)
        self._worker = Worker()
        self._outbox = Outbox(home)
        self._backoff, self._line_backoff, self._put_backoff = Backoff(random), Backoff(random), Backoff(random)
        self._calm, self._rest, self._has_news = Calm(Backoff(random)), 0.0, False
        self._heads: Mapping[str, TaggedHead] | None = None
        """What the server held a moment ago; unknown before the first exchange and after whatever went wrong."""
        self._held: dict[str, int] = {}
        self._state = self._besides = ""
        self._written = asyncio.Event()
        self._stopping = asyncio.Event()
        self._wanted = asyncio.Event()
        self._connected = asyncio.Event()
        self._account_changed = asyncio.Event()

    def stop(self) -> None:
        """Let the daemon come to its end."""
        self._stopping.set()

    async def run(self) -> None:
        """Carry entries until told to stop."""
        self._wanted.set()
        work = (self._watch_folder(), self._look_when_written(), self._ask_store(), self._follow_server())
        tasks = [asyncio.create_task(one) for one in (*work, self._exchange_when_wanted())]
        tasks.append(asyncio.create_task(self._until_stopped()))
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        self._stopping.set()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=GRACE)
        self._outbox.close()
        if self._worker.has_come_to_rest(GRACE):
            self._session.close()
        for task in done:
            task.result()  # what ended by itself ended by a mistake of the program

    async def _until_stopped(self) -> None:
        await self._stopping.wait()

    async def _watch_folder(self) -> None:
        async for news in watch(self._home, self._stopping):
            if News.STOP in news and (self._home / STOP).exists():
                self.stop()
            if News.ACCOUNT in news:
                self._account_changed.set()
                self._wanted.set()
            if News.STORE in news:
                self._written.set()
        await self._stopping.wait()

    async def _look_when_written(self) -> None:
        while True:
            await self._written.wait()
            await self._look_into_outbox()

    async def _look_into_outbox(self) -> None:
        """Want an exchange if there is something to send; a commit is seen a moment after its file was written.

        Where it is written again meanwhile, as by what arrives, the looks begin anew: the next act is seen as soon.
        """
        self._written.clear()
        for pause in POLL_DELAYS:
            if await _comes(self._written, pause):
                return
            if self._outbox.is_full(self._held):
                self._wanted.set()
                return

    async def _ask_store(self) -> None:
        while True:
            await asyncio.sleep(SAFETY)
            if self._outbox.has_changed() and self._outbox.is_full(self._held):
                self._wanted.set()

    async def _follow_server(self) -> None:
        """Ask for news while there is a connection; what breaks it, the next exchange finds out and tells."""
        line: NewsLine | None = None
        try:
            while True:
                await self._connected.wait()
                await asyncio.sleep(self._rest)
                asked_at = self._now()
                try:
                    line = await self._line_for(line)
                    news = await line.wait(self._state, self._besides) if line is not None else None
                    same = line is None or line.besides in {"", self._besides}
                    if news is not None and news.state == self._state and same:
                        await self._rest_after_no_news(asked_at)
                        continue
                    self._heads = news.heads if news is not None and same else None
                except (ChiboError, Malformed) as fault:
                    await _closed(line)
                    line, self._heads = None, None
                    self._connected.clear()
                    self._wanted.set()
                    await asyncio.sleep(self._line_backoff.failed(_asked(fault)))
                    continue
                self._line_backoff.succeeded()
                self._connected.clear()
                self._has_news = True
                self._wanted.set()
        finally:
            await _closed(line)

    async def _rest_after_no_news(self, asked_at: float) -> None:
        """Wait where a server did not: it answers at once that there is nothing."""
        if self._now() - asked_at < NO_WAIT:
            await asyncio.sleep(self._line_backoff.failed())
        else:
            self._line_backoff.succeeded()

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()

    async def _line_for(self, line: NewsLine | None) -> NewsLine | None:
        """Return the line there is, or a new one where the machine's account is another by now."""
        account = load_account(self._home)
        if line is not None and account is not None and line.belongs_to(account):
            return line
        await _closed(line)
        return NewsLine(account) if account is not None else None

    async def _exchange_when_wanted(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._wanted.wait(), REGULAR)
            except TimeoutError:
                self._heads = None
            self._wanted.clear()
            if self._account_changed.is_set():
                self._account_changed.clear()
                self._session.refresh()
            try:
                moved = await self._worker.do(partial(self._session.exchange, self._heads))
            except Exception as fault:  # noqa: BLE001 - whatever goes wrong, the daemon tells, and goes on
                await self._rest_after(fault)
            else:
                self._take_note(moved)

    def _take_note(self, moved: ExchangeResult) -> None:
        self._heads = heads = moved.heads or {}
        self._backoff.succeeded()
        self._held = {device: head.seq for device, head in heads.items()}
        self._state, self._besides = state_of(heads), self._session.besides
        if self._has_news:
            is_fruitful = bool(moved.received or moved.forked)
            self._rest = self._calm.after_news(self._now(), is_fruitful=is_fruitful)
            self._has_news = False
        self._connected.set()
        if not moved.is_idle:
            LOGGER.info("sent %d, received %d, forked %d", moved.sent, moved.received, len(moved.forked))
        if self._session.has_put_keys:
            LOGGER.warning("key boxes were missing at the server, or older: put again")
        if moved.refused:
            LOGGER.warning("%d parcels could not be read", len(moved.refused))
        if moved.not_taken is not None:
            self._put_later(moved.not_taken)
            return
        self._put_backoff.succeeded()
        if moved.unsent and not moved.is_idle:
            self._wanted.set()

    def _put_later(self, why: Withheld) -> None:
        """Put nothing for some time, as the server wants none; meanwhile what the others did comes all the same."""
        if self._session.withheld is not None:
            return
        seconds = self._put_backoff.failed(why.seconds)
        self._session.withhold(why, seconds)
        LOGGER.warning("nothing is put: %s; again in %.0f s", type(why).__name__, seconds)
        asyncio.get_running_loop().call_later(seconds, self._wanted.set)

    async def _rest_after(self, fault: Exception) -> None:
        """Wait before the next try; what asks for an exchange meanwhile is answered then."""
        self._connected.clear()
        self._heads = None
        self._session.refresh()
        seconds = self._backoff.failed(_asked(fault))
        if isinstance(fault, TurnedAway):
            seconds += SELDOM
        log_fault(fault, seconds)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._account_changed.wait(), seconds)
        self._wanted.set()


async def _comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, but only so long; tell whether it came."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


def _asked(fault: Exception) -> float:
    """Return after how many seconds the server asked to come again."""
    return fault.seconds if isinstance(fault, NoExchange) else 0.0


async def _closed(line: NewsLine | None) -> None:
    if line is not None:
        await line.close()


def log_fault(fault: Exception, seconds: float) -> None:
    """Write down what went wrong: its kind and where, never its words, which may name servers, files and more."""
    name = type(fault).__name__
    if isinstance(fault, ChiboError):
        LOGGER.warning("no exchange: %s; again in %.0f s", name, seconds)
        return
    frames = extract_tb(fault.__traceback__)[-8:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    LOGGER.error("a mistake of the program: %s at %s; again in %.0f s", name, where, seconds)
