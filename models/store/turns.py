"""Who may write next: a person's act before entries that arrive from elsewhere.

SQLite's own waiting is by sleeps that grow to a tenth of a second, during which a run of short transactions takes the
file again and again. So whoever waits with an act says so, by a lock on a file beside the store, and the run gives way
between two of its transactions.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from models.store.connection import BUSY_SECONDS

LOCK = "turn.lock"
NAP = 0.0003  # seconds
LONGEST = 0.1
"""Seconds for which a run gives way at most: whoever waits has died, or is asleep."""


class Turns:
    """The turns at one store."""

    def __init__(self, home: Path) -> None:
        self._path = home / LOCK

    def begin(self, connection: sqlite3.Connection) -> None:
        """Begin a writing transaction for an act, ahead of any run. Raises :class:`sqlite3.OperationalError`."""
        connection.execute("PRAGMA busy_timeout = 0")
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if not _is_busy(fault):
                raise
            self._wait(connection)
        finally:
            connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def give_way(self) -> bool:
        """Let everybody go first who waits with an act; tell whether there was anybody."""
        deadline = time.monotonic() + LONGEST
        waited = False
        while self._is_wanted() and time.monotonic() < deadline:
            waited = True
            time.sleep(NAP)
        return waited

    def _wait(self, connection: sqlite3.Connection) -> None:
        deadline = time.monotonic() + BUSY_SECONDS
        with FileLock(self._path, timeout=BUSY_SECONDS, poll_interval=0.001):
            while True:
                try:
                    connection.execute("BEGIN IMMEDIATE")
                except sqlite3.OperationalError as fault:
                    if not _is_busy(fault) or time.monotonic() > deadline:
                        raise
                    time.sleep(NAP)
                else:
                    return

    def _is_wanted(self) -> bool:
        lock = FileLock(self._path)
        with suppress(Timeout, OSError):
            lock.acquire(blocking=False)
            lock.release()
            return False
        return True


def _is_busy(fault: sqlite3.OperationalError) -> bool:
    return fault.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
