"""A read connection that follows the file: it is opened again when a restored store replaces the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from models.domain.errors import StoreUnusable
from models.store.connection import identity_of
from models.store.limits import DATABASE
from models.store.opening import open_reader

_NOTHING = (0, 0)


class StoreReader:
    """A read connection for one thread. ``prepare`` is called with each new connection."""

    def __init__(self, home: Path, prepare: Callable[[sqlite3.Connection], object] = lambda _connection: None) -> None:
        """Open the store. Raises :class:`StoreUnusable` when there is none, or it cannot be used."""
        self._home, self._prepare = home, prepare
        self._times = 0
        self._file = identity_of(home / DATABASE)
        self._opened = self._open()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection; the previous one while a new file cannot be read yet."""
        found = identity_of(self._home / DATABASE)
        if found not in (self._file, _NOTHING):
            with suppress(StoreUnusable):
                before, self._opened = self._opened, self._open()
                before.close()
                self._file, self._times = found, self._times + 1
        return self._opened

    @property
    def data_version(self) -> tuple[int, int]:
        """Changes when another connection commits, or the file is replaced."""
        connection = self.connection
        return self._times, int(connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Release the file."""
        self._opened.close()

    def _open(self) -> sqlite3.Connection:
        connection = open_reader(self._home)
        self._prepare(connection)
        return connection
