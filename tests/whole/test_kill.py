"""The laptop dies: SIGKILL between and within acts, 200 times at random places, and nothing is lost."""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.errors import ChiboError
from models.domain.vocabulary import AttendanceState, NoteKind
from models.queries.invariants import broken_invariant
from models.store.connection import open_reader
from models.store.journal import read_entries
from models.store.store import Store
from models.store.verify import verify

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; Windows has neither")

KILLS = 200
LONGEST_LIFE = 60  # acts after which a child stops by itself, should its kill never come


@dataclass(frozen=True)
class Acknowledged:
    """An entry whose act had returned: its number and its hash."""

    seq: int
    digest: str


def test_a_killed_process_loses_no_act_that_returned(cell: Store, meeting: str) -> None:
    perform(cell, "agenda.agree", meeting=meeting)
    perform(cell, "meeting.open", meeting=meeting)
    home = cell.home
    cell.close()
    chance = random.Random(2026)
    acknowledged: list[Acknowledged] = []
    within = 0
    for _kill in range(KILLS):
        steps = chance.choice((0, chance.randrange(1, 6_000)))  # 0: between two acts, else within one
        told = _run_until_killed(home, seed=chance.randrange(10**9), acts=chance.randrange(1, 5), steps=steps)
        within += bool(steps)
        acknowledged += told
        _check(home, meeting, acknowledged)
    assert within > KILLS // 4
    assert len(acknowledged) > KILLS // 4


def _check(home: Path, meeting: str, acknowledged: list[Acknowledged]) -> None:
    Store.open(home).close()
    reader = open_reader(home)
    try:
        found = verify(reader)
        assert found.finding is None
        hashes = {entry.seq: digest for entry, digest in read_entries(reader)}
        lost = [one for one in acknowledged if hashes.get(one.seq) != one.digest]
        assert lost == []
        assert broken_invariant(reader, meeting) is None
    finally:
        reader.close()


def _run_until_killed(home: Path, seed: int, acts: int, steps: int) -> list[Acknowledged]:
    """Let a child do acts until it is killed; return what it had said was done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _live(home, random.Random(seed), acts, steps, lambda text: os.write(writing, text.encode()))
        finally:
            os._exit(1)  # an exception must not climb into the test runner's copy
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself: {told[-300:]}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    whole = [line.split() for line in told.split("\n")[:-1] if line]
    return [Acknowledged(int(seq), digest) for seq, digest in whole]


def _live(home: Path, chance: random.Random, acts: int, steps: int, tell: Callable[[str], object]) -> None:
    store = Store.open(home)
    members = [key for (key,) in _rows(store, "SELECT id FROM member ORDER BY id")]
    items = [key for (key,) in _rows(store, "SELECT id FROM agenda_item ORDER BY position")]
    for number in range(LONGEST_LIFE):
        if number == acts and steps:
            _kill_within(store, steps)
        elif number == acts:
            os.kill(os.getpid(), signal.SIGKILL)
        with suppress(ChiboError):
            outcome = _any_act(store, chance, members, items)
            if outcome:
                tell(f"{outcome[0]} {outcome[1]}\n")


def _any_act(store: Store, chance: random.Random, members: list[str], items: list[str]) -> tuple[int, str] | None:
    name, arguments = chance.choice(
        (
            ("attendance.mark", {"member": chance.choice(members), "state": AttendanceState.PRESENT}),
            ("attendance.leave", {"member": chance.choice(members)}),
            ("item.start", {"item": chance.choice(items)}),
            ("speech.ask", {"member": chance.choice(members)}),
            ("speech.next", {}),
            ("speech.stop", {}),
            ("note.write", {"text": "x" * chance.randrange(1, 20_000), "kind": NoteKind.OPINION}),
            ("task.assign", {"title": "x", "owner": chance.choice(members)}),
            ("undo", {}),
            ("redo", {}),
        )
    )
    entry = perform(store, name, **arguments).entry
    if entry is None:
        return None
    digest = _rows(store, "SELECT hash FROM journal_entry WHERE seq = ?", entry[1])[0][0]
    return entry[1], digest


def _rows(store: Store, sql: str, *parameters: object) -> list[tuple[str, ...]]:
    with store.unit("read") as unit:
        return unit.connection.execute(sql, parameters).fetchall()


def _kill_within(store: Store, steps: int) -> None:
    """Kill the process when SQLite has gone so many steps of its virtual machine further."""
    with store.unit("read") as unit:
        connection = unit.connection

    def die() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    connection.set_progress_handler(die, steps)
