"""Events of the home folder: the store was written, the machine joined, the daemon is asked to stop, or to try now."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from enum import Enum, auto
from pathlib import Path

from watchfiles import Change, awatch

from models.domain.errors import StoreUnusable
from models.queries.journal_heads import last_entries
from models.store.connection import identity_of
from models.store.limits import DATABASE
from models.store.opening import open_reader
from sync.client import account
from sync.daemon.single_instance import STOP, WAKE

Watcher = Callable[..., AsyncIterator[set[tuple[Change, str]]]]

STEP = 3
"""Milliseconds between two polls of the watcher, which reports a change at the first poll without a further one: a low
latency for acts, at 1 % of a core when idle.
"""
GROUPED = 100
"""Milliseconds after which consecutive changes are reported at the latest."""

RESTART_SECONDS = 0.2
"""Seconds before watching restarts after an error of the watcher."""


class HomeEvent(Enum):
    """An event in the home folder."""

    STORE = auto()
    ACCOUNT = auto()
    STOP = auto()
    WAKE = auto()


_BY_NAME = {
    DATABASE: HomeEvent.STORE,
    f"{DATABASE}-wal": HomeEvent.STORE,
    account.FILE: HomeEvent.ACCOUNT,
    STOP: HomeEvent.STOP,
    WAKE: HomeEvent.WAKE,
}


async def watch_home(home: Path, stopping: asyncio.Event, watcher: Watcher = awatch) -> AsyncIterator[set[HomeEvent]]:
    """Yield the events of a folder until stopped.

    Polls the folder when the system has no watchers left (Linux limits them per user). Starts watching again when a
    file vanishes during a poll.
    """
    by_looking = False
    while not stopping.is_set():
        try:
            async for news in _watched(home, stopping, watcher, by_looking=by_looking):
                yield news
            return
        except RuntimeError:  # a private exception class of watchfiles
            await asyncio.sleep(RESTART_SECONDS)
        except OSError:
            if by_looking:
                raise
            by_looking = True
        yield {HomeEvent.STORE, HomeEvent.STOP, HomeEvent.WAKE}  # events may have been missed


async def _watched(
    home: Path, stopping: asyncio.Event, watcher: Watcher, *, by_looking: bool
) -> AsyncIterator[set[HomeEvent]]:
    watching = watcher(
        home,
        watch_filter=_wanted,
        step=STEP,
        debounce=GROUPED,
        recursive=False,
        stop_event=stopping,
        force_polling=by_looking,
    )
    async for changes in watching:
        yield {_BY_NAME[Path(path).name] for _, path in changes}


def _wanted(_change: Change, path: str) -> bool:
    return Path(path).name in _BY_NAME


def latest(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """Return the later entry of each device."""
    return {device: max(one.get(device, 0), other.get(device, 0)) for device in {*one, *other}}


class Outbox:
    """Tells within microseconds whether the store has entries that the server lacks, on a connection kept open."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._reader: sqlite3.Connection | None = None
        self._file = (0, 0)
        self._version = -1

    def has_changed(self) -> bool:
        """Tell whether another connection committed since the last call (SQLite's ``data_version``); true if unknown.

        A fallback for the watcher: network drives report no changes.
        """
        try:
            if identity_of(self._home / DATABASE) != self._file:  # a backup was restored
                self.close()
                self._version = -1
            version = int(self._open().execute("PRAGMA data_version").fetchone()[0])
        except (sqlite3.Error, StoreUnusable):
            self.close()
            return True
        before, self._version = self._version, version
        return version != before

    def has_unsent(self, held: Mapping[str, int]) -> bool:
        """Tell whether there are entries beyond those that the server holds; true if unknown."""
        try:
            last = last_entries(self._open())
        except (sqlite3.Error, StoreUnusable):
            self.close()
            return True
        return any(seq > held.get(device, 0) for device, seq in last.items())

    def last(self) -> Mapping[str, int]:
        """Return the last entry of each device; empty when unsure."""
        try:
            return last_entries(self._open())
        except (sqlite3.Error, StoreUnusable):
            self.close()
            return {}

    def close(self) -> None:
        """Close the connection."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _open(self) -> sqlite3.Connection:
        if self._reader is None:
            self._file = identity_of(self._home / DATABASE)
            self._reader = open_reader(self._home)
        return self._reader
