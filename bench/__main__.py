"""``make bench``: what a commit, a reading and the start cost, each beside a bare yardstick of this run."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from models.acts.registry import perform
from models.demo import furnish
from models.domain.vocabulary import NoteKind
from models.queries.live import live
from models.queries.lookup import current_meeting
from models.store.connection import connect, open_reader
from models.store.store import Store

ROUNDS = 300
STARTS = 5
NOW = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)


def main() -> None:
    """Measure, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        furnish(home)
        _print("an act's commit", _milliseconds(_acts(home)), _milliseconds(_bare_commits(Path(folder))))
        _print("reading the live screen's view", _milliseconds(_reads(home)), _milliseconds(_bare_reads(home)))
        _print("start until imported", _milliseconds(_starts("import tui.app")), _milliseconds(_starts(_BARE_APP)))


def _print(name: str, measured: list[float], bare: list[float]) -> None:
    middle, high = median(measured), quantiles(measured, n=100)[98] if len(measured) >= 100 else max(measured)
    print(f"{name:32} median {middle:8.2f} ms   p99 {high:8.2f} ms   {middle / median(bare):6.1f} × bare", flush=True)


def _milliseconds(seconds: list[float]) -> list[float]:
    return [one * 1000 for one in seconds]


def _timed(job: Callable[[], object], times: int) -> list[float]:
    found = []
    for _time in range(times):
        began = time.perf_counter()
        job()
        found.append(time.perf_counter() - began)
    return found


def _acts(home: Path) -> list[float]:
    store = Store.open(home, lambda: NOW)
    perform(store, "agenda.agree")
    perform(store, "meeting.open")
    perform(store, "item.start")
    job = lambda: perform(store, "note.write", text="Một ý kiến ngắn gọn", kind=NoteKind.OPINION)  # noqa: E731
    try:
        return _timed(job, ROUNDS)
    finally:
        store.close()


def _bare_commits(folder: Path) -> list[float]:
    path = folder / "bare.db"
    path.touch()
    connection = connect(path)
    connection.execute("CREATE TABLE note (text)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO note VALUES ('Một ý kiến ngắn gọn')")
        connection.execute("COMMIT")

    try:
        return _timed(commit, ROUNDS)
    finally:
        connection.close()


def _reads(home: Path) -> list[float]:
    reader = open_reader(home)
    meeting = current_meeting(reader) or ""
    try:
        return _timed(lambda: live(reader, meeting), ROUNDS)
    finally:
        reader.close()


def _bare_reads(home: Path) -> list[float]:
    reader: sqlite3.Connection = open_reader(home)
    try:
        return _timed(lambda: reader.execute("SELECT * FROM agenda_item LIMIT 20").fetchall(), ROUNDS)
    finally:
        reader.close()


_BARE_APP = "from textual.app import App; from textual.widgets import DataTable, Footer, Header"


def _starts(statement: str) -> list[float]:
    command = [sys.executable, "-c", statement]
    return _timed(lambda: subprocess.run(command, check=True), STARTS)


if __name__ == "__main__":
    main()
