"""Opening an existing store; one of an older version is migrated first."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.store.connection import EMPTY, connect, existing_store, schema_version
from models.store.schema import SCHEMA_VERSION


def open_reader(home: Path) -> sqlite3.Connection:
    """Open an existing store for reading only; an older one is migrated first.

    Raises :class:`StoreUnusable` when the folder holds none, or an older one that cannot be written.
    """
    path = existing_store(home)
    connection = connect(path, read_only=True)
    version = schema_version(connection)
    if version == SCHEMA_VERSION:
        return connection
    connection.close()
    if version == 0:
        raise StoreUnusable(EMPTY, home=home)
    _bring_up_to_date(home)
    return connect(path, read_only=True)


def _bring_up_to_date(home: Path) -> None:
    from models.store.store import Store  # late: only a migration needs it

    Store.open(home).close()
