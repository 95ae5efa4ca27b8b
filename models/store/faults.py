"""Errors of SQLite and the disk as sentences that say what to do."""

from __future__ import annotations

import contextlib
import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.domain.language import N_

DAMAGED = N_(
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
    sqlite3.SQLITE_NOTADB: DAMAGED,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
}
_BY_ERRNO = {
    **dict.fromkeys((errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _READ_ONLY),
    **dict.fromkeys((errno.ENOENT, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG), _NOT_OPENED),
}
_SIGNS_OF_DAMAGE = ("no such table", "no such column", "could not decode")
"""SQLite's messages for a file with a wrong schema or damaged text, under its general error code or without one."""


@contextlib.contextmanager
def faults_explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the file system inside the block into :class:`StoreUnusable`."""
    try:
        yield
    except (sqlite3.Error, OSError) as fault:
        sentence = explain(fault)
        if sentence is None:
            raise
        raise StoreUnusable(sentence, path=path) from fault


def explain(fault: BaseException) -> str | None:
    """Return the message template for an error of SQLite or the disk, or ``None`` for a programming error."""
    if isinstance(fault, OSError):
        return _BY_ERRNO.get(fault.errno or 0, _NO_ANSWER)
    if not isinstance(fault, sqlite3.Error):
        return None
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte of an extended code
    if code == sqlite3.SQLITE_ERROR and any(sign in str(fault).lower() for sign in _SIGNS_OF_DAMAGE):
        return DAMAGED
    return _BY_CODE.get(code)
