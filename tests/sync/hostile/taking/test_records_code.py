"""Two machines compare a code: the same where both have the same entries, whatever their devices are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from models.queries.records_code import records_code
from models.store import exchange
from models.store.entry import Entry, RowChange, entry_hash
from models.store.store import Store

FIRST = Entry(
    "d", 1, 1, "", "a", None, {}, (RowChange("setting", "a", None, {"deleted": 0, "key": "k", "value": "v"}),)
)
SECOND = replace(FIRST, seq=2, changes=(), previous_hash=entry_hash(FIRST))
OTHER = replace(SECOND, act="b")


def code(store: Store) -> str:
    with store.reading() as connection:
        return records_code(connection)


def test_the_code_is_that_of_the_entries_and_not_of_the_names(laptop: Callable[[str], Store]) -> None:
    here, there = laptop("here"), laptop("there")
    for store in (here, there):
        exchange.apply(store, [(FIRST, entry_hash(FIRST))])
    before = code(here)
    exchange.apply(here, [(SECOND, entry_hash(SECOND))])
    exchange.apply(there, [(OTHER, entry_hash(OTHER))])
    assert len({before, code(here), code(there)}) == 3, "each server's face shows another code"
    exchange.fork(here, 2, "d")
    exchange.apply(here, [(OTHER, entry_hash(OTHER))])
    exchange.fork(there, 2, "d")
    exchange.apply(there, [(SECOND, entry_hash(SECOND))])
    assert code(here) == code(there)
    assert [len(group) for group in code(here).split()] == [5] * 6
