"""Shared by all tests: a fixed clock, a store, acts by name."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import Connection

from models.acts.registry import ActOutcome, perform
from models.domain.clock import VIETNAM
from models.domain.language import choose_language
from models.domain.ways_out import as_command, tell_ways_by
from models.queries.lookup import find_member
from models.store.connection import schema_version
from models.store.migrations import migrate
from models.store.opening import open_reader
from models.store.store import Store, driver_connection
from tests.made_once import made_once
from tests.meeting_room import Room

DATA = Path(__file__).parent / "data"

LONGEST = ("tests/whole/test_in_tmux.py", "tests/whole/", "tests/pty/", "tests/sync/server/test_workers.py",
           "tests/sync/server/test_fuzzing.py", "tests/tui/shell/test_words_shown.py")  # fmt: skip
"""Where the tests of ten seconds and more are, the longest of all first."""

# Nothing is judged by seconds: the machine may be busy. One store may serve all examples of a test.
settings.register_profile(
    "chibo", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.load_profile("chibo")


def pytest_collection() -> None:
    """Collect thousands of tests without looking for garbage among them, a third of what it takes."""
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every worker begin with its share of the longest tests, so that none is left alone with one at the end."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    longest = [item for where in LONGEST for item in items if item.nodeid.startswith(where)]
    longest = list(dict.fromkeys(longest))
    others = iter([item for item in items if not item.nodeid.startswith(LONGEST)])
    count, ordered = len(items), []
    for worker in range(workers):
        share = longest[worker::workers]
        ordered += share
        part = (count - len(ordered) + len(share)) // (workers - worker)  # as xdist deals them out to begin with
        ordered += islice(others, max(0, part - len(share)))
    items[:] = [*ordered, *others]


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from looking through the tests again and again, and let it look seldom."""
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


class FakeClock:
    """A clock that goes only when told; it starts in the afternoon of the scenario's meeting, before it opens."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHIBO_HOME", "CHIBO_LANG", "CHIBO_NOW", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    choose_language("en")
    tell_ways_by(as_command)


@pytest.fixture(scope="session", autouse=True)
def _schema_is_migrated_to_once() -> Iterator[None]:
    """Let the first new store of a process go through all migrations, and give the next ones what they came to."""
    statements: list[str] = []

    def migrate_once(connection: Connection, path: Path) -> None:
        raw = driver_connection(connection)
        if schema_version(raw):
            migrate(connection, path)
            return
        if not statements:
            migrate(connection, path)
            statements.extend(raw.iterdump())
            assert (statements.pop(0), statements.pop()) == ("BEGIN TRANSACTION;", "COMMIT;")
            statements.extend(f"PRAGMA {name} = {raw.execute(f'PRAGMA {name}').fetchone()[0]}" for name in HEADER)
            return
        for statement in statements:
            raw.execute(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("models.store.store.migrate", migrate_once)
        yield


HEADER = ("application_id", "user_version")
"""What migrations write into the head of the file."""


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store's file, made once: making the schema takes most of a small test's time."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    Store.create(folder).close()
    return folder


@pytest.fixture(scope="session")
def cell_file(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> Path:
    """The store of the scenario's cell, made once."""
    with _made_from(empty_store_file, tmp_path_factory.mktemp("cell") / "home") as made:
        perform(
            made,
            "cell.create",
            name="Chi bộ Chi cục An toàn vệ sinh thực phẩm",
            superior="Đảng bộ các cơ quan tỉnh",
            place="Hà Giang",
        )
        perform(made, "roster.import", file=DATA / "roster.csv")
    return made.home


@pytest.fixture(scope="session")
def meeting_file(tmp_path_factory: pytest.TempPathFactory, cell_file: Path) -> tuple[Path, str]:
    """The store of the cell with its meeting planned, and the meeting's key; made once."""
    with _made_from(cell_file, tmp_path_factory.mktemp("meeting") / "home") as made:
        at = datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM)
        key = str(perform(made, "meeting.plan", at=at, place="Phòng họp").value)
    return made.home, key


@pytest.fixture(scope="session")
def room_file(tmp_path_factory: pytest.TempPathFactory, empty_store_file: Path) -> tuple[Path, Room]:
    """The store of the cell in its room, and the room; made once."""
    clock = FakeClock()
    with _made_from(empty_store_file, tmp_path_factory.mktemp("room") / "home", clock) as made:
        room = Room(made, clock)
    return made.home, room


@pytest.fixture(scope="session")
def furnished_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's cell with its year of meetings, made once: to be read, or copied."""
    from models.demo.seeding import seed_demo

    return made_once(tmp_path_factory, "furnished", seed_demo)[0]


@pytest.fixture
def store(home: Path, clock: FakeClock, request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store of the test's own: with the cell in it, its meeting or its room, where the test asks for these too."""
    with _made_from(_template(request), home, clock) as opened:
        yield opened


def _template(request: pytest.FixtureRequest) -> Path:
    if "room" in request.fixturenames:
        return Path(request.getfixturevalue("room_file")[0])
    if "meeting" in request.fixturenames:
        return Path(request.getfixturevalue("meeting_file")[0])
    return Path(request.getfixturevalue("cell_file" if "cell" in request.fixturenames else "empty_store_file"))


@contextmanager
def _made_from(template: Path, home: Path, clock: FakeClock | None = None) -> Iterator[Store]:
    shutil.copytree(template, home)
    opened = Store.open(home, clock or FakeClock())
    try:
        yield opened
    finally:
        opened.close()


@pytest.fixture
def do(store: Store) -> Callable[..., ActOutcome]:
    def act(name: str, /, **arguments: Any) -> ActOutcome:
        return perform(store, name, **arguments)

    return act


@pytest.fixture
def cell(store: Store) -> Store:
    """The store of the scenario's cell, its roster imported."""
    return store


@pytest.fixture
def meeting(cell: Store, meeting_file: tuple[Path, str]) -> str:
    """The key of the scenario's regular meeting, planned from the template."""
    return meeting_file[1]


@pytest.fixture
def member(cell: Store) -> Iterator[Callable[[str], str]]:
    """The key of a member of the cell by a name such as "Mậu"."""
    reader = open_reader(cell.home)
    yield lambda name: find_member(reader, name)
    reader.close()


@pytest.fixture
def reader(store: Store) -> Iterator[sqlite3.Connection]:
    """A connection as the screens read by."""
    connection = open_reader(store.home)
    yield connection
    connection.close()
