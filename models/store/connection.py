"""The one place that opens the store's file, and the one that turns SQLite's faults into sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_

DATABASE = "chibo.db"
SCHEMA_VERSION = 1
"""Written to ``user_version``; a store with a higher one was made by a newer program and is not opened."""
APPLICATION_ID = 0x63686962  # "chib": tells the file from any other SQLite database
BUSY_SECONDS = 5

_DAMAGED = N_(
    "The store {path} is damaged. Nothing was changed; run “chibo journal verify”, or restore the folder from a backup."
)
_FAULTS = (
    ("database or disk is full", N_("The disk is full: nothing was saved. Free some space and do it again.")),
    ("readonly database", N_("The folder of {path} cannot be written: nothing was saved. Check its permissions.")),
    ("unable to open", N_("The store {path} cannot be opened. Check the folder and its permissions.")),
    ("disk i/o error", N_("The disk does not answer for {path}: nothing was saved. Check the disk.")),
    ("locked", N_("Another program holds the store {path}: nothing was saved. Try again.")),
    ("not a database", _DAMAGED),
    ("malformed", _DAMAGED),
    ("no such table", _DAMAGED),
    ("no such column", _DAMAGED),
)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the store's file with the settings every user of it must have.

    Write-ahead log with durable commits (``synchronous=FULL``), foreign keys on, deleted content overwritten.
    Raises :class:`StoreUnusable` when there is no usable store of this version.
    """
    with faults_explained(path):
        connection = sqlite3.connect(
            path.resolve().as_uri() + ("?mode=rw" if path.exists() else "?mode=rwc"),
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


def open_reader(home: Path) -> sqlite3.Connection:
    """Open an existing store for reading only. Raises :class:`StoreUnusable` when the folder holds none."""
    path = home / DATABASE
    if not path.is_file():
        raise StoreUnusable(N_("There is no store in {home} yet. Begin with “chibo init”."), home=home)
    connection = connect(path, read_only=True)
    if schema_version(connection) == 0:
        connection.close()
        raise StoreUnusable(N_("The store in {home} is empty. Begin with “chibo init”."), home=home)
    return connection


def schema_version(connection: sqlite3.Connection) -> int:
    """Return the version of the store's schema; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextlib.contextmanager
def faults_explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the file system's faults inside the block into :class:`StoreUnusable` sentences."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        sentence = explain(fault)
        if sentence is None:
            raise
        raise StoreUnusable(sentence, path=path) from None


def explain(fault: BaseException) -> str | None:
    """Return the message template for a fault of SQLite or the disk, or ``None`` for a programming error."""
    text = str(fault).lower()
    for sign, sentence in _FAULTS:
        if sign in text:
            return sentence
    if isinstance(fault, PermissionError):
        return _FAULTS[1][1]
    if isinstance(fault, OSError):
        return _FAULTS[3][1]
    return _DAMAGED if type(fault) is sqlite3.DatabaseError else None


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    version = schema_version(connection)
    if version > SCHEMA_VERSION:
        raise StoreUnusable(
            N_(
                "The store {path} was written by a newer chibo (version {found}, this one knows {known}). Update chibo."
            ),
            path=path,
            found=version,
            known=SCHEMA_VERSION,
        )
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if version and application != APPLICATION_ID:
        raise StoreUnusable(N_("The file {path} is a database, but none of chibo's."), path=path)
    if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    if read_only:
        connection.execute("PRAGMA query_only=ON")


def make_private(path: Path) -> None:
    """Let only the owner read a file or a folder (POSIX modes; on Windows the profile folder's rights hold)."""
    path.chmod(0o700 if path.is_dir() else 0o600)


def private_umask() -> contextlib.AbstractContextManager[None]:
    """Return a context in which new files are made readable by their owner alone."""
    return _umask(0o077)


@contextlib.contextmanager
def _umask(mask: int) -> Iterator[None]:
    previous = os.umask(mask)
    try:
        yield
    finally:
        os.umask(previous)
