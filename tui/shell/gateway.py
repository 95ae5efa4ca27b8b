"""The gateway to the store: immediate reads, acts on a writer thread, a notification of every change.

A read is plain SQL on the connection of the screens' thread and takes a few hundred microseconds. Longer queries run on
a background thread with its own connection. Acts are queued for the single writer thread, which loads the acts (and
SQLModel) after the first screen is shown. A watcher thread polls SQLite's ``data_version`` twenty times a second, so
that changes by other processes, including sync, are shown as fast as those of this process.
"""

from __future__ import annotations

import gc
import queue
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from models.domain.clock import Clock
from models.domain.errors import StoreUnusable
from sync.status import FILE as SYNC_STATUS
from tui.compat.import_throttle import ImportThrottle
from tui.shell.cell_naming import fetch_before_naming
from tui.shell.store_reader import StoreReader

if TYPE_CHECKING:
    from models.acts.registry import Act, ActOutcome
    from models.store.store import Store

WATCH_SECONDS = 0.05

NO_FULL_COLLECTIONS = 1_000_000
"""gc generation-2 threshold; disables full collections during start-up."""

Listener = Callable[[], object]
Job = Callable[["Store"], Any]
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class _QueuedJob:
    job: Job
    answer: Future[Any]


class Gateway:
    """The store of one home folder as the screens use it. ``reader`` is for queries in the screens' thread only."""

    def __init__(self, home: Path, clock: Clock) -> None:
        """Open the store for reading. Raises :class:`StoreUnusable` when there is none, or it cannot be used."""
        self.home = home
        self.clock = clock
        self._screens = StoreReader(home)
        self._jobs: queue.SimpleQueue[_QueuedJob | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._listener: Listener = lambda: None
        self._threads: list[threading.Thread] = []
        self._background = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chibo-background")
        self._background_reader: StoreReader | None = None
        self.throttle = ImportThrottle()

    @property
    def reader(self) -> sqlite3.Connection:
        """The connection by which the screens read, for their thread only."""
        return self._screens.connection

    def start(self, changed: Listener) -> None:
        """Start the writer and the watcher; ``changed`` is called, in any thread, after every change of the store."""
        self._listener = changed
        self._threads = [
            threading.Thread(target=self._write, name="chibo-writer", daemon=True),
            threading.Thread(target=self._watch, name="chibo-watcher", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def act(self, name: str, /, override: str = "", shown_meeting: str = "", **arguments: Any) -> Future[ActOutcome]:
        """Queue an act; the future has its outcome, or its refusal.

        ``shown_meeting`` is the meeting that the act changes unless it names another.
        """

        def job(store: Store) -> ActOutcome:
            from models.acts.registry import find_act, run

            fetch_before_naming(name, self.home, self.clock)
            return run(store, find_act(name), lambda _unit: arguments, override, shown_meeting)

        return self.enqueue(job)

    def act_by_words(self, name: str, words: dict[str, str], shown_meeting: str = "") -> Future[ActOutcome]:
        """Queue an act with arguments as typed text; see :mod:`models.acts.words`."""

        def job(store: Store) -> ActOutcome:
            from models.acts.words import perform_words

            fetch_before_naming(name, self.home, self.clock)
            return perform_words(store, name, words, shown_meeting=shown_meeting)

        return self.enqueue(job)

    def acts(self) -> Future[list[Act]]:
        """Return every act, once the writer thread has loaded them."""

        def job(_store: Store) -> list[Act]:
            from models.acts.registry import acts

            return list(acts().values())

        return self.enqueue(job)

    def enqueue(self, job: Job) -> Future[Any]:
        """Queue a job on the open store; the future has its result or exception."""
        self.throttle.skip_pauses()
        answer: Future[Any] = Future()
        self._jobs.put(_QueuedJob(job, answer))
        return answer

    def query_in_background(self, query: Callable[[sqlite3.Connection], Found]) -> Future[Found]:
        """Run a long query on the background thread; it can be cancelled while it is queued."""

        def look() -> Found:
            self._background_reader = self._background_reader or StoreReader(self.home)
            return query(self._background_reader.connection)

        return self._background.submit(look)

    @property
    def data_version(self) -> tuple[int, int]:
        """SQLite's ``data_version`` and a count of replaced files: changes when another connection commits.

        For the screens' thread only.
        """
        return self._screens.data_version

    def close(self) -> None:
        """Finish the queued acts, then close the store."""
        self._closing.set()
        self._background.submit(self._close_background_reader)
        self._background.shutdown(cancel_futures=False)
        self._jobs.put(None)
        for thread in self._threads:
            thread.join(timeout=10)
        self._screens.close()

    def _close_background_reader(self) -> None:
        if self._background_reader:
            self._background_reader.close()  # on the thread that opened it

    def _write(self) -> None:
        store: Store | None = None
        try:
            while (queued := self._jobs.get()) is not None:
                try:
                    store = self._current_store(store)
                    result = queued.job(store)
                except BaseException as error:  # noqa: BLE001 - whatever it was, who asked must hear of it
                    queued.answer.set_exception(error)
                else:
                    queued.answer.set_result(result)
                    self._listener()
        finally:
            if store:
                store.close()

    def _current_store(self, store: Store | None) -> Store:
        """Return the open store; open it again when its file was replaced."""
        if store is None:
            return self._open()
        if not store.is_replaced:
            return store
        after = type(store).open(self.home, self.clock)
        store.close()
        return after

    def _open(self) -> Store:
        """Load the acts and open the store, without full garbage collections: one stops the screens too long.

        The loaded modules are frozen afterwards. Young objects, as keys leave them, are still collected.
        """
        young, middle, old = gc.get_threshold()
        gc.set_threshold(young, middle, NO_FULL_COLLECTIONS)
        try:
            with self.throttle.loading():
                from models.acts.registry import acts
                from models.store.store import Store

                acts()
            store = Store.open(self.home, self.clock)
            gc.freeze()
        finally:
            gc.set_threshold(young, middle, old)
        return store

    def warm_up(self) -> None:
        """Load the acts and open the store for writing before the first act.

        Runs after the queued background queries: both compete for the interpreter with the keys.
        """
        self._background.submit(lambda: self._jobs.put(_QueuedJob(lambda _store: None, Future())))

    def _watch(self) -> None:
        try:
            reader = StoreReader(self.home)
        except StoreUnusable:
            return
        try:
            seen = (reader.data_version, self._sync_status_time())
            while not self._closing.wait(WATCH_SECONDS):
                if (now := (reader.data_version, self._sync_status_time())) != seen:
                    seen = now
                    self._listener()
        finally:
            reader.close()

    def _sync_status_time(self) -> float:
        """Return the time of the daemon's last status file."""
        try:
            return (self.home / SYNC_STATUS).stat().st_mtime
        except OSError:
            return 0.0
