"""Write priority: a person's act goes before the import of remote entries.

SQLite waits by sleeping up to a tenth of a second, so a series of short transactions takes the lock again and again
while an act waits. A waiting act therefore holds a lock file beside the store, and the import pauses between two
transactions while that file is locked.
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
"""Seconds after which a waiting act fails; a hundred queued acts take some seconds on a slow disk."""
LONGEST_YIELD = 0.1
"""Seconds that an import pauses at most; a process that waits longer is dead or suspended."""


class WriterPriority:
    """Gives acts priority over imports at one store."""

    def __init__(self, home: Path) -> None:
        self._path = home / LOCK

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a write transaction for an act, ahead of any import.

        Raises :class:`sqlite3.OperationalError` (busy) after :data:`TIMEOUT` seconds.
        """
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            if (fault := _busy(connection)) is not None:
                self._wait(connection, fault)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def yield_to_acts(self) -> bool:
        """Pause while an act waits; return whether one did."""
        deadline = time.monotonic() + LONGEST_YIELD
        waited = False
        while self._is_wanted() and time.monotonic() < deadline:
            waited = True
            time.sleep(RETRY_SECONDS)
        return waited

    def _wait(self, connection: sqlite3.Connection, fault: sqlite3.OperationalError) -> None:
        """Begin as soon as the store is free.

        Only one of several waiting acts polls the store, so the others cost little.
        """
        deadline = time.monotonic() + TIMEOUT
        lock = FileLock(self._path)
        try:
            _queue(lock, deadline)
            while busy := _busy(connection):
                if time.monotonic() > deadline:
                    raise busy
                time.sleep(RETRY_SECONDS)
        except Timeout:
            raise fault from None  # the caller waited for the store, not for the lock file
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
    """Take the lock file. Raises :class:`Timeout` at the deadline.

    The pauses grow and are random: a hundred processes polling every millisecond would leave no processor time to the
    writer.
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
    """Begin a write transaction; return the error if another connection is writing."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as fault:
        if not _is_busy(fault):
            raise
        return fault
    return None


def _is_busy(fault: sqlite3.OperationalError) -> bool:
    return fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
