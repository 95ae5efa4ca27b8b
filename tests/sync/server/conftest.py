"""What the server's tests share: each database it may stand on, a server over it, a machine that is enrolled."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from sync.server.settings import Limits, RateLimit, Settings
from tests.conftest import FakeClock
from tests.sync.central import Administration, CentralServer
from tests.sync.server.machine import Machine, machine_of, talking


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, server_home: Path) -> Settings:
    """Settings for a server over SQLite, then over a real PostgreSQL; the schema is there."""
    if request.param == "sqlite":
        return Settings(home=server_home)
    make: Callable[[], str] = request.getfixturevalue("postgres_database")
    return Settings(home=server_home, database=make())


@pytest.fixture
def administration(settings: Settings, clock: FakeClock) -> Administration:
    """The server's database without a running server; the clock is fixed."""
    return Administration(settings, clock)


@pytest.fixture
def cell(administration: Administration) -> str:
    """A cell of the tree."""
    return administration.new_cell()


@pytest.fixture
def central(settings: Settings) -> Iterator[CentralServer]:
    """A server over each database."""
    running = CentralServer(settings)
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture(scope="session")
def shared_sqlite(tmp_path_factory: pytest.TempPathFactory, empty_server_file: Path) -> Iterator[CentralServer]:
    """One server for all tests that leave it as it is: each has a cell of its own in it."""
    home = tmp_path_factory.mktemp("shared")
    shutil.copy(empty_server_file, home)
    with _patient(Settings(home=home, limits=PATIENT)) as running:
        yield running


@pytest.fixture(scope="session")
def shared_postgresql(
    tmp_path_factory: pytest.TempPathFactory, postgres_database: Callable[[], str]
) -> Iterator[CentralServer]:
    """The same over a real PostgreSQL."""
    settings = Settings(home=tmp_path_factory.mktemp("shared"), database=postgres_database(), limits=PATIENT)
    with _patient(settings) as running:
        yield running


PATIENT = Limits(failure_rate=RateLimit(1_000, 100_000), address_rate=RateLimit(10_000, 1_000_000))
"""All tests come from one address."""


@contextmanager
def _patient(settings: Settings) -> Iterator[CentralServer]:
    running = CentralServer(settings, FakeClock())  # it stands still: nobody is seen a minute later
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def http(central: CentralServer) -> Iterator[httpx.Client]:
    """A client of the server without an account."""
    with talking(central.url) as client:
        yield client


@pytest.fixture
def machine(central: CentralServer, http: httpx.Client) -> Machine:
    """An enrolled machine of a cell."""
    return machine_of(http, central, central.new_cell())


@pytest.fixture
def colleague(central: CentralServer, http: httpx.Client, machine: Machine) -> Machine:
    """Another machine of the same cell."""
    return machine_of(http, central, machine.cell)


@pytest.fixture
def stranger(central: CentralServer, http: httpx.Client) -> Machine:
    """A machine of another cell."""
    return machine_of(http, central, central.new_cell("Chi bộ Khác"))
