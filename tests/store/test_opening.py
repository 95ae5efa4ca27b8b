"""Opening a store: what is no store of this chibo is refused in a sentence and left as it is."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from models.domain.errors import StoreUnusable
from models.store import connection as opening
from models.store import migrations, writer_priority
from models.store import store as storing
from models.store.export import export_text
from models.store.limits import APPLICATION_ID, DATABASE
from models.store.opening import open_reader
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from models.store.triggers import install_triggers
from models.store.verify import verify
from models.tables import Record

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights by user profile, not by mode")


@contextlib.contextmanager
def database(home: Path) -> Iterator[sqlite3.Connection]:
    home.mkdir(exist_ok=True)
    connection = sqlite3.connect(home / DATABASE, isolation_level=None)
    yield connection
    connection.close()


def refusal(home: Path) -> str:
    """Return why the store opens neither for writing nor for reading; the file must stay as it is."""
    before = (home / DATABASE).read_bytes()
    with pytest.raises(StoreUnusable) as writing:
        Store.open(home)
    with pytest.raises(StoreUnusable) as reading:
        open_reader(home)
    assert str(writing.value) == str(reading.value)
    assert (home / DATABASE).read_bytes() == before
    return str(writing.value)


def test_a_folder_without_a_store_says_how_to_begin(tmp_path: Path) -> None:
    for opened in (Store.open, open_reader):
        with pytest.raises(StoreUnusable, match="Begin with “chibo init”"):
            opened(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(StoreUnusable, match="cannot be opened"):
        Store.create(tmp_path / "home")


def test_an_empty_file_is_no_store_until_one_is_made_in_it(home: Path) -> None:
    home.mkdir()
    (home / DATABASE).touch()
    assert "is empty" in refusal(home)
    Store.create(home).close()
    open_reader(home).close()


def test_a_file_cut_to_nothing_beside_its_log_is_damage_and_its_log_is_kept(home: Path) -> None:
    home.mkdir()
    (home / DATABASE).touch()
    log = home / f"{DATABASE}-wal"
    log.write_bytes(b"what was written last")
    assert "is damaged" in refusal(home)
    with pytest.raises(StoreUnusable, match="There is a store"):
        Store.create(home)
    assert log.read_bytes() == b"what was written last"


def test_a_store_is_never_made_over_another(store: Store) -> None:
    with pytest.raises(StoreUnusable, match="it was left as it is"):
        Store.create(store.home)


@pytest.mark.parametrize(
    "foreign",
    ["CREATE TABLE meeting (id)", "PRAGMA application_id = 7", "PRAGMA user_version = 1", "PRAGMA user_version = 99"],
)
def test_another_programs_database_is_left_alone(home: Path, foreign: str) -> None:
    with database(home) as connection:
        connection.execute("PRAGMA user_version = 0")
        connection.execute(foreign)
    assert "none of chibo's" in refusal(home)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told_in_one_sentence(home: Path, content: bytes) -> None:
    home.mkdir()
    (home / DATABASE).write_bytes(content)
    assert "is damaged" in refusal(home)


def test_a_newer_chibos_store_is_refused_with_both_versions(home: Path) -> None:
    with database(home) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    said = refusal(home)
    assert f"version {SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION}" in said


def test_a_store_whose_making_was_killed_before_its_schema_stood_is_made_whole(home: Path) -> None:
    with database(home) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    Store.open(home).close()
    reader = open_reader(home)
    assert verify(reader).finding is None
    reader.close()


def test_the_migrations_lead_to_the_tables_of_the_program(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Record.metadata) == []
    engine.dispose()


def test_two_programs_may_make_the_same_store_at_once(home: Path) -> None:
    home.mkdir()
    with database(home) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    code = "import sys; from pathlib import Path; from models.store.store import Store; Store.open(Path(sys.argv[1]))"
    running = [subprocess.Popen([sys.executable, "-c", code, str(home)]) for _ in range(3)]
    assert [one.wait(timeout=60) for one in running] == [0, 0, 0]
    beside = {
        writer_priority.LOCK,
        f"{DATABASE}-wal",
        f"{DATABASE}-shm",
    }  # these stay where two let go at the same moment
    assert {path.name for path in home.iterdir()} - beside == {DATABASE}
    reader = open_reader(home)
    assert reader.execute("SELECT count(*) FROM local_state").fetchone() == (1,)
    reader.close()


def test_a_program_that_ends_does_not_search_all_that_it_has_loaded() -> None:
    left = "import atexit, gc; atexit.register(lambda: print(len(gc.get_objects()))); import models.store.store"
    told = subprocess.run([sys.executable, "-c", left], capture_output=True, text=True, timeout=60, check=True)
    assert int(told.stdout) < 1000  # of the hundred thousand that are loaded; 0.3 s of the processor of those who wait


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> int:
    """The program of the next schema, which happens to have the same tables."""
    for module in (opening, migrations, storing):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    return SCHEMA_VERSION + 1


def test_a_copy_is_kept_before_a_store_is_brought_to_a_newer_schema(cell: Store, next_version: int) -> None:
    reader = open_reader(cell.home)
    before = export_text(reader)
    reader.close()
    cell.close()
    Store.open(cell.home).close()
    copy = cell.home / f"{DATABASE}.v{SCHEMA_VERSION}"
    old_home = cell.home.parent / "old"
    old_home.mkdir()
    shutil.copy(copy, old_home / DATABASE)
    reader = open_reader(old_home)
    assert export_text(reader) == before
    reader.close()
    with database(cell.home) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (next_version,)
        assert install_triggers(connection) == []


def test_a_migration_that_would_break_a_reference_is_not_done(cell: Store, next_version: int) -> None:
    cell.close()
    with database(cell.home) as connection:
        connection.execute("INSERT INTO score VALUES ('s', 0, 'no meeting', '', '', 'self', 0, '', '', 0)")
    with pytest.raises(StoreUnusable, match="a row of score refers to one that is missing"):
        Store.open(cell.home)
    with database(cell.home) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


@POSIX
def test_only_the_owner_can_read_a_store_and_its_copy(home: Path, request: pytest.FixtureRequest) -> None:
    previous = os.umask(0o022)
    try:
        Store.create(home).close()
        request.getfixturevalue("next_version")
        Store.open(home).close()
    finally:
        os.umask(previous)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (home, *home.iterdir())}
    assert modes == {"home": 0o700, DATABASE: 0o600, f"{DATABASE}.v{SCHEMA_VERSION}": 0o600}


@POSIX
def test_a_folder_that_was_there_keeps_its_rights(home: Path) -> None:
    home.mkdir()
    home.chmod(0o755)
    Store.create(home).close()
    assert stat.S_IMODE(home.stat().st_mode) == 0o755
