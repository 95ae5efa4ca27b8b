"""Waiting for other machines' parcels, however many worker processes there are.

A put wakes the other machines that wait in its own process at once; the one that put it knows already, and is found by
the next look, lest it be answered before those who wait for the news. What other processes put is found by one cheap
look a worker takes while anybody waits: SQLite's ``data_version`` (a few microseconds, nothing is read), and for
PostgreSQL the revisions of the cells waited for, in one query by primary key. Looking goes on through a restart of the
database and through connection poolers, which LISTEN/NOTIFY does not, and nothing has to be sent in the put's
transaction.
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
from sync.server.faults import DatabaseBusy, DatabaseFull

SQLITE_SECONDS = 0.02
POSTGRES_SECONDS = 0.2
AT_ONCE = 1_000
"""Cells asked for in one query."""


@dataclass(frozen=True, slots=True)
class _Waiter:
    """The revision that somebody has seen, and who it is."""

    seen: int
    account: str


class LongPolls:
    """Those who wait in one worker process: ``wait`` returns when the cell's revision is another one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, dict[asyncio.Event, _Waiter]] = {}
        self._somebody = asyncio.Event()
        self._newcomer = False
        self._closing = False
        self._look = _DataVersion(database) if database.is_sqlite else None

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def waiting_for(self, cell: str) -> int:
        """How many wait for one cell."""
        return len(self._waiting.get(cell, ()))

    async def wait(self, cell: str, seen: int, seconds: float, account: str = "") -> None:
        """Let an account wait until the cell's revision may be another than ``seen``, or the time is over.

        When the server stops, nobody waits.
        """
        if self._closing:
            return
        event = asyncio.Event()
        self._waiting.setdefault(cell, {})[event] = _Waiter(seen, account)
        self._newcomer = True  # what was put between the look that gave ``seen`` and now, nobody is woken for
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
        """Let those who wait for a cell look again, but for the account ``by`` which something was put."""
        for event, waiting in self._waiting.get(cell, {}).items():
            if waiting.account != by:
                event.set()

    def close(self) -> None:
        """Let everybody go, and nobody wait any more: the server stops. ``run`` ends after its last look."""
        self._closing = True
        self._somebody.set()
        for cell in self._waiting:
            self.wake(cell)

    async def run(self) -> None:
        """Look for what other processes put, for as long as somebody waits, until :meth:`close`."""
        while not self._closing:
            if not self._waiting:
                self._somebody.clear()
                await self._somebody.wait()
            with contextlib.suppress(
                DatabaseBusy, DatabaseFull, SQLAlchemyError, sqlite3.Error
            ):  # a database that is away comes back
                await self._poll_once()
            await asyncio.sleep(SQLITE_SECONDS if self._look else POSTGRES_SECONDS)
        if self._look:
            self._look.close()

    async def _poll_once(self) -> None:
        newcomer, self._newcomer = self._newcomer, False
        if self._look and not (self._look.changed() or newcomer):  # quicker than a thread could be had for it
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
    """Asks SQLite whether another connection has committed since the last time."""

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
