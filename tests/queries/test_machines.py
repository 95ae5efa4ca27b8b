"""An act among those of several machines: named as undo takes it, in the log, the history, the conflicts."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest

from models.acts.registry import ActOutcome
from models.queries.machines import journal_machines
from models.store.store import Store

Do = Callable[..., ActOutcome]


def as_device(cell: Store, device: str) -> None:
    with cell.unit("test.device") as unit:
        unit.remember("device", device)


def test_of_one_machine_a_number_says_enough(do: Do, cell: Store, reader: sqlite3.Connection) -> None:
    outcome = do("cell.change", place="Mèo Vạc")
    assert outcome.entry is not None
    machines = journal_machines(reader)
    assert machines.entry_name(*outcome.entry) == str(outcome.entry[1])
    assert not machines.are_several


@pytest.mark.parametrize(
    ("devices", "marks"),
    [
        (("01a2-0001-aaaa", "01a2-0001-bbbb"), ("aaaa", "bbbb")),
        (("01a2-0001-7aaa", "01a2-0002-7aaa"), ("1-7aaa", "2-7aaa")),
    ],
)
def test_machines_have_the_shortest_marks_that_tell_them_apart(
    cell: Store, do: Do, reader: sqlite3.Connection, devices: tuple[str, str], marks: tuple[str, str]
) -> None:
    with cell.unit("test.bare") as unit:
        own = unit.device
    for device in devices:
        as_device(cell, device)
        outcome = do("cell.change", place=device)
        assert outcome.entry is not None
    as_device(cell, own)
    machines = journal_machines(reader)
    assert tuple(machines.of(device).mark for device in devices) == marks
    name = machines.entry_name(*outcome.entry)
    assert machines.find(reader, name) == outcome.entry
    assert machines.find(reader, f"{outcome.entry[0]}/{outcome.entry[1]}") == outcome.entry
