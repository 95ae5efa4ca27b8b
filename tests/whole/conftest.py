"""The servers of tests/sync, for the tests of whole programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.disks import small_disk
from tests.sync.central import ServerProcess
from tests.sync.conftest import (
    empty_server_file,
    postgres,
    postgres_database,
    postgres_server,
    server_home,
    server_processes,
)

pytest.register_assert_rewrite("tests.whole.facts")  # a failure names the figures

__all__ = [
    "empty_server_file",
    "postgres",
    "postgres_database",
    "postgres_server",
    "server_home",
    "small_disk",
]


@pytest.fixture
def server_process(server_home: Path) -> Iterator[Callable[..., ServerProcess]]:
    """Start ``chibo serve`` as a process that comes up fast, since it is killed often; it is ended after the test."""
    with server_processes(server_home, are_born=True) as start:
        yield start
