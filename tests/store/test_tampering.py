"""Somebody changes the file: verifying names the first entry, or the row, that is not as it was written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from models.domain.errors import StoreUnusable
from models.store.ids import new_id
from models.store.opening import open_reader
from models.store.store import Store
from models.store.verify import JournalFault, Verification, verify
from models.tables import Member, Organisation

EXCHANGED = "time, actor, act, details, hash"


@pytest.fixture
def written(store: Store) -> Store:
    """A store with five entries: a cell, three members, one of them renamed."""
    cell = Organisation(id=new_id(), name="Chi bộ", level="cell")
    with store.unit("test.cell") as unit:
        unit.add(cell)
    members = []
    for name in ("Vi Văn Mậu", "Hoàng Thị Yến", "Lê Văn Đức"):
        with store.unit("test.member") as unit:
            members.append(unit.add(Member(id=new_id(), organisation_id=cell.id, full_name=name)))
            unit.say(member=name)
    with store.unit("test.rename") as unit:
        unit.get(Member, members[0].id).full_name = "Vi Văn Mão"
    return store


def found(store: Store) -> JournalFault | None:
    reader = open_reader(store.home)
    try:
        return verify(reader).finding
    finally:
        reader.close()


def drop_triggers(connection: sqlite3.Connection) -> None:
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')


def test_a_store_that_nobody_touched_is_whole(written: Store) -> None:
    reader = open_reader(written.home)
    assert verify(reader) == Verification(5, None)
    reader.close()


@pytest.mark.parametrize(
    ("tampering", "seq", "sentence"),
    [
        ("UPDATE journal_entry SET details = '{}' WHERE seq = 3", 3, "was changed after"),
        ("UPDATE journal_entry SET details = 'no JSON' WHERE seq = 3", 3, "was changed after"),
        ("UPDATE journal_entry SET details = '\"\\ud800\"' WHERE seq = 3", 3, "was changed after"),
        ("UPDATE journal_entry SET actor = 'x' WHERE seq IN (2, 4)", 2, "was changed after"),
        ("UPDATE journal_entry SET hash = 'x' WHERE seq = 5", 5, "was changed after"),
        ('UPDATE journal_change SET new = \'{"full_name":"x"}\' WHERE seq = 5', 5, "was changed after"),
        ("UPDATE journal_change SET new = '{' WHERE seq = 4", 4, "was changed after"),
        ("UPDATE journal_change SET row_id = 'x' WHERE seq = 3", 3, "was changed after"),
        ("UPDATE journal_change SET replaced = '{}' WHERE seq = 5", 5, "was changed after"),
        ("DELETE FROM journal_change WHERE seq = 2", 2, "was changed after"),
        ("UPDATE journal_change SET seq = 3 WHERE seq = 2", 2, "was changed after"),
        ("DELETE FROM journal_entry WHERE seq = 1", 2, "entries are missing"),
        ("DELETE FROM journal_entry WHERE seq IN (3, 4)", 5, "entries are missing"),
        ("DELETE FROM journal_entry WHERE seq = 5", 5, "is missing"),
        ("UPDATE journal_entry SET previous_hash = 'x' WHERE seq = 4", 4, "not chained"),
    ],
)
def test_the_first_broken_entry_is_named(
    written: Store, foreign: sqlite3.Connection, tampering: str, seq: int, sentence: str
) -> None:
    foreign.execute(tampering)
    finding = found(written)
    assert finding is not None
    assert finding.seq == seq
    assert sentence in finding.template.format(**finding.values)


def test_two_entries_that_changed_places_are_found(written: Store, foreign: sqlite3.Connection) -> None:
    foreign.execute("UPDATE journal_change SET seq = CASE seq WHEN 2 THEN 3 ELSE 2 END WHERE seq IN (2, 3)")
    foreign.execute(
        f"UPDATE journal_entry SET ({EXCHANGED}) = (SELECT {EXCHANGED} FROM journal_entry o WHERE"
        " o.seq = 5 - journal_entry.seq) WHERE seq IN (2, 3)"
    )
    finding = found(written)
    assert finding is not None
    assert finding.seq == 2


@pytest.mark.parametrize(
    ("tampering", "sentence"),
    [
        ("UPDATE member SET full_name = 'x' WHERE full_name LIKE 'Hoàng%'", "does not say what the journal says"),
        ("UPDATE member SET deleted = 1", "does not say what the journal says"),
        ("INSERT INTO setting (id, deleted, key, value) VALUES ('s', 0, 'k', '')", "does not say what the journal"),
        ("DELETE FROM member WHERE full_name LIKE 'Hoàng%'", "is missing; the journal has it"),
    ],
)
def test_a_row_that_was_changed_behind_the_triggers_is_found(
    written: Store, foreign: sqlite3.Connection, tampering: str, sentence: str
) -> None:
    drop_triggers(foreign)
    foreign.execute(tampering)
    finding = found(written)
    assert finding is not None
    assert sentence in finding.template


def test_a_row_that_was_changed_since_the_last_act_is_told_apart(written: Store, foreign: sqlite3.Connection) -> None:
    foreign.execute("UPDATE member SET remark = 'x'")
    finding = found(written)
    assert finding is not None
    assert "outside chibo" in finding.template


def test_a_table_that_is_gone_is_told_as_damage(written: Store, foreign: sqlite3.Connection) -> None:
    foreign.execute("PRAGMA foreign_keys = OFF")
    foreign.execute("DROP TABLE score")
    finding = found(written)
    assert finding is not None
    assert "damaged" in finding.template


def test_a_page_that_the_disk_spoiled_is_told_as_damage_and_its_store_still_says_so_to_an_act(written: Store) -> None:
    written.close()
    _spoil(written.path, "member")
    finding = found(written)
    assert finding is not None
    assert "damaged" in finding.template
    opened = Store.open(written.home)
    with pytest.raises(StoreUnusable, match="is damaged"), opened.unit("test.rename") as unit:
        unit.connection.execute("UPDATE member SET remark = 'x'")
    opened.close()


def test_verifying_sees_one_state_while_another_process_writes(written: Store) -> None:
    reader = open_reader(written.home)
    wrote = False

    def write(statement: str) -> None:
        nonlocal wrote
        if not wrote and "journal_change" in statement:  # in the midst of the reading
            wrote = True
            with written.unit("test.rename") as unit:
                unit.connection.execute("UPDATE member SET remark = 'x'")

    reader.set_trace_callback(write)
    assert verify(reader) == Verification(5, None)
    reader.set_trace_callback(None)
    assert wrote
    assert verify(reader) == Verification(6, None)
    reader.close()


def _spoil(path: Path, table: str) -> None:
    """Overwrite the page in which a table begins."""
    connection = sqlite3.connect(path)
    (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)
