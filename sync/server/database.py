"""The server's database, SQLite or PostgreSQL; only this module opens it and begins transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from models.domain.errors import WrongUsage
from models.domain.language import N_
from sync.server.faults import DatabaseBusy, DatabaseDamaged, explained, is_conflict, is_read_only
from sync.server.log import event_limited
from sync.server.settings import Settings

DATABASE = "server.db"
ATTEMPTS = 4
"""How many times a transaction is repeated after a serialisation conflict, before the client is asked to retry."""
_WRITING = "chibo_writing"

P = ParamSpec("P")
T = TypeVar("T")


class Database:
    """The database of one worker process: ``read(work, …)`` and ``write(work, …)`` call ``work`` in a transaction.

    Both block; the routes call them in threads. Raises :class:`~sync.server.faults.DatabaseBusy` when a lock, a
    connection or the database is not available in time, :class:`~sync.server.faults.DatabaseFull` when the disk is
    full, :class:`~sync.server.faults.DatabaseDamaged` when pages of it cannot be read.
    """

    def __init__(self, settings: Settings) -> None:
        self.url = database_url(settings)
        if self.is_sqlite:
            _prepare_file(Path(self.url.database or ""))
        self.engine = _engine(self.url, settings)
        self.is_damaged = False
        """Whether pages of it could not be read: what asks for other pages would not notice."""
        self._writer = self.engine.execution_options(**{_WRITING: True})

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file on this machine."""
        return self.url.get_backend_name() == "sqlite"

    def read(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``work`` with a connection in a read-only transaction, and return its result."""
        with self._watched(), self.engine.begin() as connection:
            return work(connection, *args, **kwargs)

    def write(self, work: Callable[Concatenate[Connection, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call ``work`` with a connection in its own transaction, which is durable when this returns.

        After a serialisation conflict ``work`` is called again: it must change nothing but the database. Any error of
        ``work`` rolls back.
        """
        for _ in range(ATTEMPTS):
            try:
                with self._watched(), self._writer.begin() as connection:
                    return work(connection, *args, **kwargs)
            except DBAPIError as fault:
                if not is_conflict(fault):
                    raise
        raise DatabaseBusy

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            with explained():
                yield
        except DatabaseDamaged:
            self.is_damaged = True
            event_limited("database.damaged")
            raise

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()


def database_url(settings: Settings) -> URL:
    """Return the database's URL. Raises :class:`WrongUsage` for anything but SQLite or PostgreSQL."""
    if not settings.database:
        return URL.create("sqlite", database=str(settings.home / DATABASE))
    try:
        url = make_url(settings.database)
    except ArgumentError:
        url = URL.create("none")
    if url.drivername in {"postgres", "postgresql", "postgresql+psycopg"}:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername in {"sqlite", "sqlite+pysqlite"} and url.database not in {None, "", ":memory:"}:
        return url.set(drivername="sqlite", query={})
    raise WrongUsage(
        N_("--database must be like postgresql://user@host/name, or sqlite:///path; leave it out for a file in --home.")
    )


def _prepare_file(path: Path) -> None:
    with explained(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)


def _engine(url: URL, settings: Settings) -> Engine:
    pool: dict[str, Any] = {
        "pool_size": settings.threads,
        "max_overflow": 0,
        "pool_timeout": settings.busy_seconds,
        "hide_parameters": True,
    }
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, settings, pool)
    milliseconds = int(settings.busy_seconds * 1000)
    # A generic plan for any subtree and any span of months is thousands of times slower than a custom plan.
    options = f"-c lock_timeout={milliseconds} -c statement_timeout={6 * milliseconds}"
    options += " -c plan_cache_mode=force_custom_plan"
    arguments = {"options": options, "connect_timeout": int(settings.busy_seconds) or 1, "application_name": "chibo"}
    engine = create_engine(
        url, isolation_level="READ COMMITTED", pool_pre_ping=True, pool_use_lifo=True, connect_args=arguments, **pool
    )

    @event.listens_for(engine, "handle_error")
    def _leave_standby(context: ExceptionContext) -> None:
        # A session keeps its role when the database is switched: only new connections reach the one that takes changes.
        if is_read_only(context.original_exception):
            context.is_disconnect = True

    return engine


def _sqlite_engine(url: URL, settings: Settings, pool: dict[str, Any]) -> Engine:
    arguments = {"timeout": settings.busy_seconds, "check_same_thread": False, "isolation_level": None}
    engine = create_engine(url, connect_args=arguments, **pool)

    @event.listens_for(engine, "connect")
    def _prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA synchronous=FULL")
        raw.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # BEGIN IMMEDIATE: the write lock is taken before the first read, so that nothing changes between them.
        writing = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine
