"""A machine that has joined a cell, and another laptop whose acts arrive on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.acts.words import perform_words
from models.store import exchange
from models.store.store import Store
from sync.status import SyncState, SyncStatus, write_status
from tests.meeting_room import Clock
from tests.tui.laptops import pull
from tui.widgets.sync_sign import ACCOUNT

Afar = Callable[..., None]

EVEN = SyncStatus(SyncState.EVEN, "https://s", "a", "k", last_success=datetime(2026, 12, 3, 6, 58, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _no_daemon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIBO_NO_DAEMON", "1")


@pytest.fixture
def joined(planned: Path) -> Path:
    """A home of a machine that has joined; the screen does not use the content of the account."""
    (planned / ACCOUNT).write_text("{}", encoding="utf-8")
    store = Store.open(planned)
    with store.reading() as connection:
        held = {device: head.seq for device, head in exchange.heads(connection).items()}
    store.close()
    write_status(planned, replace(EVEN, held=held))
    return planned


@pytest.fixture
def afar(tmp_path: Path, clock: Clock) -> Iterator[Callable[[Path], Afar]]:
    """Do acts on another laptop, and have their entries arrive here as the daemon brings them."""
    opened: list[Store] = []

    def laptop(home: Path) -> Afar:
        shutil.copytree(home, tmp_path / "other")
        other, here = Store.open(tmp_path / "other", clock), Store.open(home, clock)
        opened.extend((other, here))
        exchange.fork(other, 10**6)

        def do(act: str, **words: str) -> None:
            pull(here, other)
            perform_words(other, act, words)
            assert pull(other, here).new == 1

        return do

    yield laptop
    for store in opened:
        store.close()
