"""What all tests share: a clock that stands still, a store, an act at a word."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from models.acts.registry import Outcome, perform
from models.domain.language import choose_language
from models.store.store import Store

DATA = Path(__file__).parent / "data"


class FakeClock:
    """A clock that goes only when told; it starts in the afternoon of the scenario's meeting, before it opens."""

    def __init__(self) -> None:
        self.now = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CHIBO_HOME", "CHIBO_LANG", "CHIBO_NOW", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    choose_language("en")


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="session")
def empty_store_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new store's file, made once: making the schema takes most of a small test's time."""
    folder = tmp_path_factory.mktemp("empty") / "home"
    Store.create(folder).close()
    return folder


@pytest.fixture
def store(home: Path, clock: FakeClock, empty_store_file: Path) -> Iterator[Store]:
    shutil.copytree(empty_store_file, home)
    opened = Store.open(home, clock)
    yield opened
    opened.close()


@pytest.fixture
def do(store: Store) -> Callable[..., Outcome]:
    def act(name: str, /, **arguments: Any) -> Outcome:
        return perform(store, name, **arguments)

    return act
