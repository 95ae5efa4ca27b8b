"""The laptop dies: SIGKILL between and within acts, 200 times at random places, and nothing is lost.

Three ways to die: between two acts; in the midst of a statement, after so many steps of SQLite's machine; and at any
instant, from outside, which also falls into the writing of the log.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.acts.registry import perform
from models.domain.errors import Refused
from models.domain.vocabulary import AttendanceState, NoteKind
from models.queries.invariants import broken_rules
from models.store.opening import open_reader
from models.store.store import Store
from models.store.verify import verify

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; Windows has neither"),
    pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning"),  # the test runner's own threads
]

KILLS = 200
WHOLE_EVERY = 20
"""After so many kills the whole chain is verified: what is broken in it stays broken, so that no kill goes unseen."""

LONGEST_LIFE = 5_000  # acts after which a child stops by itself, should its kill never come


@dataclass(frozen=True)
class Acknowledged:
    """An entry whose act had returned: its number and its hash."""

    seq: int
    digest: str


@dataclass(frozen=True)
class Death:
    """When a child dies: after so many acts, so many steps into the next one; or after a time, from outside."""

    acts: int = -1
    steps: int = 0
    seconds: float = 0.0


def test_a_killed_process_loses_no_act_that_returned(cell: Store, meeting: str) -> None:
    perform(cell, "agenda.agree", meeting=meeting)
    perform(cell, "meeting.open", meeting=meeting)
    home = cell.home
    cell.close()
    chance = random.Random(2026)
    before = _entries(home)
    acknowledged: list[Acknowledged] = []
    for kill in range(1, KILLS + 1):
        new = _run_until_killed(home, _any_death(chance), seed=chance.randrange(10**9))
        acknowledged += new
        is_whole = kill % WHOLE_EVERY == 0
        _check(home, meeting, acknowledged if is_whole else new, is_whole=is_whole)
    assert len(acknowledged) > KILLS // 4
    assert before + len(acknowledged) <= _entries(home) <= before + len(acknowledged) + KILLS  # one in flight each


def _any_death(chance: random.Random) -> Death:
    acts = chance.randrange(1, 5)
    return chance.choice(
        (
            Death(acts),
            Death(acts, steps=chance.randrange(1, 6_000)),
            Death(seconds=chance.uniform(0.005, 0.06)),
        )
    )


def _entries(home: Path) -> int:
    reader = open_reader(home)
    try:
        return verify(reader).entries
    finally:
        reader.close()


def _check(home: Path, meeting: str, acknowledged: list[Acknowledged], *, is_whole: bool) -> None:
    Store.open(home).close()
    reader = open_reader(home)
    try:
        if is_whole:
            assert verify(reader).finding is None
        hashes = dict(reader.execute("SELECT seq, hash FROM journal_entry").fetchall())
        lost = [one for one in acknowledged if hashes.get(one.seq) != one.digest]
        assert lost == []
        assert not list(broken_rules(reader, meeting))
    finally:
        reader.close()


def _run_until_killed(home: Path, death: Death, seed: int) -> list[Acknowledged]:
    """Let a child do acts until it is killed; return what it had said was done."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _live(home, random.Random(seed), death, lambda text: os.write(writing, text.encode()))
        finally:
            os._exit(1)  # an exception must not climb into the test runner's copy
    os.close(writing)
    if death.seconds:
        time.sleep(death.seconds)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the child ended by itself: {told[-300:]}"
    assert os.WTERMSIG(status) == signal.SIGKILL
    whole = [line.split() for line in told.split("\n")[:-1] if line]
    return [Acknowledged(int(seq), digest) for seq, digest in whole]


def _live(home: Path, chance: random.Random, death: Death, tell: Callable[[str], object]) -> None:
    store = Store.open(home)
    members = [key for (key,) in _rows(store, "SELECT id FROM member ORDER BY id")]
    items = [key for (key,) in _rows(store, "SELECT id FROM agenda_item ORDER BY position")]
    for number in range(LONGEST_LIFE):
        if number == death.acts and death.steps:
            _kill_within(store, death.steps)
        elif number == death.acts:
            os.kill(os.getpid(), signal.SIGKILL)
        with suppress(Refused):
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
