"""The one place that opens the store's file, and the one that turns SQLite's faults into sentences."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from models.store.schema import SCHEMA_VERSION

DATABASE = "chibo.db"
APPLICATION_ID = 0x63686962  # "chib": tells the file from any other SQLite database
BUSY_SECONDS = 5
ACT_PAGES, RUN_PAGES = 4_000, 1_000
"""Pages in the log from which on a commit takes them over into the file, some tens of milliseconds: an act's commit
seldom, that of what arrives from elsewhere sooner. Within a run of transactions no commit does (``take_over`` does):
beside somebody who acts the log does not begin anew, and every commit would.
"""

_DAMAGED = N_(
    "The store {path} is damaged. Nothing was changed; run “chibo journal verify”, or restore the folder from a backup."
)
_FULL = N_("The disk is full: nothing was saved. Free some space and do it again.")
_READ_ONLY = N_("The folder of {path} cannot be written: nothing was saved. Check its permissions.")
_NOT_OPENED = N_("The store {path} cannot be opened. Check the folder and its permissions.")
_NO_ANSWER = N_("The disk does not answer for {path}: nothing was saved. Check the disk.")
_HELD = N_("Another program is writing to the store {path}: nothing was saved. Try again in a moment.")

_BY_CODE = {
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _NOT_OPENED,
    sqlite3.SQLITE_IOERR: _NO_ANSWER,
    sqlite3.SQLITE_BUSY: _HELD,
    sqlite3.SQLITE_LOCKED: _HELD,
    sqlite3.SQLITE_PROTOCOL: _HELD,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
}
_BY_ERRNO = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _READ_ONLY),
    **dict.fromkeys((errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG), _NOT_OPENED),
}
_EMPTY = N_("The store in {home} is empty. Begin with “chibo init”.")
_DAMAGED_SIGNS = ("no such table", "no such column", "could not decode")
"""What SQLite says of a file whose schema or text is not the store's, under its general error code or none."""


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the store's file with the settings every user of it must have.

    Write-ahead log with durable commits (``synchronous=FULL``), foreign keys on, deleted content overwritten.
    The file must exist. Raises :class:`StoreUnusable` when it is no usable store of this version, and leaves it alone.
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


def open_reader(home: Path) -> sqlite3.Connection:
    """Open an existing store for reading only; an older one is first brought to this version's schema.

    Raises :class:`StoreUnusable` when the folder holds none, or an older one that cannot be written.
    """
    path = existing_store(home)
    connection = connect(path, read_only=True)
    version = schema_version(connection)
    if version == SCHEMA_VERSION:
        return connection
    connection.close()
    if version == 0:
        raise StoreUnusable(_EMPTY, home=home)
    _bring_up_to_date(home)
    return connect(path, read_only=True)


def _bring_up_to_date(home: Path) -> None:
    from models.store.store import Store  # late: a reader of a store of this version needs none of what it brings

    Store.open(home).close()


def existing_store(home: Path) -> Path:
    """Return the file of the store in ``home``. Raises :class:`StoreUnusable` when there is none, or nothing in it."""
    path = home / DATABASE
    with faults_explained(path):
        if not path.is_file():
            raise StoreUnusable(N_("There is no store in {home} yet. Begin with “chibo init”."), home=home)
        if is_vacant(path):
            raise StoreUnusable(_EMPTY, home=home)
        if not path.stat().st_size:  # SQLite would throw the log away that still holds what was written last
            raise StoreUnusable(_DAMAGED, path=path)
    return path


def identity_of(path: Path) -> tuple[int, int]:
    """Return what tells a file from another one that took its place; of none that can be reached, zeros."""
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
    """Let every read in the block see one state of the store, whatever others commit meanwhile."""
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


@contextlib.contextmanager
def faults_explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the file system's faults inside the block into :class:`StoreUnusable` sentences."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        sentence = explain(fault)
        if sentence is None:
            raise
        raise StoreUnusable(sentence, path=path) from fault


def explain(fault: BaseException) -> str | None:
    """Return the message template for a fault of SQLite or the disk, or ``None`` for a programming error."""
    if isinstance(fault, OSError):
        return _BY_ERRNO.get(fault.errno or 0, _NO_ANSWER)
    if not isinstance(fault, sqlite3.Error):
        return None
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte of an extended code
    if code == sqlite3.SQLITE_ERROR and any(sign in str(fault).lower() for sign in _DAMAGED_SIGNS):
        return _DAMAGED
    return _BY_CODE.get(code)


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
    """Refuse another program's database and a newer chibo's; a database with nothing in it is a store to be."""
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
