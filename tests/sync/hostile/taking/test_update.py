"""After an update: what was set aside is looked at again at the first start, by whatever opens the store."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.queries.conflicts import count_set_aside
from models.store import exchange, store
from models.store.entry import Entry, RowChange, entry_hash
from models.store.schema import SCHEMA_VERSION
from models.store.store import Store

SETTING = {"deleted": 0, "key": "k", "value": "v"}
NEWER = Entry("a", 1, 1, "", "x", None, {}, (RowChange("setting", "s", None, SETTING),), None, SCHEMA_VERSION + 1)


def left(here: Store) -> int:
    """Open and close the store as a program does that starts; return how many entries are aside."""
    Store.open(here.home).close()
    with here.reading() as connection:
        return count_set_aside(connection)


def test_a_newer_program_applies_what_an_older_one_set_aside(
    laptop: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = laptop("here")
    exchange.apply(here, [(NEWER, entry_hash(NEWER))])
    assert left(here) == 1
    for module in ("entry_checks", "quarantine"):
        monkeypatch.setattr(f"models.store.{module}.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    assert left(here) == 1  # a version looks once
    monkeypatch.setattr(store, "version", lambda _name: "9.9")
    assert left(here) == 0
    with here.reading() as connection:
        assert connection.execute("SELECT value FROM setting").fetchone() == ("v",)
