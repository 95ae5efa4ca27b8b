"""The database's errors by kind: temporary, to be retried, or an error of the program."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest
from psycopg import errors
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from sync.server.faults import DatabaseBusy, DatabaseDamaged, DatabaseFull, is_conflict, unavailable


def sqlite_fault(code: int) -> DBAPIError:
    fault = sqlite3.OperationalError("told by SQLite")
    fault.sqlite_errorcode = code
    return OperationalError("SELECT 1", {}, fault)


def postgres_fault(kind: type[psycopg.Error]) -> DBAPIError:
    return OperationalError("SELECT 1", {}, kind("told by PostgreSQL"))


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT, sqlite3.SQLITE_LOCKED])
def test_a_locked_file_is_busy(code: int) -> None:
    assert isinstance(unavailable(sqlite_fault(code)), DatabaseBusy)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CORRUPT_VTAB, sqlite3.SQLITE_NOTADB])
def test_a_damaged_file_is_damaged(code: int) -> None:
    assert isinstance(unavailable(sqlite_fault(code)), DatabaseDamaged)
    assert isinstance(unavailable(postgres_fault(errors.DataCorrupted)), DatabaseDamaged)


def test_a_full_disk_is_full() -> None:
    assert isinstance(unavailable(sqlite_fault(sqlite3.SQLITE_FULL)), DatabaseFull)
    assert isinstance(unavailable(postgres_fault(errors.DiskFull)), DatabaseFull)


@pytest.mark.parametrize(
    "kind",
    [
        errors.LockNotAvailable,
        errors.QueryCanceled,
        errors.AdminShutdown,
        errors.CrashShutdown,
        errors.CannotConnectNow,
        errors.TooManyConnections,
        errors.ReadOnlySqlTransaction,
        psycopg.OperationalError,
    ],
)
def test_a_postgresql_that_cannot_be_had_now_is_busy(kind: type[psycopg.Error]) -> None:
    assert isinstance(unavailable(postgres_fault(kind)), DatabaseBusy)


@pytest.mark.parametrize("kind", [errors.SerializationFailure, errors.DeadlockDetected])
def test_what_lost_against_another_transaction_is_tried_again(kind: type[psycopg.Error]) -> None:
    assert is_conflict(postgres_fault(kind))
    assert unavailable(postgres_fault(kind)) is None


@pytest.mark.parametrize(
    "fault",
    [
        sqlite_fault(sqlite3.SQLITE_CONSTRAINT_UNIQUE),
        postgres_fault(errors.UniqueViolation),
        postgres_fault(errors.UndefinedTable),
        InterfaceError("SELECT 1", {}, psycopg.InterfaceError("a mistake")),
    ],
)
def test_a_mistake_is_none_of_these(fault: DBAPIError) -> None:
    assert unavailable(fault) is None
    assert not is_conflict(fault)
