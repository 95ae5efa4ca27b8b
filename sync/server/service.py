"""What the routes of one worker process share: database, clock, limits, long polls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Concatenate, ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy.engine import Connection

from models.domain.clock import Clock
from sync.server.body_slots import Slots
from sync.server.database import Database
from sync.server.long_poll import LongPolls
from sync.server.rates import RateLimiters
from sync.server.settings import Settings

P = ParamSpec("P")
T = TypeVar("T")


class Service:
    """The database, clock and limits of one worker process.

    Routes are asynchronous, so that thousands of long polls can wait; database work runs in threads. The same code
    serves SQLite (whose asynchronous drivers use threads too) and PostgreSQL, and transactions stay plain functions.
    There are as many threads as database connections; a request waits before it takes either.
    """

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.clock = clock
        self.database = Database(settings)
        self.rates = RateLimiters(settings.limits, settings.workers)
        self.watch = LongPolls(self.database)
        limits = settings.limits
        many, of_cell, of_account = limits.large_bodies, limits.large_bodies_of_cell, limits.large_bodies_of_account
        self.slots = Slots(many, of_cell, of_account, limits.slot_seconds)
        """Held while a body of parcels is in memory; further bodies wait unread."""
        many, of_cell, of_account = limits.answers, limits.answers_of_cell, limits.answers_of_account
        self.answer_slots = Slots(many, of_cell, of_account, limits.slot_seconds)
        """Held while an answer with parcels is in memory, until the last of it is on its way."""
        self._threads = CapacityLimiter(settings.threads)

    def now(self) -> datetime:
        """Return the time with the precision of the tables."""
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    async def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work`` in a reading transaction, in a thread. See :meth:`Database.read` for what it raises."""
        job = partial(self.database.read, work, *args, **kwargs)
        return await to_thread.run_sync(job, limiter=self._threads)

    async def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run ``work`` in a writing transaction, in a thread; a disconnecting client does not interrupt it."""
        job = partial(self.database.write, work, *args, **kwargs)
        return await to_thread.run_sync(job, limiter=self._threads)
