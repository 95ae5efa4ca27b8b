"""Long polls: requests that wait for other machines' parcels, with any number of worker processes.

A put ends the long polls of the other machines in its own process at once. The machine that put knows the news already;
the next poll of the database answers it, after the others. Puts of other processes are found by polling the database
while any machine waits: SQLite's ``data_version`` (a few microseconds, reads no data), or on PostgreSQL the revisions
of the waited-for cells, in one query by primary key. Polling works through restarts of the database and connection
poolers, unlike LISTEN/NOTIFY, and adds nothing to the put's transaction.
"""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from anyio import to_thread
from sqlalchemy.exc import SQLAlchemyError

from sync.server import ledger
from sync.server.database import Database
from sync.server.faults import DatabaseUnavailable

SQLITE_SECONDS = 0.02
POSTGRES_SECONDS = 0.2
AT_ONCE = 1_000
"""Cells per query."""


@dataclass(frozen=True, slots=True)
class _Waiter:
    """The revision that a waiting account has seen."""

    seen: int
    account: str


class LongPolls:
    """The waiting requests of one worker process; ``wait`` returns when the cell's revision changes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, dict[asyncio.Event, _Waiter]] = {}
        self._somebody = asyncio.Event()
        self._newcomer = False
        self._closing = False
        self._look = _DataVersion(database) if database.is_sqlite else None

    @property
    def waiting(self) -> int:
        """The number of waiting requests."""
        return sum(map(len, self._waiting.values()))

    def waiting_for(self, cell: str) -> int:
        """Return the number of waiting requests for one cell."""
        return len(self._waiting.get(cell, ()))

    async def wait(self, cell: str, seen: int, seconds: float, account: str = "") -> None:
        """Wait until the cell's revision may differ from ``seen``, or the time is over.

        Returns at once when the server stops.
        """
        if self._closing:
            return
        event = asyncio.Event()
        self._waiting.setdefault(cell, {})[event] = _Waiter(seen, account)
        self._newcomer = True  # a put between the read of ``seen`` and now woke nobody
        self._somebody.set()
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(event.wait(), seconds)
        finally:
            events = self._waiting[cell]
            del events[event]
            if not events:
                del self._waiting[cell]

    def wake(self, cell: str, by: str | None = None) -> None:
        """Wake the waiting requests for a cell, except those of the account ``by``, which made the put."""
        for event, waiting in self._waiting.get(cell, {}).items():
            if waiting.account != by:
                event.set()

    def close(self) -> None:
        """Wake all requests and refuse new ones: the server stops. ``run`` ends after its last poll."""
        self._closing = True
        self._somebody.set()
        for cell in self._waiting:
            self.wake(cell)

    async def run(self) -> None:
        """Poll for puts of other processes while any request waits, until :meth:`close`."""
        while not self._closing:
            if not self._waiting:
                self._somebody.clear()
                await self._somebody.wait()
            with contextlib.suppress(
                DatabaseUnavailable, SQLAlchemyError, sqlite3.Error
            ):  # an unavailable database becomes available again
                await self._poll_once()
            await asyncio.sleep(SQLITE_SECONDS if self._look else POSTGRES_SECONDS)
        if self._look:
            self._look.close()

    async def _poll_once(self) -> None:
        newcomer, self._newcomer = self._newcomer, False
        if self._look and not (self._look.changed() or newcomer):  # checked here without a thread: cheaper
            return
        cells = sorted(self._waiting)
        for begin in range(0, len(cells), AT_ONCE):
            some = cells[begin : begin + AT_ONCE]
            found = await to_thread.run_sync(self._revisions, some)
            for cell, revision in found.items():
                for event, waiting in self._waiting.get(cell, {}).items():
                    if revision != waiting.seen:
                        event.set()

    def _revisions(self, cells: Sequence[str]) -> dict[str, int]:
        return self._database.read(ledger.revisions, cells)


class _DataVersion:
    """Tells whether another connection has committed since the last call (SQLite's data_version)."""

    def __init__(self, database: Database) -> None:
        self._connection = sqlite3.connect(
            str(database.url.database), check_same_thread=False, isolation_level=None, timeout=0
        )
        self._version = -1

    def changed(self) -> bool:
        """Return whether anything was committed since the last call."""
        before = self._version
        self._version = int(self._connection.execute("PRAGMA data_version").fetchone()[0])
        return self._version != before

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
