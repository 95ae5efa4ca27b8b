"""A store of every released schema opens, is whole, says what it said, and serves on (tests/data/make_store.py)."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from models.acts.registry import perform
from models.store.export import export_text
from models.store.limits import DATABASE
from models.store.opening import open_reader
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store
from models.store.verify import verify
from models.tables import Record
from tests.conftest import DATA, FakeClock

every_version = pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1), indirect=True)


@pytest.fixture
def version(request: pytest.FixtureRequest, home: Path) -> int:
    """The schema's version; a store of it, as its program left it, is in the home folder."""
    home.mkdir()
    packed = (DATA / f"store-v{request.param}.db.xz").read_bytes()
    (home / DATABASE).write_bytes(lzma.decompress(packed))
    return int(request.param)


@pytest.fixture
def opened(version: int, home: Path, clock: FakeClock) -> Iterator[Store]:
    store = Store.open(home, clock)
    yield store
    store.close()


@every_version
def test_it_is_whole_and_says_what_it_said(version: int, opened: Store) -> None:
    reader = open_reader(opened.home)
    assert verify(reader).finding is None
    if version == SCHEMA_VERSION:
        assert export_text(reader) == (DATA / f"store-v{version}.json").read_text(encoding="utf-8")
    reader.close()


@every_version
def test_its_tables_are_those_of_the_program(version: int, opened: Store) -> None:
    engine = create_engine(f"sqlite:///{opened.path}")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Record.metadata) == []
    engine.dispose()


@every_version
def test_its_meeting_goes_on_and_its_last_act_can_be_undone(version: int, opened: Store) -> None:
    before = _entries(opened)
    perform(opened, "item.start", item=_next_item(opened))
    perform(opened, "undo")
    assert _entries(opened) == before + 2


def _entries(store: Store) -> int:
    with store.unit("test.read") as unit:
        found = verify(unit.connection)
    assert found.finding is None
    return found.entries


def _next_item(store: Store) -> str:
    """Return the next item of the agenda that is still to come."""
    with store.unit("test.read") as unit:
        sql = "SELECT id FROM agenda_item WHERE deleted = 0 AND state = 'pending' ORDER BY position LIMIT 1"
        return str(unit.connection.execute(sql).fetchone()[0])
