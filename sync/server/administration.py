"""What the server's own command line stands on: the database opened for an administrator, faults as sentences."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from models.domain.errors import StoreUnusable
from models.domain.language import N_
from sync.server.database import Database
from sync.server.faults import Busy, Full
from sync.server.migrations import migrate
from sync.server.settings import Settings

_AWAY = N_("The server's database does not answer, or is busy. Check that it runs, and --database; then try again.")
_FULL = N_("The disk of the server's database is full: nothing was saved. Free some space and do it again.")
_UNUSABLE = N_("The server's database cannot be used: it is damaged, or this user may not. Nothing was changed.")


@contextlib.contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """Open the server's database, made or brought up to date if need be, beside a server that runs.

    Raises :class:`StoreUnusable` when that cannot be done, also for what goes wrong with it in the block.
    """
    try:
        with contextlib.closing(Database(settings)) as database:
            database.write(migrate)
            yield database
    except Busy as fault:
        raise StoreUnusable(_AWAY) from fault
    except Full as fault:
        raise StoreUnusable(_FULL) from fault
    except SQLAlchemyError as fault:
        raise StoreUnusable(_UNUSABLE) from fault


def settings_for(home: Path, database: str) -> Settings:
    """Return the settings of one who only administers: one connection."""
    return Settings(home=home, database=database, threads=1)
