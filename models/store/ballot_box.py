"""The open secret ballot on this laptop, in a file of its own
(docs/decisions/0005-the-open-ballot-has-a-file-of-its-own.md).

While a ballot is open, one row holds the list of those who have voted and the totals so far. Two successive states of
it would reveal a vote, so no file may ever contain two: neither the store's write-ahead log, whose frames keep
successive states, nor a rollback journal, which a killed process leaves with the earlier state. The row is rewritten in
place with its journal in memory; the part that a cast changes has a fixed length and is at the end of its page: for a
cell's some fifty voters within one sector (512 bytes) of the disk. A killed process or a power failure leaves either
the state before a cast or the one after it. Nothing of it is journalled or logged; at the close only the totals go into
the store, and the file is overwritten and removed.

Not prevented: comparing copies of the disk from before and after a single cast; old blocks in flash storage; watching
the voter.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.domain.election import counted_of_pairs
from models.domain.errors import Refused
from models.domain.language import N_
from models.store.faults import faults_explained

FILE = "ballot.db"
PAGE = 65536  # bytes, SQLite's largest: the row of any cell fits into one page
JOURNAL = "MEMORY"
"""SQLite's journal mode: the earlier state is kept in memory, not on the disk."""
DIGITS = 5  # of a number in the box: more than any cell has members

_MISSING = N_("The box of this ballot is not on this laptop; void the round with a reason and repeat it.")
_DAMAGED = N_("The box of this ballot is damaged; void the round with a reason and repeat it.")


@dataclass(frozen=True, slots=True)
class Ballot:
    """The question: the round, the choices (keys of options in an election), the maximum of marks, the voters.

    With ``per_name`` each option has two choices, ``option/yes`` and ``option/no``: any marks make a valid ballot.
    """

    round_id: str
    choices: tuple[str, ...]
    seats: int
    electorate: tuple[str, ...]
    per_name: bool = False


@dataclass(frozen=True, slots=True)
class Totals:
    """The count: ballots received, and the sum for each choice; ``invalid`` ones separately."""

    received: tuple[str, ...]
    sums: dict[str, int]
    invalid: int


class BallotBox:
    """The box in one home folder; it holds one ballot at most."""

    def __init__(self, home: Path) -> None:
        self.path = home / FILE

    def open(self, ballot: Ballot) -> None:
        """Open an empty box for a ballot, replacing any earlier content."""
        self.wipe()
        with faults_explained(self.path):
            self.path.touch(mode=0o600)
        with self._transaction() as connection:
            connection.execute("CREATE TABLE box (ballot TEXT, received TEXT, totals TEXT)")
            connection.execute(
                "INSERT INTO box VALUES (?, ?, ?)",
                (_ballot_text(ballot), "0" * len(ballot.electorate), _totals_text([0] * (len(ballot.choices) + 1))),
            )

    def ballot(self) -> Ballot | None:
        """Return the ballot in the box; ``None`` if there is no readable one."""
        try:
            contents = self._contents()
        except Refused:
            return None
        return contents.ballot if contents else None

    def received(self) -> frozenset[str]:
        """Return who has voted; never the content of the box."""
        contents = self._contents()
        return frozenset(contents.voters) if contents else frozenset()

    def cast(self, round_id: str, voter: str, marked: Collection[str]) -> None:
        """Put a ballot into the box, durably; ``marked`` are its choices, none or too many make it invalid.

        Raises :class:`Refused` for a person without a vote in this round, or who has voted; the message contains no
        choice.
        """
        if not self.path.exists():
            raise Refused(_MISSING)
        with self._transaction() as connection:
            contents = _read(connection)
            if contents is None or contents.ballot.round_id != round_id:
                raise Refused(_MISSING)
            after = contents.with_one_more(voter, marked)
            connection.execute("UPDATE box SET received = ?, totals = ?", (after.received, _totals_text(after.totals)))

    def totals(self, round_id: str) -> Totals:
        """Return the totals, for the close only. Raises :class:`Refused` for another round."""
        contents = self._contents()
        if contents is None or contents.ballot.round_id != round_id:
            raise Refused(_MISSING)
        *sums, invalid = contents.totals
        return Totals(contents.voters, dict(zip(contents.ballot.choices, sums, strict=True)), invalid)

    def wipe(self) -> None:
        """Overwrite and remove the box."""
        with faults_explained(self.path):
            if self.path.exists():
                _overwrite(self.path)
                self.path.unlink()

    def _contents(self) -> _Contents | None:
        if not self.path.exists():
            return None
        with self._transaction() as connection:
            return _read(connection)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with faults_explained(self.path), _damage_told(), closing(_connect(self.path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.execute("COMMIT")


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError:
        raise  # an error of the disk, not of the content
    except sqlite3.DatabaseError:
        raise Refused(_DAMAGED) from None


@dataclass(frozen=True, slots=True)
class _Contents:
    """A state of the box:

    ``received`` has a character for each voter, ``totals`` a number for each choice, then invalid.
    """

    ballot: Ballot
    received: str
    totals: tuple[int, ...]

    @property
    def voters(self) -> tuple[str, ...]:
        """Who has voted, in the order of the electorate."""
        return tuple(voter for voter, sign in zip(self.ballot.electorate, self.received, strict=True) if sign == "1")

    def with_one_more(self, voter: str, marked: Collection[str]) -> _Contents:
        """Return the state after a ballot; it is invalid with no mark, too many, or an unknown choice."""
        if voter not in self.ballot.electorate:
            raise Refused(
                N_("This person has no vote in this round: not official, or not in the room when it was opened.")
            )
        if voter in self.voters:
            raise Refused(N_("This person has voted already; hand the laptop to the next."))
        place, marks = self.ballot.electorate.index(voter), set(marked)
        valid = marks <= set(self.ballot.choices)
        if self.ballot.per_name:
            marks = counted_of_pairs(marks)
        else:
            valid = valid and 0 < len(marks) <= self.ballot.seats
        more = [*(valid and choice in marks for choice in self.ballot.choices), not valid]
        return _Contents(
            self.ballot,
            self.received[:place] + "1" + self.received[place + 1 :],
            tuple(count + one for count, one in zip(self.totals, more, strict=True)),
        )


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=5)
    try:
        connection.execute(f"PRAGMA page_size={PAGE}")
        connection.execute(f"PRAGMA journal_mode={JOURNAL}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _read(connection: sqlite3.Connection) -> _Contents | None:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'box'").fetchone():
        return None
    row = connection.execute("SELECT ballot, received, totals FROM box").fetchone()
    if row is None:
        return None
    try:
        round_id, choices, seats, electorate, *per_name = json.loads(row[0])
        ballot = Ballot(round_id, tuple(choices), seats, tuple(electorate), any(per_name))
        return _Contents(ballot, row[1], tuple(map(int, row[2].split())))
    except ValueError:
        raise Refused(_DAMAGED) from None


def _ballot_text(ballot: Ballot) -> str:
    what = [ballot.round_id, ballot.choices, ballot.seats, ballot.electorate, ballot.per_name]
    return json.dumps(what, separators=(",", ":"))


def _totals_text(totals: Sequence[int]) -> str:
    return " ".join(f"{count:0{DIGITS}}" for count in totals)


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
