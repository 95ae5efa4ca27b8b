"""Laptops for the benchmark of sync: stores with much in them, joined to a server, and daemons as processes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from models.acts.registry import perform
from models.store import exchange
from models.store.export import export_text
from models.store.ids import new_id
from models.store.rows import set_values, whole
from models.store.store import Store
from models.store.unit import Unit
from sync.client.account import the_account
from sync.client.exchanging import exchange_with_server
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.joining import JoiningMachine, join_as_first, join_by_invitation
from sync.client.machines import invite
from sync.exchange.interfaces import ExchangeResult
from sync.keys.recovery import new_code
from sync.protocol.parcels import to_frames

ACTS = 2_500
SYLLABLES = [
    "đường",
    "điện",
    "nước",
    "sạch",
    "thôn",
    "bản",
    "họp",
    "kiểm",
    "tra",
    "giám",
    "sát",
    "đóng",
    "góp",
    "học",
    "tập",
    "làm",
    "theo",
    "gương",
    "bác",
    "hồ",
    "chi",
    "bộ",
    "đảng",
]


class Laptop:
    """One machine with an open store and an open connection to the server."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.store = Store.open(home) if (home / "chibo.db").exists() else Store.create(home)
        self.server: ServerClient | None = None
        self._random = Random(3)

    def join_first(self, url: str, code: str) -> None:
        """Join as the first machine of a cell."""
        join_as_first(JoiningMachine(self.home), Invitation(url, code), new_code())
        self.server = ServerClient.of(the_account(self.home))

    def join_beside(self, other: Laptop) -> None:
        """Join by an invitation of another."""
        assert other.server is not None
        join_by_invitation(JoiningMachine(self.home), invite(the_account(other.home), other.server, "")[0])
        self.server = ServerClient.of(the_account(self.home))

    def exchange(self) -> ExchangeResult:
        """Do one exchange."""
        assert self.server is not None
        return exchange_with_server(self.store, the_account(self.home), self.server)[0]

    def act(self) -> None:
        """Do an act as a screen does: one new record."""
        with self.store.unit("bench.act") as unit:
            _task(unit, self._random)

    def entries(self) -> int:
        """Return how many entries the journal has."""
        with self.store.reading() as connection:
            return sum(head.seq for head in exchange.heads(connection).values())

    def export(self) -> str:
        """Return everything that the store says."""
        with self.store.reading() as connection:
            return export_text(connection)

    def wire_bytes(self) -> int:
        """Return how many bytes of parcels the server has from the cell, framed as they travel."""
        assert self.server is not None
        have: dict[str, int] = {}
        size, more = 0, True
        while more:  # over a slow line an answer is smaller
            parcels, more = self.server.get(have, 100)
            have |= {parcel.device: parcel.last for parcel in parcels}
            size += len(to_frames(parcels))
        return size

    def close(self) -> None:
        """Let go of everything."""
        self.store.close()
        if self.server is not None:
            self.server.close()


def make_source(home: Path) -> None:
    """Fill a new store: 2,500 acts of four changes each, two new tasks and two that go on, as a cell's years make."""
    random = Random(7)
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    store = Store.create(home, lambda: now[0])
    perform(store, "cell.create", name="Chi bộ Một")
    tasks: list[str] = []
    for _act in range(ACTS - 1):
        now[0] += timedelta(minutes=random.randint(1, 900))
        with store.unit("bench.act") as unit:
            for task in random.sample(tasks, min(2, len(tasks))):
                set_values(unit.connection, "task", task, {"result": _text(random), "state": "doing"})
            tasks += [_task(unit, random), _task(unit, random)]
    store.close()


def copy_source(source: Path, home: Path) -> None:
    """Copy the store of a source."""
    home.mkdir(parents=True)
    for file in source.glob("chibo.db*"):
        shutil.copy(file, home)


@contextmanager
def process(*words: str) -> Iterator[str]:
    """Run a Python module as a process; yield the first line it says. It is ended by its id."""
    with subprocess.Popen(
        [sys.executable, "-m", *words], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as running:
        assert running.stdout is not None
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


@contextmanager
def daemon(home: Path) -> Iterator[None]:
    """Run a laptop's daemon as a process."""
    words = [sys.executable, "-m", "tui.main", "--home", str(home), "daemon", "run"]
    with subprocess.Popen(words, env=os.environ | {"CHIBO_LANG": "en"}) as running:
        try:
            yield
        finally:
            running.terminate()


def _task(unit: Unit, random: Random) -> str:
    key = new_id()
    values = whole("task", {"deleted": 0, "title": _text(random), "state": "assigned", "due_on": "2026-12-15"})
    names = ", ".join(f'"{name}"' for name in ["id", *values])
    marks = ", ".join("?" for _ in range(len(values) + 1))
    unit.connection.execute(f"INSERT INTO task ({names}) VALUES ({marks})", (key, *values.values()))
    return key


def _text(random: Random) -> str:
    return " ".join(random.choices(SYLLABLES, k=random.randint(4, 12)))
