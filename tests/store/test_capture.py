"""What the triggers see: every column of every table, whoever writes, to the last digit and letter."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Date, Integer, Table, create_engine
from sqlalchemy.pool import StaticPool

from models.queries.history import journal
from models.store.entry import IDENTITY, OUTSIDE, Entry, RowChange, entry_hash
from models.store.ids import new_id
from models.store.journal import pending_changes, read_entries
from models.store.store import Store
from models.store.triggers import install_triggers, journalled_tables
from models.store.verify import verify
from models.tables import Organisation, Record

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ('"', "'", "\\", "Nguyễn Thị Ánh", '{"a":1}', "\u202e", "😀", "[]", "null", "1")
)
WHOLE = st.integers(-(2**63), 2**63 - 1)


@pytest.fixture(scope="module")
def capture() -> Iterator[sqlite3.Connection]:
    """The tables with their triggers and nothing else, in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    Record.metadata.create_all(engine)
    install_triggers(connection)
    yield connection
    engine.dispose()


def rows_of(table: Table) -> st.SearchStrategy[dict[str, Any]]:
    """Return rows of a table with any value that its columns may hold, as SQLite holds it."""
    values: dict[str, st.SearchStrategy[Any]] = {}
    for column in table.columns:
        if column.name != "id":
            kind = _kind(column)
            values[column.name] = st.none() | kind if column.nullable else kind
    return st.fixed_dictionaries(values)


def _kind(column: Any) -> st.SearchStrategy[Any]:
    if isinstance(column.type, Boolean):
        return st.integers(0, 1)
    if isinstance(column.type, Date):
        return st.dates().map(str)
    return WHOLE if isinstance(column.type, Integer) else TEXTS


@pytest.mark.parametrize("table", journalled_tables(), ids=lambda table: table.name)
@settings(max_examples=20)
@given(data=st.data())
def test_every_column_of_every_table_is_seen_as_it_is(
    capture: sqlite3.Connection, table: Table, data: st.DataObject
) -> None:
    before, after = data.draw(rows_of(table)), data.draw(rows_of(table))
    key = new_id()
    capture.execute("DELETE FROM journal_change")
    capture.execute(
        f'INSERT INTO "{table.name}" (id, {_names(before)}) VALUES (?{", ?" * len(before)})', (key, *before.values())
    )
    assigned = ", ".join(f'"{name}" = ?' for name in after)
    capture.execute(f'UPDATE "{table.name}" SET {assigned} WHERE id = ?', (*after.values(), key))
    capture.execute(f'DELETE FROM "{table.name}" WHERE id = ?', (key,))
    differing = [name for name in after if before[name] != after[name]]
    updated = RowChange(table.name, key, {n: before[n] for n in differing}, {n: after[n] for n in differing})
    assert [change for _, change in pending_changes(capture)] == [
        RowChange(table.name, key, None, before),
        *([updated] if differing else []),
        RowChange(table.name, key, after, None),
    ]


def test_an_update_in_bulk_is_seen_row_by_row(cell: Store) -> None:
    with cell.unit("test.bulk") as unit:
        unit.connection.execute("UPDATE member SET remark = 'cùng một lúc'")
    (entry,) = _entries(cell, "test.bulk")
    assert len(entry.changes) == 12
    assert all(change.new == {"remark": "cùng một lúc"} for change in entry.changes)


def test_what_somebody_wrote_without_chibo_is_an_entry_of_its_own_before_the_next_act(
    store: Store, foreign: sqlite3.Connection
) -> None:
    cell = _organise(store, "Chi bộ")
    foreign.execute("UPDATE organisation SET place = 'sửa ngoài'")
    foreign.execute("INSERT INTO setting (id, deleted, key, value) VALUES ('x', 0, 'k', 'v')")
    foreign.execute("DELETE FROM setting")
    foreign.execute("UPDATE organisation SET name = 'sửa ngoài'")
    _organise(store, "Chi bộ khác")
    (outside,) = _entries(store, OUTSIDE)
    assert outside.changes == (
        RowChange(
            *("organisation", cell, {"name": "Chi bộ", "place": ""}, {"name": "sửa ngoài", "place": "sửa ngoài"}),
            replaced=dict.fromkeys(("name", "place"), outside.previous_hash[:IDENTITY]),
        ),
    )
    assert [done.act for done in _journal(store)] == ["test.organise", OUTSIDE, "test.organise"]


def test_a_key_that_somebody_changed_is_one_row_less_and_another_more(
    store: Store, foreign: sqlite3.Connection
) -> None:
    key = _organise(store, "Chi bộ")
    foreign.execute("UPDATE organisation SET id = 'another'")
    _organise(store, "Chi bộ khác")
    (outside,) = _entries(store, OUTSIDE)
    assert [(change.row, change.old is None, change.new is None) for change in outside.changes] == [
        (key, False, True),
        ("another", True, False),
    ]
    with store.unit("test.read") as unit:
        assert verify(unit.connection).finding is None


def test_an_act_that_changes_nothing_leaves_no_entry(store: Store) -> None:
    key = _organise(store, "Chi bộ")
    with store.unit("test.nothing") as unit:
        found = unit.get(Organisation, key)
        found.place = "Hà Giang"
        unit.session.flush()
        found.place = ""
    assert unit.entry is None
    assert [done.act for done in _journal(store)] == ["test.organise"]


def test_a_change_names_the_entry_whose_value_it_replaced(store: Store) -> None:
    key = _organise(store, "Chi bộ")
    for field, value in (("place", "Hà Giang"), ("name", "Chi bộ Một"), ("place", "Tuyên Quang")):
        with store.unit("test.change") as unit:
            setattr(unit.get(Organisation, key), field, value)
    changes = _entries(store, "test.change")
    first, second = (entry_hash(entry)[:IDENTITY] for entry in (_entries(store, "test.organise")[0], changes[0]))
    replaced = [entry.changes[0].replaced for entry in changes]
    assert replaced == [{"place": first}, {"name": first}, {"place": second}]


def test_triggers_that_are_lost_changed_or_of_another_time_are_put_right_at_the_opening(
    store: Store, foreign: sqlite3.Connection
) -> None:
    foreign.execute("DROP TRIGGER journal_member_update")
    foreign.execute("DROP TRIGGER journal_task_insert")
    foreign.execute("CREATE TRIGGER journal_task_insert AFTER INSERT ON task BEGIN SELECT 1; END")
    foreign.execute("CREATE TRIGGER journal_old_name AFTER INSERT ON task BEGIN SELECT 1; END")
    Store.open(store.home).close()
    assert install_triggers(foreign) == []
    assert not foreign.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal_old_name'").fetchall()


def _names(row: dict[str, Any]) -> str:
    return ", ".join(f'"{name}"' for name in row)


def _organise(store: Store, name: str) -> str:
    with store.unit("test.organise") as unit:
        return unit.add(Organisation(id=new_id(), name=name, level="cell")).id


def _entries(store: Store, act: str) -> list[Entry]:
    with store.unit("test.read") as unit:
        return [entry for entry, _ in read_entries(unit.connection, "act = ?", (act,))]


def _journal(store: Store) -> tuple[Any, ...]:
    with store.unit("test.read") as unit:
        return journal(unit.connection)
