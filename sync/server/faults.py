"""The database's errors by kind: busy, full, damaged, serialisation conflict, or an error of the program."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import errors as postgres
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from models.domain.errors import StoreUnusable
from models.store.faults import explain

_CONFLICTS = (postgres.SerializationFailure, postgres.DeadlockDetected)
_BUSY_POSTGRES = (
    postgres.LockNotAvailable,
    postgres.QueryCanceled,
    postgres.TooManyConnections,
    postgres.CannotConnectNow,
    postgres.AdminShutdown,
    postgres.CrashShutdown,
    postgres.IdleInTransactionSessionTimeout,
    postgres.ReadOnlySqlTransaction,
)
_DAMAGED = (postgres.DataCorrupted, postgres.IndexCorrupted)
_DAMAGED_SQLITE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


class DatabaseUnavailable(Exception):
    """The database did not do what was requested, without an error of the program; nothing was changed."""


class DatabaseBusy(DatabaseUnavailable):
    """The database is not available now; nothing was changed, and the request can be repeated."""


class DatabaseFull(DatabaseUnavailable):
    """The database's disk is full; nothing was changed."""


class DatabaseDamaged(DatabaseUnavailable):
    """The database's file is damaged, and has to be restored from a backup."""


@contextlib.contextmanager
def explained(path: Path | None = None) -> Iterator[None]:
    """Turn errors of the database into a :class:`DatabaseUnavailable`; errors of the program are passed on.

    With a ``path``, errors of the file system become :class:`~models.domain.errors.StoreUnusable`.
    """
    try:
        yield
    except PoolTimeout as fault:
        raise DatabaseBusy from fault
    except DBAPIError as fault:
        if (found := unavailable(fault)) is None:
            raise
        raise found from fault
    except OSError as fault:
        if path is None or (sentence := explain(fault)) is None:
            raise
        raise StoreUnusable(sentence, path=path) from fault


def unavailable(fault: DBAPIError) -> DatabaseUnavailable | None:
    """Return the exception for an error that is not the program's; ``None`` for any other."""
    cause = fault.orig
    if isinstance(cause, sqlite3.Error):
        code = _sqlite_code(cause)
        if code in _DAMAGED_SQLITE:
            return DatabaseDamaged()
        return DatabaseBusy() if code in _BUSY_SQLITE else DatabaseFull() if code == sqlite3.SQLITE_FULL else None
    if isinstance(cause, _DAMAGED):
        return DatabaseDamaged()
    if isinstance(cause, postgres.DiskFull):
        return DatabaseFull()
    if isinstance(cause, _CONFLICTS):
        return None
    lost = fault.connection_invalidated or isinstance(cause, _BUSY_POSTGRES)
    return DatabaseBusy() if lost or _unreachable(cause) else None


def is_read_only(fault: BaseException) -> bool:
    """Tell whether PostgreSQL takes no changes over this connection: it leads to a standby, or to a full disk."""
    return isinstance(fault, postgres.ReadOnlySqlTransaction)


def is_conflict(fault: DBAPIError) -> bool:
    """Tell whether PostgreSQL reported a serialisation conflict, after which the transaction may be repeated."""
    return isinstance(fault.orig, _CONFLICTS)


def _sqlite_code(fault: sqlite3.Error) -> int:
    return getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF


def _unreachable(cause: BaseException | None) -> bool:
    """Tell whether no database server was reached: libpq gives no SQLSTATE then."""
    return isinstance(cause, psycopg.OperationalError) and cause.sqlstate is None
