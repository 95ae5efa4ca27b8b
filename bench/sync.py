"""What sync costs beside a bare transfer of the same records: push, pull, nothing to do, one edit, acts meanwhile.

Real processes on loopback: the central server, the yardstick's server, two daemons.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import httpx

from bench.bare_transfer import keep, opened
from bench.laptops import ACTS, Laptop, copy_source, daemon, make_source, process
from bench.report import Figure, ratio
from models.acts.registry import perform
from models.domain.clock import system_clock
from models.store.entry import canonical
from models.store.exchange import entries_between, heads
from models.store.opening import open_reader
from sync.daemon.session import Session
from sync.server import codes, tree
from sync.server.database import Database
from sync.server.settings import Settings
from sync.vocabulary import OrganisationKind

TIMES = 5
EDITS = 100
WARM = 10
WIRE = 1_000_000  # bytes
PATIENCE = 60  # seconds
_numbers = count(1)


def sync_figures(folder: Path) -> Iterator[Figure | str]:
    """Yield the figures, and a line on the bytes that travelled."""
    make_source(folder / "source")
    with process("tui.main", "--home", str(folder / "server"), "serve", "--port", "0") as said:
        cell = _Cell(folder, said.split()[-1])
        yield from _transfers(cell)
        yield _edits(cell)
        yield _acts_meanwhile(cell)


class _Cell:
    """Makes pairs of laptops, each of a cell of its own at the server."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.url = folder, url

    def pair(self, *, full: bool = True) -> tuple[Laptop, Laptop]:
        """Return a first laptop, with the source's records if ``full``, and a second one without."""
        number = next(_numbers)
        homes = [self.folder / f"{number}{letter}" for letter in "ab"]
        if full:
            copy_source(self.folder / "source", homes[0])
        first, second = map(Laptop, homes)
        first.join_first(self.url, self._code(f"cell {number}"))
        second.join_beside(first)
        return first, second

    def _code(self, name: str) -> str:
        now = system_clock()()
        with closing(Database(Settings(home=self.folder / "server"))) as database:
            place = database.write(tree.add, now, OrganisationKind.PROVINCE, name, "")
            cell = database.write(tree.add, now, OrganisationKind.CELL, name, place.id)
            return database.write(codes.make, now, cell.id, timedelta(hours=1)).code


def _transfers(cell: _Cell) -> Iterator[Figure | str]:
    records = _records(cell.folder / "source")
    times: dict[str, list[float]] = {"push": [], "pull": [], "idle": [], "bare push": [], "bare pull": []}
    wire = 0
    for number in range(TIMES):
        pushed, pulled = _bare(cell.folder / f"bare{number}", records)
        first, second = cell.pair()
        times["bare push"].append(pushed)
        times["bare pull"].append(pulled)
        times["push"].append(_timed(first.exchange))
        times["pull"].append(_timed(second.exchange))
        with closing(Session(second.home, system_clock())) as session:
            times["idle"] += [_timed(session.exchange) for _ in range(1 + 20)][1:]
        wire = first.wire_bytes()
        if first.export() != second.export():
            raise AssertionError("the stores differ")
        first.close()
        second.close()
    yield ratio("push of 10,000 changes", times["push"], times["bare push"], most=3)
    yield ratio("fresh pull and apply of them", times["pull"], times["bare pull"], most=4)
    yield ratio("nothing to do", times["idle"], times["bare push"], most_ms=5)
    yield f"{'✓' if wire <= WIRE else '✗'} bytes on the wire: {wire:,} (≤ {WIRE:,})"


def _records(home: Path) -> list[tuple[str, int, str]]:
    """Return the source's changes as the records of the bare transfer: the same bytes, entry by entry."""
    with closing(open_reader(home)) as connection:
        (device,) = heads(connection)
        pairs = entries_between(connection, device, 1, ACTS)
    rest = [(device, entry.seq, json.dumps([one.old, one.new])) for entry, _ in pairs for one in entry.changes[1:]]
    return [(device, entry.seq, canonical(entry).decode()) for entry, _ in pairs] + rest


def _bare(folder: Path, records: Sequence[tuple[str, int, str]]) -> tuple[float, float]:
    folder.mkdir()
    with (
        process("bench.bare_transfer", str(folder / "server.db")) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as http,
        closing(opened(folder / "client.db")) as fresh,
    ):
        pushed = _timed(lambda: http.post("/push", content=json.dumps(records, ensure_ascii=False).encode()))
        return pushed, _timed(lambda: keep(fresh, http.get("/pull").content))


def _edits(cell: _Cell) -> Figure:
    """Time one edit on A until it is durable on B, through two daemons."""
    first, second = cell.pair(full=False)
    perform(first.store, "cell.create", name="Chi bộ Một")
    bare = [_timed(lambda: httpx.get(f"{cell.url}/health")) for _ in range(EDITS)]
    with closing(open_reader(second.home)) as reader, daemon(first.home), daemon(second.home):
        found = [_timed(lambda number=number: _edit(first, reader, number)) for number in range(WARM + EDITS)]
    first.close()
    second.close()
    return ratio("one edit on A durable on B", found[WARM:], bare, most_ms=50, share=95)


def _edit(first: Laptop, reader: sqlite3.Connection, number: int) -> None:
    name = f"Chi bộ số {number}"
    perform(first.store, "cell.change", name=name)
    deadline = time.monotonic() + PATIENCE
    while not reader.execute("SELECT 1 FROM organisation WHERE name = ?", (name,)).fetchone():
        if time.monotonic() > deadline:
            raise AssertionError("the edit did not arrive")
        time.sleep(0.001)


def _acts_meanwhile(cell: _Cell) -> Figure:
    """Time acts on B while the daemon takes in 10,000 changes there."""
    first, second = cell.pair()
    first.exchange()
    bare = [_timed(second.act) for _ in range(EDITS)]
    found: list[float] = []
    with daemon(second.home):
        while second.entries() < ACTS + EDITS:
            found.append(_timed(second.act))
            time.sleep(0.005)
    first.close()
    second.close()
    return ratio("an act while 10,000 changes arrive", found, bare, most_ms=5)


def _timed(job: Callable[[], object]) -> float:
    began = time.perf_counter()
    job()
    return time.perf_counter() - began


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for figure in sync_figures(Path(folder)):
            print(figure, flush=True)
