"""The database access of the server's command line, with errors as sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.domain.errors import Refused, StoreUnusable, WrongUsage
from models.domain.language import N_
from models.store.faults import faults_explained
from sync.server.database import Database
from sync.server.faults import DatabaseBusy, DatabaseDamaged, DatabaseFull
from sync.server.migrations import migrate
from sync.server.settings import Settings

_AWAY = N_("The server's database does not answer, or is busy. Check that it runs, and --database; then try again.")
_FULL = N_("The disk of the server's database is full: nothing was saved. Free some space and do it again.")
_DAMAGED = N_(
    "The server's database is damaged. Stop the server, restore the last backup, and start it again: the laptops send"
    " what is missing."
)
_UNUSABLE = N_("The server's database cannot be used: it is damaged, or this user may not. Nothing was changed.")


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the server's database for an administrator, creating or migrating it; a server may be running.

    Raises :class:`StoreUnusable` when that fails, and for errors of the database inside the block.
    """
    try:
        with closing(Database(settings)) as database:
            database.write(migrate)
            yield database
    except DatabaseBusy as fault:
        raise StoreUnusable(_AWAY) from fault
    except DatabaseFull as fault:
        raise StoreUnusable(_FULL) from fault
    except DatabaseDamaged as fault:
        raise StoreUnusable(_DAMAGED) from fault
    except SQLAlchemyError as fault:
        raise StoreUnusable(_UNUSABLE) from fault


def back_up(settings: Settings, target: Path) -> None:
    """Copy the server's SQLite database to a new file, consistently, while the server may run.

    Raises :class:`WrongUsage` for PostgreSQL, which has its own tools, :class:`Refused` when ``target`` exists,
    :class:`StoreUnusable` for errors of the disk: then no partial copy is left.
    """
    if target.exists():
        raise Refused(N_("There is something at {path} already; it was left as it is."), path=target)
    with open_database(settings) as database:
        if not database.is_sqlite:
            raise WrongUsage(N_("PostgreSQL is backed up by its own tools: pg_dump."))
        with faults_explained(target):
            _copy(Path(str(database.url.database)), target)


def _copy(source: Path, target: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".chibo-", dir=target.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(name)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # a single file, without a log beside it
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def settings_for(home: Path, database: str) -> Settings:
    """Return settings for an administrator: one connection."""
    return Settings(home=home, database=database, threads=1)
