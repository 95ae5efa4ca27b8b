"""Stores that hostile entries come to, and honest ones beside them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from models.acts.registry import ActOutcome, perform
from models.queries.conflicts import open_conflicts
from models.store import exchange
from models.store.store import Store
from tests.conftest import FakeClock
from tests.sync.hostile.taking.entries import Pair


def everything(store: Store, device: str | None = None) -> list[Pair]:
    with store.reading() as connection:
        return [
            pair
            for name, head in exchange.heads(connection).items()
            if device in (None, name)
            for pair in exchange.entries_between(connection, name, 1, head.seq)
        ]


@pytest.fixture
def honest(cell: Store, meeting: str, do: Callable[..., ActOutcome], clock: FakeClock, tmp_path: Path) -> list[Pair]:
    """The entries of a cell of two machines: roster, meeting, agenda, tasks, a conflict that was settled, an undo."""
    with cell.reading() as connection:
        owner = connection.execute("SELECT id FROM member ORDER BY id").fetchone()[0]
    task = do("task.assign", owner=owner, title="Đường điện", due=date(2026, 12, 15), meeting=meeting).value
    do("note.write", text="Ghi chú", meeting=meeting)
    do("resolution.draft", title="Nghị quyết", meeting=meeting)
    other = Store.create(tmp_path / "second", clock)
    exchange.apply(other, everything(cell))
    for store, day in ((cell, 20), (other, 25)):
        clock.advance(minutes=1)
        perform(store, "task.change", task=task, due=date(2026, 12, day))
    exchange.apply(cell, everything(other))
    other.close()
    with cell.reading() as connection:
        (conflict,) = open_conflicts(connection)
    do("conflict.settle", table="task", record=task, field=conflict.field, entry=conflict.sides[-1].entry)
    do("cell.change", place="Tuyên Quang")
    do("undo")
    return everything(cell)


@pytest.fixture
def laptop(tmp_path: Path, empty_store_file: Path, clock: FakeClock) -> Iterator[Callable[[str], Store]]:
    """Open an empty store by a name."""
    opened: list[Store] = []

    def make(name: str) -> Store:
        shutil.copytree(empty_store_file, tmp_path / name)
        opened.append(Store.open(tmp_path / name, clock))
        with opened[-1].exchanging() as connection:
            connection.execute("UPDATE local_state SET value = ? WHERE key = 'device'", (name,))
        return opened[-1]

    yield make
    for one in opened:
        one.close()
