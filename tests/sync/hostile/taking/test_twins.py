"""An entry that claims the identity of an honest one, which a machine with the keys can write: it replaces nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.acts.registry import perform
from models.queries.conflicts import open_conflicts
from models.queries.records_code import records_code
from models.store import exchange, quarantine
from models.store.entry import IDENTITY, Entry, RowChange, entry_hash
from models.store.export import export_text
from models.store.fork import fork
from models.store.quarantine import EntryFault, QuarantineReason
from models.store.store import Store
from tests.sync.hostile.taking.conftest import everything
from tests.sync.hostile.taking.entries import Pair

Laptop = Callable[[str], Store]
TASK = {"deleted": 0, "title": "Thật"}


def one(device: str, title: str, time: int, **details: str) -> Pair:
    change = RowChange("task", "t", None, TASK | {"title": title})
    entry = Entry(device, 1, time, "", "task.assign", None, {**details}, (change,))
    return entry, entry_hash(entry)


HONEST = one("honest", "Thật", 1)
TWIN = one("zz", "Giả", 9, was=HONEST[1][:IDENTITY])


def title(store: Store) -> tuple[str, list[list[str]]]:
    """The title in force, and those to choose from."""
    with store.reading() as connection:
        sides = [[side.values[0] for side in conflict.sides] for conflict in open_conflicts(connection)]
        return str(connection.execute("SELECT title FROM task WHERE id = 't'").fetchone()[0]), sides


def text(store: Store) -> str:
    with store.reading() as connection:
        return export_text(connection)


@pytest.mark.parametrize("first", [HONEST, TWIN])
def test_both_are_told_whichever_came_first_and_a_person_chooses(first: Pair, laptop: Laptop) -> None:
    here, there = laptop("here"), laptop("there")
    for pair in (first, TWIN if first is HONEST else HONEST):
        exchange.apply(here, [pair])
    exchange.apply(there, [HONEST, TWIN])
    assert text(here) == text(there)
    with here.reading() as connection:
        (conflict,) = open_conflicts(connection)
    honest = next(side for side in conflict.sides if "Thật" in side.values)
    perform(here, "conflict.settle", table="task", record="t", field=conflict.field, entry=honest.entry)
    exchange.apply(there, everything(here))
    for store in (here, there):
        assert title(store) == ("Thật", [])
    assert text(here) == text(there)


def test_an_edit_made_before_it_came_goes_on_to_hold(laptop: Laptop) -> None:
    here = laptop("here")
    exchange.apply(here, [HONEST])
    perform(here, "task.change", task="t", title="Sửa")
    exchange.apply(here, [TWIN])
    assert title(here) == ("Sửa", [])


def test_a_machine_that_goes_by_another_name_makes_no_twin(laptop: Laptop) -> None:
    here, there = laptop("here"), laptop("there")
    exchange.apply(here, [HONEST])
    fork(here, 1, "honest")
    exchange.apply(there, [HONEST])
    exchange.apply(there, everything(here))
    assert title(there) == title(here) == ("Thật", [])
    with here.reading() as one, there.reading() as other:
        assert records_code(one) == records_code(other)


def test_machines_with_other_entries_under_one_identity_have_other_codes(laptop: Laptop) -> None:
    here, there, both = laptop("here"), laptop("there"), laptop("both")
    exchange.apply(here, [HONEST])
    exchange.apply(there, [TWIN])
    exchange.apply(both, [HONEST, TWIN])
    codes = set()
    for store in (here, there, both):
        with store.reading() as connection:
            codes.add(records_code(connection))
    assert len(codes) == 3


def test_what_waits_has_the_code_that_it_has_once_it_is_applied(laptop: Laptop) -> None:
    here, there = laptop("here"), laptop("there")
    for store in (here, there):
        exchange.apply(store, [HONEST])
    with here.reading() as connection:
        before = records_code(connection)
    with there.exchanging() as connection:
        connection.execute("DELETE FROM journal_change")
        connection.execute("DELETE FROM journal_entry")
        quarantine.quarantine(connection, *HONEST, EntryFault(QuarantineReason.WAITING), "")
        assert records_code(connection) == before
