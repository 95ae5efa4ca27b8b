"""The store of a cell: one SQLite file in the home folder, written only through units of work."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy import create_engine, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from models.domain.clock import Clock, system_clock
from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.ballot_box import BallotBox
from models.store.connection import (
    DATABASE,
    SCHEMA_VERSION,
    connect,
    explain,
    faults_explained,
    make_private,
    schema_version,
)
from models.store.ids import new_id
from models.store.migrations import migrate
from models.store.triggers import install_triggers
from models.store.unit import Unit


class Store:
    """The cell's store, open for writing: ``with store.unit("speech.start") as unit: …`` is the only way to change it.

    One ``Store`` serves one thread at a time. Other processes may write the same file; each unit waits for its turn.
    """

    def __init__(self, home: Path, clock: Clock) -> None:
        self.home = home
        self.clock = clock
        self.path = home / DATABASE
        self._engine = _engine(self.path)

    @classmethod
    def create(cls, home: Path, clock: Clock | None = None) -> Store:
        """Make the home folder and an empty store in it. Raises :class:`StoreUnusable` if there is one already."""
        path = home / DATABASE
        with faults_explained(path):
            home.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size:
                raise StoreUnusable(N_("There is a store in {home} already; it was left as it is."), home=home)
            path.touch(mode=0o600)
            make_private(home)
        return cls.open(home, clock)

    @classmethod
    def open(cls, home: Path, clock: Clock | None = None) -> Store:
        """Open the store in ``home``, bring it to this version's schema and see to its triggers.

        Raises :class:`StoreUnusable` when there is none, or when it is damaged, newer, or not writable.
        """
        path = home / DATABASE
        if not path.is_file():
            raise StoreUnusable(N_("There is no store in {home} yet. Begin with “chibo init”."), home=home)
        store = cls(home, clock or system_clock())
        try:
            store._make_ready()
        except BaseException:
            store.close()
            raise
        return store

    @contextlib.contextmanager
    def unit(self, act: str) -> Iterator[Unit]:
        """Open a unit of work: everything in the block is committed durably as one journal entry, or not at all.

        Raises :class:`StoreUnusable` when the disk or another program stands in the way.
        """
        with self._explained(), Session(self._engine, expire_on_commit=False) as session:
            unit = Unit(session, self.home, act, self._now())
            yield unit
            unit.seal()
            session.commit()
            for job in unit.afterwards:
                job()

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def _now(self) -> datetime:
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)  # as the store keeps it

    def _make_ready(self) -> None:
        with self._explained(), self._engine.connect() as connection:
            raw = driver_connection(connection)
            if schema_version(raw) < SCHEMA_VERSION:
                migrate(connection, self.path)
            install_triggers(raw)
            raw.execute("INSERT OR IGNORE INTO local_state (key, value) VALUES ('device', ?)", (new_id(),))
            connection.commit()
            self._wipe_forgotten_ballot(raw)

    def _wipe_forgotten_ballot(self, connection: sqlite3.Connection) -> None:
        """Wipe a ballot box whose round is not open: the process died between the commit and the wiping."""
        box = BallotBox(self.home)
        if (ballot := box.ballot()) is None:
            return
        sql = "SELECT 1 FROM round WHERE id = ? AND state = 'open' AND deleted = 0"
        if connection.execute(sql, (ballot.round_id,)).fetchone() is None:
            box.wipe()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            with faults_explained(self.path):
                yield
        except DBAPIError as fault:
            sentence = explain(fault.orig) if fault.orig else None
            if sentence is None:
                raise
            raise StoreUnusable(sentence, path=self.path) from None


def driver_connection(connection: Connection) -> sqlite3.Connection:
    """Return the sqlite3 connection under SQLAlchemy's, in the same transaction."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError("the store is SQLite")
    return raw


def _engine(path: Path) -> Engine:
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), poolclass=StaticPool, hide_parameters=True, echo=False
    )
    # The driver would begin a transaction only at the first write; an act must have the lock before it reads.
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine
