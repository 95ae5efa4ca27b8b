"""``make bench``: what a commit, a reading and the start cost, each beside a bare yardstick of this run."""

from __future__ import annotations

import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.documents import document_figures
from bench.pages import page_figures
from bench.report import ratio
from bench.screens import starts_and_keys
from bench.sync import sync_figures
from models.acts.registry import perform
from models.demo.seeding import seed_demo
from models.domain.electorate import CHARTER
from models.domain.vocabulary import MeetingKind, NoteKind
from models.queries.live import live
from models.queries.lookup import current_meeting
from models.store.connection import connect
from models.store.opening import open_reader
from models.store.store import Store

ROUNDS = 300
NOW = datetime(2027, 1, 4, 7, 0, tzinfo=UTC)


def main() -> None:
    """Measure, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        seed_demo(small)
        seed_demo(large, years=10, members=50)
        bare = _bare_reads(large)
        for figure in (
            ratio("an act's commit", _acts(small), _bare_commits(Path(folder)), most_ms=5),
            ratio("reading the live view", _reads(small), bare),
            ratio("reading the live view, ten years", _reads(large), bare),
            *starts_and_keys(_empty(Path(folder)), large),
        ):
            print(figure, flush=True)
        for figure in document_figures(large):
            print(figure, flush=True)
        (Path(folder) / "sync").mkdir()
        for line in sync_figures(Path(folder) / "sync"):
            print(line, flush=True)
        for figure in page_figures(Path(folder) / "pages"):
            print(figure, flush=True)


def _empty(folder: Path) -> Path:
    """Return the home of a cell with its first meetings planned and nothing else."""
    home = folder / "empty"
    store = Store.create(home, lambda: NOW - timedelta(days=40))
    perform(store, "cell.create", name="Chi bộ 1")
    for days in (0, 30, 60):
        perform(store, "meeting.plan", kind=MeetingKind.REGULAR, at=NOW - timedelta(days=days + 10))
    store.close()
    return home


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
    gc.collect()
    gc.freeze()  # as the program does once it has loaded (tui.shell.gateway)
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
        return _timed(lambda: live(reader, meeting, CHARTER), ROUNDS)
    finally:
        reader.close()


def _bare_reads(home: Path) -> list[float]:
    reader: sqlite3.Connection = open_reader(home)
    try:
        return _timed(lambda: reader.execute("SELECT * FROM agenda_item LIMIT 20").fetchall(), ROUNDS)
    finally:
        reader.close()


if __name__ == "__main__":
    main()
