"""The open secret ballot on this laptop, in a file of its own (docs/decisions/0005).

While a ballot is open, one row holds who has received a ballot and the totals so far. From two successive states one
reads who voted what, so that no file may ever hold two: neither the store's write-ahead log, whose frames keep one
state after the other, nor a rollback journal, which a killed process leaves with the state before. The row lies in
one page of a file with its journal in memory, rewritten in place with secure deletion: a killed process leaves the
state before a cast or the one after it. Nothing of it is journalled; at the close the totals alone go into the store,
and the file is overwritten and removed.

What a program cannot help: who copies the disk before and after a single cast sees the difference of one vote; flash
storage may keep old blocks; when the power fails while the one page is being written it may be torn, and then the
round has to be voided and repeated.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.domain.errors import Refused
from models.domain.language import N_
from models.store.connection import faults_explained

FILE = "ballot.db"
PAGE = 65536  # bytes, SQLite's largest: the row of any cell fits into one page
INVALID = "invalid"
"""The choice of somebody who spoils the ballot."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is asked: the round, the choices (keys of options in an election), how many may be marked, who votes."""

    round_id: str
    choices: tuple[str, ...]
    seats: int
    electorate: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What was counted: ballots received, and the sum for each choice; ``invalid`` ones apart."""

    received: tuple[str, ...]
    sums: dict[str, int]
    invalid: int


class BallotBox:
    """The box in one home folder; it holds one ballot at most."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def open(self, ballot: Ballot) -> None:
        """Begin a ballot with nothing in the box, whatever was in it."""
        self.wipe()
        sums = dict.fromkeys(ballot.choices, 0)
        with faults_explained(self.path):
            self.path.touch(mode=0o600)
            with self._transaction() as connection:
                connection.execute(
                    "CREATE TABLE box (round_id TEXT, choices TEXT, seats INTEGER, electorate TEXT, received TEXT,"
                    " sums TEXT, invalid INTEGER)"
                )
                connection.execute(
                    "INSERT INTO box VALUES (?, ?, ?, ?, '[]', ?, 0)",
                    (
                        ballot.round_id,
                        *map(_json, (ballot.choices,)),
                        ballot.seats,
                        _json(ballot.electorate),
                        _json(sums),
                    ),
                )

    def ballot(self) -> Ballot | None:
        """Return the ballot that is open, or ``None``."""
        if not self.path.exists():
            return None
        with faults_explained(self.path), self._transaction() as connection:
            row = _row(connection)
        return row and Ballot(row[0], tuple(json.loads(row[1])), row[2], tuple(json.loads(row[3])))

    def received(self) -> frozenset[str]:
        """Return who has received a ballot; never what is in the box."""
        if not self.path.exists():
            return frozenset()
        with faults_explained(self.path), self._transaction() as connection:
            row = _row(connection)
        return frozenset(json.loads(row[4])) if row else frozenset()

    def cast(self, round_id: str, voter: str, marked: Collection[str]) -> None:
        """Put a ballot into the box, durably; ``marked`` are the choices on it, none or too many make it invalid.

        Raises :class:`Refused` for somebody who has no vote in this round or has voted; the sentence says no choice.
        """
        with faults_explained(self.path), self._transaction() as connection:
            row = _row(connection) if self.path.exists() else None
            if row is None or row[0] != round_id:
                raise Refused(N_("No secret ballot of this round is open on this laptop."))
            received = json.loads(row[4])
            if voter not in json.loads(row[3]):
                raise Refused(N_("This person has no vote in this round."))
            if voter in received:
                raise Refused(N_("This person has voted already."))
            sums, invalid = _counted(json.loads(row[5]), row[6], row[2], marked)
            connection.execute(
                "UPDATE box SET received = ?, sums = ?, invalid = ?",
                (_json(sorted([*received, voter])), _json(sums), invalid),
            )

    def totals(self, round_id: str) -> Totals | None:
        """Return what the box holds, to be asked at the close only; ``None`` when it is not of this round."""
        if not self.path.exists():
            return None
        with faults_explained(self.path), self._transaction() as connection:
            row = _row(connection)
        if row is None or row[0] != round_id:
            return None
        return Totals(tuple(json.loads(row[4])), json.loads(row[5]), row[6])

    def wipe(self) -> None:
        """Overwrite what the box held, and remove it."""
        with faults_explained(self.path):
            for path in (self.path, self.path.with_name(f"{FILE}-journal")):
                if path.exists():
                    _overwrite(path)
                    path.unlink()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, isolation_level=None, timeout=5)) as connection:
            connection.execute(f"PRAGMA page_size={PAGE}")
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")


Row = tuple[str, str, int, str, str, str, int]


def _row(connection: sqlite3.Connection) -> Row | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'box'").fetchone():
        return None
    row: Row | None = connection.execute(
        "SELECT round_id, choices, seats, electorate, received, sums, invalid FROM box"
    ).fetchone()
    return row


def _counted(sums: dict[str, int], invalid: int, seats: int, marked: Iterable[str]) -> tuple[dict[str, int], int]:
    """Return the totals with one ballot more; it is invalid with no mark, too many, or one that is no choice."""
    marks = set(marked)
    if not marks or len(marks) > max(seats, 1) or not marks <= sums.keys():
        return sums, invalid + 1
    return {choice: count + (choice in marks) for choice, count in sums.items()}, invalid


def _json(value: Sequence[str] | dict[str, int]) -> str:
    return json.dumps(value, separators=(",", ":"))


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
