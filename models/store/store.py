"""The store of a cell: one SQLite file in the home folder, written only through units of work."""

from __future__ import annotations

import atexit
import contextlib
import gc
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from models.domain.clock import Clock, system_clock
from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ballot_box import BallotBox
from models.store.connection import connect, existing_store, identity_of, is_vacant, schema_version
from models.store.entry import OUTSIDE
from models.store.faults import explain, faults_explained
from models.store.ids import new_id
from models.store.limits import ACT_PAGES, DATABASE, RUN_PAGES
from models.store.migrations import migrate
from models.store.schema import SCHEMA_VERSION
from models.store.triggers import EXCHANGING, install_triggers, wrong_triggers
from models.store.unit import Unit
from models.store.writer_priority import WriterPriority

_JUDGED = "judged by"
"""In ``local_state``: the version of the program that last reconsidered the quarantined entries."""

# gc.freeze at exit: skips the collection at interpreter shutdown (0.3 s of CPU that other processes need)
atexit.register(gc.freeze)


class Store:
    """The cell's store, open for writing: ``with store.unit("speech.start") as unit: …`` is the only way to change it.

    Units do not nest. Units of other threads, and of other processes on the same file, wait for each other.
    """

    def __init__(self, home: Path, clock: Clock) -> None:
        self.home = home
        self.clock = clock
        self.path = home / DATABASE
        self.priority = WriterPriority(home)
        self._file = identity_of(self.path)
        self._readers: list[sqlite3.Connection] = []
        self._yields_to_acts = False
        self._engine = _engine(self.path, self._begin)
        self._turn = threading.RLock()
        self._in_unit = False

    @classmethod
    def create(cls, home: Path, clock: Clock | None = None) -> Store:
        """Make the home folder and an empty store in it. Raises :class:`StoreUnusable` if there is one already."""
        path = home / DATABASE
        with faults_explained(path):
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not is_vacant(path):
                raise StoreUnusable(N_("There is a store in {home} already; it was left as it is."), home=home)
            path.touch()
            path.chmod(0o600)  # the notes are confidential; an existing folder keeps its permissions
        return cls._opened(home, clock)

    @classmethod
    def open(cls, home: Path, clock: Clock | None = None) -> Store:
        """Open the store in ``home``, migrate it to this version's schema and install its triggers.

        Raises :class:`StoreUnusable` when there is none, or when it is damaged, newer, or not writable.
        """
        existing_store(home)
        return cls._opened(home, clock)

    @classmethod
    def _opened(cls, home: Path, clock: Clock | None) -> Store:
        store = cls(home, clock or system_clock())
        try:
            store._make_ready()
            store._reapply_quarantined()
        except BaseException:
            store.close()
            raise
        return store

    @contextlib.contextmanager
    def unit(self, act: str) -> Iterator[Unit]:
        """Open a unit of work: everything in the block is committed durably as one journal entry, or nothing is.

        Raises :class:`StoreUnusable` for errors of the disk or a lock held by another program. Errors of other files
        that the block reads pass through unchanged.
        """
        with self._one_at_a_time():
            with self._explained(), self._session() as session:
                unit = Unit(session, self.home, act, self._now())
                yield unit
                unit.seal()
                session.commit()
            _finish(unit)

    @contextlib.contextmanager
    def exchanging(self, *, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """Open a transaction for changes of other devices; the journal's triggers ignore it.

        Changes made outside chibo are first recorded as an entry. Foreign keys are checked at the commit. In a series
        of transactions only the last needs to be ``durable``: its commit also flushes those before it. Raises
        :class:`StoreUnusable` as :meth:`unit` does.
        """
        with self._one_at_a_time(), self._explained(), self._syncing(durable), self._session() as session:
            connection = Unit(session, self.home, OUTSIDE, self._now()).connection
            connection.execute("PRAGMA defer_foreign_keys = ON")
            connection.execute("INSERT INTO local_state (key, value) VALUES (?, '')", (EXCHANGING,))
            yield connection
            connection.execute("DELETE FROM local_state WHERE key = ?", (EXCHANGING,))
            session.commit()

    def checkpoint(self) -> None:
        """Copy the write-ahead log into the file (passive checkpoint), between two transactions of an import."""
        with self._one_at_a_time(), self._explained(), self._engine.connect() as connection:
            driver_connection(connection).execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    @contextlib.contextmanager
    def _syncing(self, durable: bool) -> Iterator[None]:
        with self._engine.connect() as connection:
            raw = driver_connection(connection)
        raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
        raw.execute(f"PRAGMA wal_autocheckpoint = {RUN_PAGES if durable else 0}")
        self._yields_to_acts = True
        try:
            yield
        finally:
            self._yields_to_acts = False
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute(f"PRAGMA wal_autocheckpoint = {ACT_PAGES}")

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Return a read-only connection, which does not wait for units.

        The connection is pooled: opening one takes some milliseconds, as SQLite parses the schema again.
        """
        with self._explained():
            connection = self._readers.pop() if self._readers else connect(self.path, read_only=True)
            try:
                yield connection
            except BaseException:
                connection.close()
                raise
            connection.rollback()
            self._readers.append(connection)

    @property
    def is_replaced(self) -> bool:
        """Whether the file was replaced since it was opened: a backup was restored."""
        return identity_of(self.path) != self._file

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()
        while self._readers:
            self._readers.pop().close()

    def _begin(self, connection: Connection) -> None:
        """Begin a transaction with the write lock, so that nothing changes after its first read; acts go before
        imports.
        """
        if self._yields_to_acts:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            self.priority.begin(driver_connection(connection))

    def _session(self) -> Session:
        """Return a session that closes with its unit: a late read would begin a transaction that nothing ends."""
        return Session(self._engine, expire_on_commit=False, close_resets_only=False)

    def _now(self) -> datetime:
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)  # the precision of the stored times

    def _make_ready(self) -> None:
        configure_mappers()  # takes some tens of milliseconds once per process; done before the lock is taken
        with faults_explained(self.path), self._explained(), self._engine.connect() as connection:
            raw = driver_connection(connection)
            if self._is_ready(raw):
                return
            if schema_version(raw) < SCHEMA_VERSION:
                raw.execute("PRAGMA foreign_keys=OFF")  # rebuilding a table drops it for a moment
            with connection.begin():
                if (
                    schema_version(raw) < SCHEMA_VERSION
                ):  # checked again under the lock: another process may have migrated it
                    migrate(connection, self.path)
                install_triggers(raw)
                raw.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES ('device', ?)", (new_id(),))
                self._wipe_forgotten_ballot(raw)  # under the lock: another process may be opening a ballot
            raw.execute("PRAGMA foreign_keys=ON")

    def _reapply_quarantined(self) -> None:
        """Let a new version of the program retry the quarantined entries: it may understand more of them."""
        with self._explained(), self._engine.connect() as lent:
            connection = driver_connection(lent)  # reuses a connection that has parsed the schema already
            if connection.execute("SELECT 1 FROM set_aside LIMIT 1").fetchone() is None:
                return
            known = connection.execute("SELECT value FROM local_state WHERE key = ?", (_JUDGED,)).fetchone()
        program = f"{version('chibo')} {SCHEMA_VERSION}"
        if known and known[0] == program:
            return
        from models.store.apply import (
            reapply_quarantined,  # late: models.store.apply imports much that a plain start does not need
        )

        reapply_quarantined(self)
        with self.exchanging() as connection:
            connection.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES (?, '')", (_JUDGED,))
            connection.execute("UPDATE local_state SET value = ? WHERE key = ?", (program, _JUDGED))

    def _is_ready(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the store needs no preparation; then opening it takes no lock."""
        if schema_version(connection) != SCHEMA_VERSION or wrong_triggers(connection):
            return False
        has_device = connection.execute("SELECT 1 FROM local_state WHERE key = 'device'").fetchone()
        return has_device is not None and BallotBox(self.home).ballot() is None

    @contextlib.contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Serialise threads on the one connection; a nested unit would end the outer one's transaction."""
        with self._turn:
            if self._in_unit:
                raise RuntimeError("a unit of this store is open already")
            self._in_unit = True
            try:
                yield
            finally:
                self._in_unit = False

    def _wipe_forgotten_ballot(self, connection: sqlite3.Connection) -> None:
        """Delete a ballot box whose round is not open: the process died between the commit and the deletion."""
        box = BallotBox(self.home)
        if (ballot := box.ballot()) is None:
            return
        sql = "SELECT 1 FROM round WHERE id = ? AND state = 'open' AND deleted = 0"
        if connection.execute(sql, (ballot.round_id,)).fetchone() is None:
            box.wipe()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, DBAPIError) as fault:
            cause = fault.orig if isinstance(fault, DBAPIError) else fault
            sentence = explain(cause) if cause else None
            if sentence is None:
                raise
            raise StoreUnusable(sentence, path=self.path) from fault


def _finish(unit: Unit) -> None:
    """Run the jobs for after the commit; their errors must not report that nothing was saved."""
    try:
        for job in unit.afterwards:
            job()
    except StoreUnusable as fault:
        raise StoreUnusable(
            N_(
                "It was done and saved, but what must be wiped after it could not be."
                " Check the disk, then close chibo and open it again."
            )
        ) from fault


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """Return the sqlite3 connection under SQLAlchemy's, in the same transaction."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("the store is SQLite")
    return raw


def _engine(path: Path, begin: Callable[[Connection], None]) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), poolclass=StaticPool, hide_parameters=True, echo=False
    )
    event.listen(engine, "begin", begin)  # the driver would begin a transaction only at the first write
    return engine
