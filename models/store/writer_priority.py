"""Who may write next: a person's act before entries that arrive from elsewhere.

SQLite's own waiting is by sleeps that grow to a tenth of a second, during which a run of short transactions takes the
file again and again. So whoever waits with an act says so, by a lock on a file beside the store, and the run gives way
between two of its transactions.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from models.store.limits import BUSY_SECONDS

LOCK = "turn.lock"
RETRY_SECONDS = 0.0003  # seconds
SHORTEST_PAUSE, LONGEST_PAUSE = 0.001, 0.1  # seconds
TIMEOUT = 30
"""Seconds after which who waits gives up: a hundred acts take some seconds on a slow disk.
"""
LONGEST_YIELD = 0.1
"""Seconds for which a run gives way at most: whoever waits has died, or is asleep."""


class WriterPriority:
    """The turns at one store."""

    def __init__(self, home: Path) -> None:
        self._path = home / LOCK

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a writing transaction for an act, ahead of any run.

        Raises :class:`sqlite3.OperationalError`, that the store is busy, after :data:`TIMEOUT` seconds.
        """
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            if (fault := _busy(connection)) is not None:
                self._wait(connection, fault)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def yield_to_acts(self) -> bool:
        """Let everybody go first who waits with an act; tell whether there was anybody."""
        deadline = time.monotonic() + LONGEST_YIELD
        waited = False
        while self._is_wanted() and time.monotonic() < deadline:
            waited = True
            time.sleep(RETRY_SECONDS)
        return waited

    def _wait(self, connection: sqlite3.Connection, fault: sqlite3.OperationalError) -> None:
        """Begin as soon as the store is free; of many who wait, one at a time tries, and the others seldom look."""
        deadline = time.monotonic() + TIMEOUT
        lock = FileLock(self._path)
        try:
            _queue(lock, deadline)
            while busy := _busy(connection):
                if time.monotonic() > deadline:
                    raise busy
                time.sleep(RETRY_SECONDS)
        except Timeout:
            raise fault from None  # what nobody waited for was the store, not this file
        finally:
            lock.release()

    def _is_wanted(self) -> bool:
        lock = FileLock(self._path)
        with suppress(Timeout, OSError):
            lock.acquire(blocking=False)
            lock.release()
            return False
        return True


def _queue(lock: FileLock, deadline: float) -> None:
    """Take the lock of who waits first. Raises :class:`Timeout` at the deadline.

    The pauses grow, and no two processes have the same: a hundred that look every millisecond leave no processor to the
    one that writes.
    """
    pause = SHORTEST_PAUSE
    while True:
        try:
            lock.acquire(blocking=False)
        except Timeout:
            if time.monotonic() > deadline:
                raise
        else:
            return
        time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - no secret
        pause = min(pause * 1.3, LONGEST_PAUSE)


def _busy(connection: sqlite3.Connection) -> sqlite3.OperationalError | None:
    """Begin a writing transaction, or return the fault that says that somebody else writes."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        if not _is_busy(fault):
            raise
        return fault
    return None


def _is_busy(fault: sqlite3.OperationalError) -> bool:
    return fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
