"""The servers of tests/sync, for the tests of whole programs."""

from __future__ import annotations

from tests.disks import small_disk
from tests.sync.conftest import (
    empty_server_file,
    postgres,
    postgres_database,
    postgres_server,
    server_home,
    server_process,
)

__all__ = [
    "empty_server_file",
    "postgres",
    "postgres_database",
    "postgres_server",
    "server_home",
    "server_process",
    "small_disk",
]
