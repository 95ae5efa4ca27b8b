"""The journal: every change is in it, whoever made it; the chain shows where somebody changed it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from models.acts.registry import Outcome
from models.domain.errors import StoreUnusable
from models.queries.history import journal
from models.store.connection import DATABASE, open_reader
from models.store.entry import Change, Entry, consolidate, entry_hash, next_time
from models.store.store import Store
from models.store.triggers import install_triggers, journalled_tables
from models.store.verify import verify
from models.tables import Record
from tests.conftest import FakeClock

Do = Callable[..., Outcome]


@pytest.fixture
def raw(cell: Store) -> Iterator[sqlite3.Connection]:
    """A connection of somebody who writes into the file without chibo."""
    connection = sqlite3.connect(cell.path, isolation_level=None)
    yield connection
    connection.close()


def test_the_hash_of_an_entry_never_changes_with_the_program() -> None:
    entry = Entry(
        *("0190-device", 2, 7 << 16, "actor", "speech.stop", "meeting"),
        details={"member": "Vi Văn Mậu"},
        changes=(Change("speech", "row", {"state": "speaking"}, {"state": "finished"}, {"state": "0190-device/1"}),),
        previous_hash="ab",
    )
    assert entry_hash(entry) == "b1192b5bef7d2ce12bf4040bc22c488259472d57080c384b84856fe13c99a306"


def test_a_clock_set_back_to_1970_or_on_to_2099_never_moves_the_journal_backward() -> None:
    now = int(datetime(2026, 12, 3, tzinfo=UTC).timestamp() * 1000)
    far = int(datetime(2099, 1, 1, tzinfo=UTC).timestamp() * 1000)
    times = [next_time(0, now)]
    for milliseconds in (0, far, now, now + 5):
        times.append(next_time(times[-1], milliseconds))
    assert times == sorted(set(times))


def test_several_changes_of_one_row_become_one_and_none_at_all_when_they_cancel() -> None:
    inserted = Change("member", "a", None, {"name": "x", "deleted": 0})
    renamed = Change("member", "a", {"name": "x"}, {"name": "y"})
    assert consolidate([inserted, renamed]) == [Change("member", "a", None, {"name": "y", "deleted": 0})]
    back = Change("member", "b", {"name": "y"}, {"name": "x"})
    assert consolidate([Change("member", "b", {"name": "x"}, {"name": "y"}), back]) == []


def test_what_somebody_wrote_into_the_file_is_journalled_before_the_next_act(
    cell: Store, do: Do, raw: sqlite3.Connection
) -> None:
    raw.execute("UPDATE member SET remark = 'sửa ngoài'")
    do("member.add", name="Trần Văn Mới")
    reader = open_reader(cell.home)
    newest, before = journal(reader, limit=2)
    assert (newest.act, before.act) == ("member.add", "journal.outside")
    assert verify(reader).finding is None
    reader.close()


@pytest.mark.parametrize(
    ("tampering", "found"),
    [
        ("UPDATE journal_entry SET details = '{}' WHERE seq = 2", "was changed"),
        (
            "UPDATE journal_change SET new = json_set(new, '$.full_name', 'x') WHERE table_name = 'member'",
            "was changed",
        ),
        ("DELETE FROM journal_entry WHERE seq = 1", "entries are missing"),
        ("UPDATE journal_entry SET previous_hash = 'x' WHERE seq = 2", "exchanged"),
    ],
)
def test_verify_names_the_first_broken_entry(cell: Store, raw: sqlite3.Connection, tampering: str, found: str) -> None:
    raw.execute(tampering)
    reader = open_reader(cell.home)
    finding = verify(reader).finding
    reader.close()
    assert finding is not None
    assert found in finding.template


@pytest.mark.parametrize(
    "tampering",
    ["UPDATE member SET full_name = 'x'", "DELETE FROM member_office", "UPDATE organisation SET code = 'Z'"],
)
def test_verify_finds_a_row_that_was_changed_behind_the_triggers(
    cell: Store, raw: sqlite3.Connection, tampering: str
) -> None:
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f'DROP TRIGGER "{name}"')
    raw.execute(tampering)
    reader = open_reader(cell.home)
    finding = verify(reader).finding
    reader.close()
    assert finding is not None
    assert "journal" in finding.template


def test_triggers_that_were_lost_come_back_when_the_store_opens(cell: Store, raw: sqlite3.Connection) -> None:
    raw.execute("DROP TRIGGER journal_member_update")
    Store.open(cell.home).close()
    assert install_triggers(raw) == []


def test_every_column_of_every_journalled_table_is_followed(cell: Store, raw: sqlite3.Connection) -> None:
    triggers = dict(raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for table in journalled_tables():
        for event in ("insert", "update", "delete"):
            sql = triggers[f"journal_{table.name}_{event}"]
            assert all(f'"{column.name}"' in sql for column in table.columns if column.name != "id")


def test_the_migrations_lead_to_the_tables_of_the_program(store: Store) -> None:
    engine = create_engine(f"sqlite:///{store.path}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, Record.metadata) == []
    engine.dispose()


def test_an_exception_within_an_act_leaves_nothing_and_the_next_act_works(cell: Store, do: Do) -> None:
    before = _entries(cell.home)
    with pytest.raises(ZeroDivisionError), cell.unit("broken") as unit:  # noqa: PT012 - the block is the act
        unit.connection.execute("UPDATE member SET remark = 'x'")
        raise ZeroDivisionError
    assert _entries(cell.home) == before
    do("member.add", name="Trần Văn Mới")
    assert _entries(cell.home) == before + 1


def test_a_newer_store_is_refused_and_left_alone(cell: Store, raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreUnusable, match="newer"):
        Store.open(cell.home)


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_store_is_told_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(StoreUnusable) as refusal:
        Store.open(tmp_path)
    assert "\n" not in str(refusal.value)
    assert (tmp_path / DATABASE).read_bytes() == content


def test_a_full_disk_is_told_and_nothing_is_lost(cell: Store, do: Do, clock: FakeClock) -> None:
    before = _entries(cell.home)
    with cell.unit("limit") as unit:
        pages = unit.connection.execute("PRAGMA page_count").fetchone()[0]
        unit.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnusable, match="disk is full"):
        do("member.add", name="Trần Văn Mới", remark="x" * 900_000)
    with cell.unit("limit") as unit:
        unit.connection.execute("PRAGMA max_page_count = 1073741823")
    do("member.add", name="Trần Văn Mới")
    assert _entries(cell.home) == before + 1


def test_two_stores_on_one_file_take_turns(cell: Store, clock: FakeClock) -> None:
    other = Store.open(cell.home, clock)
    for number in range(6):
        with (cell if number % 2 else other).unit("turn") as unit:
            unit.connection.execute("UPDATE organisation SET place = ?", (f"{number}",))
    other.close()
    reader = open_reader(cell.home)
    assert verify(reader).finding is None
    reader.close()


def _entries(home: Path) -> int:
    reader = open_reader(home)
    try:
        return len(journal(reader))
    finally:
        reader.close()
