"""How commands get at the store: a connection to read by, or the store to act on; both closed again."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from models.domain.clock import system_clock
from models.store.connection import open_reader
from models.store.store import Store


@contextlib.contextmanager
def reading(home: Path) -> Iterator[sqlite3.Connection]:
    """Open the store to read by."""
    connection = open_reader(home)
    try:
        yield connection
    finally:
        connection.close()


@contextlib.contextmanager
def acting(home: Path) -> Iterator[Store]:
    """Open the store to act on."""
    store = Store.open(home, system_clock())
    try:
        yield store
    finally:
        store.close()
