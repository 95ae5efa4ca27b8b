"""What the tests of the store share: the file as somebody sees it who writes without chibo."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from models.store.store import Store


@pytest.fixture
def foreign(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who writes into the file without chibo."""
    connection = sqlite3.connect(store.path, isolation_level=None)
    yield connection
    connection.close()
