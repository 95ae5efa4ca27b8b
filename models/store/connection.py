"""Opens the store's file; no other module does."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.faults import DAMAGED, faults_explained
from models.store.limits import ACT_PAGES, APPLICATION_ID, BUSY_SECONDS, DATABASE
from models.store.schema import SCHEMA_VERSION

EMPTY = N_("The store in {home} is empty. Begin with “chibo init”.")


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the store's file with the settings that every user of it must have.

    Write-ahead log with durable commits (``synchronous=FULL``), foreign keys on, deleted content overwritten. The file
    must exist. Raises :class:`StoreUnusable` when it is no usable store of this version, and does not change it.
    """
    with faults_explained(path):
        connection = sqlite3.connect(
            path.resolve().as_uri() + "?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            _prepare(connection, path, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def existing_store(home: Path) -> Path:
    """Return the file of the store in ``home``. Raises :class:`StoreUnusable` when it is missing or empty."""
    path = home / DATABASE
    with faults_explained(path):
        if not path.is_file():
            raise StoreUnusable(N_("There is no store in {home} yet. Begin with “chibo init”."), home=home)
        if is_vacant(path):
            raise StoreUnusable(EMPTY, home=home)
        if not path.stat().st_size:  # SQLite would delete a log that still holds the latest commits
            raise StoreUnusable(DAMAGED, path=path)
    return path


def identity_of(path: Path) -> tuple[int, int]:
    """Return what distinguishes the file from a replacement; zeros for a file that cannot be reached."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def is_vacant(path: Path) -> bool:
    """Return whether neither the file nor its write-ahead log holds anything."""
    log = path.with_name(f"{path.name}-wal")
    return not any(file.exists() and file.stat().st_size for file in (path, log))


@contextlib.contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """Let all reads in the block see one state of the store, whatever other connections commit."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.rollback()


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of the store's schema; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    _check_ours(connection, path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    connection.execute(f"PRAGMA wal_autocheckpoint={ACT_PAGES}")
    if read_only:
        connection.execute("PRAGMA query_only=ON")


def _check_ours(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse the database of another program or of a newer chibo; an empty database is accepted as a new store."""
    version = schema_version(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID:
        has_schema = connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        if version or application or has_schema:
            raise StoreUnusable(
                N_("The file {path} is a database, but none of chibo's; choose another folder by --home."), path=path
            )
    if version > SCHEMA_VERSION:
        raise StoreUnusable(
            N_(
                "The store {path} was written by a newer chibo (version {found}, this one knows {known}). Update chibo."
            ),
            path=path,
            found=version,
            known=SCHEMA_VERSION,
        )
