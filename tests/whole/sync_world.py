"""Two laptops with real daemons and a real central server, all of them processes that can be killed."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from models.store.exchange import JournalHead, heads
from models.store.limits import DATABASE
from models.store.store import Store
from sync.daemon.running import LOG
from sync.daemon.single_instance import LOCK
from sync.status import SyncState, read_status
from tests.nursery import Child, nursery
from tests.sync.central import ServerProcess, wait_until
from tests.sync.laptop import Laptop


class Daemon:
    """The daemon of a laptop as a process."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.process: Child | None = None

    def start(self) -> Daemon:
        words = ["--home", str(self.home), "--lang", "en", "daemon", "run"]
        errors = self.home / "daemon.err"
        self.process = nursery().bear(words, errors, errors, {})
        return self

    def starts(self) -> int:
        """Return how often the daemon came so far as to say that it has started."""
        path = self.home / LOG
        return path.read_text(encoding="utf-8").count(" started\n") if path.exists() else 0

    def stop(self, number: int = signal.SIGTERM) -> int:
        process, self.process = self.process, None
        if process is None:
            return 0
        process.send_signal(number)
        return process.wait(60)

    def kill(self) -> None:
        self.stop(signal.SIGKILL)


def chibo(home: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end, as a process."""
    whole = ["--home", str(home), "--lang", "en", *words]
    if sys.platform == "win32":
        command = [sys.executable, "-m", "tui.main", *whole]
        return subprocess.run(command, input=typed, capture_output=True, encoding="utf-8", check=False, timeout=120)
    return nursery().run(whole, typed)


@contextmanager
def daemons(*laptops: Laptop) -> Iterator[list[Daemon]]:
    """Run the daemons of laptops; they are ended by their ids, whatever happens."""
    running = [Daemon(laptop.home).start() for laptop in laptops]
    try:
        yield running
    finally:
        for one in running:
            one.stop()


def assign(laptop: Laptop, title: str) -> str:
    """Give somebody a task; return its key."""
    with laptop.store.reading() as connection:
        owner = connection.execute("SELECT id FROM member WHERE deleted = 0 ORDER BY id").fetchone()[0]
    return str(laptop.do("task.assign", owner=owner, title=title, due=date(2026, 12, 15)).value)


def titles(laptop: Laptop) -> set[str]:
    """Return the titles of the tasks that a laptop has."""
    with laptop.store.reading() as connection:
        return {title for (title,) in connection.execute("SELECT title FROM task WHERE deleted = 0")}


def wait_for(laptop: Laptop, *wanted: str) -> None:
    """Wait until a laptop has tasks with these titles."""
    wait_until(lambda: set(wanted) <= titles(laptop))


def wait_until_even(*laptops: Laptop) -> None:
    """Wait until all laptops have the same entries, as many as any of them; then they say the same, byte for byte."""
    wait_until(lambda: len({str(sorted(heads_of(laptop).items())) for laptop in laptops}) == 1)
    assert len({laptop.export() for laptop in laptops}) == 1


def heads_of(laptop: Laptop) -> Mapping[str, JournalHead]:
    """Return up to where a laptop has each device's entries."""
    with laptop.store.reading() as connection:
        return heads(connection)


def state_of(laptop: Laptop) -> SyncState | None:
    """Return what the daemon last said."""
    status = read_status(laptop.home)
    return status.state if status else None


def copy_of(laptop: Laptop, folder: Path) -> Path:
    """Copy a laptop's folder as a backup does, while nothing runs on it.

    The store is closed for it: who opens a file of SQLite's and closes it loses the locks of the whole process on it,
    and the next process takes the store for its own (sqlite.org/howtocorrupt.html, 2.2).
    """
    laptop.store.close()
    shutil.copytree(laptop.home, folder, ignore=shutil.ignore_patterns(LOCK, "turn.lock"))
    laptop.store = Store.open(laptop.home)
    return folder


def restore(laptop: Laptop, backup: Path) -> None:
    """Put a backup of the store in place of it."""
    laptop.store.close()
    for file in laptop.home.glob(f"{DATABASE}*"):
        file.unlink()
    for file in backup.glob(f"{DATABASE}*"):
        shutil.copy(file, laptop.home)
    laptop.store = Store.open(laptop.home)


@contextmanager
def cell_of(folder: Path, server: ServerProcess, names: str = "AB") -> Iterator[list[Laptop]]:
    """Open laptops of one cell at a server process; all of them have its records."""
    opened = [Laptop(folder / name, furnished=name == names[0]) for name in names]
    try:
        opened[0].join_first(server, server.url)
        for one in opened[1:]:
            one.join(opened[0].invite())
        for one in opened:
            one.exchange()
        yield opened
    finally:
        for one in opened:
            one.store.close()
