"""What waits is read again only where its reason may be gone, however much of it there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from models.domain.limits import LATEST, STEP
from models.store import exchange, quarantine
from models.store.entry import Entry, RowChange, entry_hash
from models.store.store import Store
from tests.sync.hostile.taking.entries import Pair

SETTING = {"deleted": 0, "key": "k", "value": "v"}
MADE = (RowChange("setting", "s", None, SETTING),)
EDIT = (RowChange("task", "t", {"title": ""}, {"title": "x"}),)


def chained(device: str, *entries: Entry) -> list[Pair]:
    found: list[Pair] = []
    for seq, entry in enumerate(entries, 1):
        one = replace(entry, device=device, seq=seq, previous_hash=found[-1][1] if found else entry.previous_hash)
        found.append((one, entry_hash(one)))
    return found


def plain(**values: object) -> Entry:
    return replace(Entry("x", 1, 1, "", "machine.name", None, {}, MADE), **values)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The devices of the entries that were read again."""
    found: list[str] = []
    whole = quarantine.to_retry

    def counted(*arguments: object) -> list[Pair]:
        pairs = whole(*arguments)
        found.extend(entry.device for entry, _ in pairs)
        return pairs

    monkeypatch.setattr(quarantine, "to_retry", counted)
    return found


@pytest.mark.parametrize(
    "entry",
    [
        plain(changes=EDIT),
        plain(details={"part": [1, 1_000]}),
        plain(time=LATEST + 3 * STEP),
        plain(schema_version=10_000),
    ],
    ids=["a record that never comes", "a part of what never comes", "a time far ahead", "a newer program"],
)
def test_it_is_not_read_for_what_others_write(entry: Entry, laptop: Callable[[str], Store], read: list[str]) -> None:
    store = laptop("here")
    exchange.apply(store, chained("hostile", *[entry] * 50))
    read.clear()
    exchange.apply(store, chained("honest", plain()))
    assert read == []


def test_what_was_waited_for_frees_what_waited(laptop: Callable[[str], Store], read: list[str]) -> None:
    store = laptop("here")
    edit = plain(changes=(RowChange("setting", "s", SETTING, {"value": "sau"}),), time=2)
    exchange.apply(store, chained("waiting", edit))
    assert exchange.apply(store, chained("maker", plain())).set_aside == 0
    assert "waiting" in read
    with store.reading() as connection:
        assert connection.execute("SELECT value FROM setting WHERE id = 's'").fetchone() == ("sau",)
        assert connection.execute("SELECT count(*) FROM set_aside").fetchone() == (0,)


def test_what_lies_ahead_is_taken_once_what_is_between_came(laptop: Callable[[str], Store]) -> None:
    store = laptop("here")
    far = LATEST + 2 * STEP
    exchange.apply(store, chained("far", plain(time=far)))
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM set_aside").fetchone() == (1,)
    exchange.apply(store, chained("between", plain(time=LATEST + STEP, changes=(replace(MADE[0], row="b"),))))
    with store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM set_aside").fetchone() == (0,)
