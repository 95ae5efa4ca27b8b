"""Ten thousand hostile entries: each costs itself at most, and all the honest ones beside them are applied."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import zip_longest
from random import Random

import pytest

from models.acts.registry import audit_line, perform
from models.queries.conflicts import count_set_aside, open_conflicts, set_aside
from models.queries.history import journal
from models.store import exchange
from models.store.export import export_text
from models.store.store import Store
from models.store.verify import verify
from tests.conftest import FakeClock
from tests.sync.hostile.taking.conftest import everything
from tests.sync.hostile.taking.entries import Pair, hostile, taken

Laptop = Callable[[str], Store]
DEVICES, EACH = 20, 500


def read_all(store: Store) -> str:
    """Read what the screens and commands read of any entry; return what the store says."""
    with store.reading() as connection:
        assert verify(connection).finding is None
        assert all(isinstance(audit_line(one.act, one.details), str) for one in journal(connection))
        assert all(one.reason for one in set_aside(connection))
        open_conflicts(connection)
        return export_text(connection)


def act_on(store: Store, clock: FakeClock) -> None:
    """Do what anybody does next."""
    with store.reading() as connection:
        owner = connection.execute("SELECT id FROM member WHERE deleted = 0 ORDER BY id LIMIT 1").fetchone()[0]
    clock.advance(minutes=1)
    perform(store, "task.assign", owner=owner, title="Việc tiếp theo", due=date(2026, 12, 30))
    perform(store, "undo")
    perform(store, "redo")


def applied(store: Store, pairs: list[Pair]) -> bool:
    with store.reading() as connection:
        sql = "SELECT hash FROM journal_entry"
        return {digest for _, digest in pairs} <= {digest for (digest,) in connection.execute(sql)}


def attack(honest: list[Pair], seed: int) -> list[list[Pair]]:
    """Return the runs of hostile machines."""
    random = Random(seed)
    names = [f"hostile-{number:02}" for number in range(DEVICES)]
    return [taken(hostile(honest, name, random), name, EACH) for name in names]


@pytest.mark.parametrize("seed", [1])
def test_ten_thousand_hostile_entries_cost_no_honest_one_and_no_exchange(
    seed: int, honest: list[Pair], laptop: Laptop, clock: FakeClock
) -> None:
    runs = attack(honest, seed)
    mixed = [pair for pairs in zip_longest(honest, *runs) for pair in pairs if pair is not None]
    here, there = laptop("here"), laptop("there")
    found = exchange.apply(here, mixed, hashed=True)
    assert (found.new, found.missing, found.forked) == (len(honest) + DEVICES * EACH, (), ())
    assert applied(here, honest)
    with here.reading() as connection:
        assert count_set_aside(connection) > DEVICES * EACH // 2
    said = read_all(here)
    Random(seed).shuffle(mixed)
    for begin in range(0, len(mixed), 3_000):  # parts that lack what comes before are told, and brought again
        exchange.apply(there, mixed[begin : begin + 3_000], hashed=True)
    exchange.apply(there, everything(here), hashed=True)
    assert read_all(there) == said
    act_on(here, clock)
    assert exchange.apply(there, everything(here), hashed=True).new > 0
    assert read_all(there) == read_all(here)


def test_hostile_entries_one_at_a_time_end_no_exchange(honest: list[Pair], laptop: Laptop, clock: FakeClock) -> None:
    here = laptop("here")
    exchange.apply(here, honest)
    for pair in taken(hostile(honest, "hostile", Random(2)), "hostile", 250):
        assert exchange.apply(here, [pair], hashed=True).new == 1
    read_all(here)
    act_on(here, clock)
