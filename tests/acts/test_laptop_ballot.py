"""The secret ballot on this laptop: no byte of the home folder, at any moment, links a voter to a choice.

The attacker reads every file of the home folder, at one moment. A link would be one of two things: two successive
states of the box (who had received a ballot, and the totals), whose difference is one person's vote; or a voter's
key near a choice that only one person made. The same search runs over a box that leaks on purpose, and finds it.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from models.acts.counting import cast_ballot
from models.acts.registry import Outcome
from models.domain.errors import Refused
from models.domain.vocabulary import AttendanceState, Method, RoundState
from models.queries.votes import motions, open_round
from models.store.ballot_box import BallotBox
from models.store.connection import open_reader
from models.store.store import Store

Do = Callable[..., Outcome]
Named = Callable[[str], str]

VOTES = (("Ánh", "yes"), ("Dung", "yes"), ("Đức", "no"), ("Hạnh", "yes"), ("Yến", "abstain"), ("Mậu", "yes"))
_SUMS = re.compile(rb'\{"yes":\d+,"no":\d+,"abstain":\d+\}')
_RECEIVED = re.compile(rb'\["[0-9a-f-]{36}"(?:,"[0-9a-f-]{36}")*\]')


def bytes_of(home: Path) -> bytes:
    """Return every byte of every file below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def links(found: bytes) -> list[str]:
    """Return what links a voter to a choice in the bytes: more than one state of the box, or a choice by a key."""
    states = set(_SUMS.findall(found))
    by_key = re.findall(rb'[0-9a-f-]{36}[\s":=,;|]{1,8}(?:yes|no|abstain)\b', found)
    return [f"{len(states)} states of the totals"] * (len(states) > 1) + [text.decode() for text in by_key]


@pytest.fixture
def ballot(cell: Store, do: Do, meeting: str, member: Named) -> str:
    """The key of an open ballot on this laptop."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name, _choice in VOTES:
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    motion = do("motion.put", title="Chọn ngày sinh hoạt").value
    return str(do("round.open", motion=motion, method=Method.LAPTOP_BALLOT).value)


def test_after_every_cast_and_after_the_close_no_byte_links_a_voter_to_a_choice(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str
) -> None:
    for place, (name, choice) in enumerate(VOTES, start=1):
        cast_ballot(cell, ballot, member(name), [choice])
        found = bytes_of(cell.home)
        assert links(found) == []
        assert len(_RECEIVED.findall(found)) == 2, "the electorate, and who has received a ballot, each once"
        assert len(BallotBox(cell.home).received()) == place
    do("round.close_ballot", round=ballot)
    assert links(bytes_of(cell.home)) == []
    assert not BallotBox(cell.home).path.exists()
    reader = open_reader(cell.home)
    counted = motions(reader, meeting)[0].rounds[0]
    reader.close()
    assert (counted.issued, counted.returned, counted.valid, counted.invalid) == (6, 6, 6, 0)
    assert (counted.yes, counted.no, counted.abstain, counted.arithmetic) == (4, 1, 1, "2·4 > 8")


@pytest.mark.parametrize("leak", ["wal", "row per voter", "rollback journal"])
def test_the_search_finds_a_box_that_leaks(tmp_path: Path, leak: str) -> None:
    voters = [f"0000000{number}-0000-7000-8000-000000000000" for number in range(1, 4)]
    connection = sqlite3.connect(tmp_path / "leaky.db", isolation_level=None)
    connection.execute(f"PRAGMA journal_mode={'WAL' if leak == 'wal' else 'PERSIST'}")
    connection.execute("CREATE TABLE box (received TEXT, sums TEXT)")
    connection.execute('INSERT INTO box VALUES (\'[]\', \'{"yes":0,"no":0,"abstain":0}\')')
    connection.execute("CREATE TABLE vote (line TEXT)")
    for count, voter in enumerate(voters, start=1):
        if leak == "row per voter":
            connection.execute("INSERT INTO vote VALUES (?)", (f'"{voter}":"yes"',))
        else:
            sums = json.dumps({"yes": count, "no": 0, "abstain": 0}, separators=(",", ":"))
            connection.execute("UPDATE box SET received = ?, sums = ?", (json.dumps(voters[:count]), sums))
    found = bytes_of(tmp_path)
    connection.close()
    assert links(found)


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; Windows has neither")
def test_a_process_killed_in_the_middle_of_a_cast_leaves_one_state(cell: Store, ballot: str, member: Named) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    voter = member("Dung")
    for steps in range(1, 60, 2):
        child = os.fork()
        if child == 0:
            _cast_and_die(cell.home, ballot, voter, steps)
        os.waitpid(child, 0)
        assert links(bytes_of(cell.home)) == []
        received = BallotBox(cell.home).received()
        assert received in ({member("Ánh")}, {member("Ánh"), voter})
        assert links(bytes_of(cell.home)) == []
        if len(received) == 2:
            return
    cast_ballot(cell, ballot, voter, ["no"])


def _cast_and_die(home: Path, ballot: str, voter: str, steps: int) -> None:
    def die() -> int:
        os.kill(os.getpid(), signal.SIGKILL)
        return 0

    real = sqlite3.connect

    def connect(*arguments: object, **options: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = real(*arguments, **options)  # type: ignore[call-overload]
        connection.set_progress_handler(die, steps)
        return connection

    sqlite3.connect = connect  # type: ignore[assignment]
    try:
        BallotBox(home).cast(ballot, voter, ["no"])
    finally:
        os._exit(0)


def test_each_votes_once_and_only_who_may(cell: Store, ballot: str, member: Named) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="voted already") as refusal:
        cast_ballot(cell, ballot, member("Ánh"), ["no"])
    assert "no" not in str(refusal.value).split()
    with pytest.raises(Refused, match="no vote"):
        cast_ballot(cell, ballot, member("Hiệp"), ["yes"])


def test_a_ballot_is_not_closed_while_somebody_has_not_voted_unless_that_is_meant(
    cell: Store, do: Do, ballot: str, member: Named
) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="5"):
        do("round.close_ballot", round=ballot)
    do("round.close_ballot", round=ballot, absent_ok=True)


def test_a_spoilt_ballot_counts_as_invalid(cell: Store, do: Do, ballot: str, member: Named, meeting: str) -> None:
    cast_ballot(cell, ballot, member("Ánh"), [])
    cast_ballot(cell, ballot, member("Dung"), ["yes", "no"])
    do("round.close_ballot", round=ballot, absent_ok=True)
    reader = open_reader(cell.home)
    counted = motions(reader, meeting)[0].rounds[0]
    reader.close()
    assert (counted.returned, counted.valid, counted.invalid) == (2, 0, 2)


def test_once_somebody_has_voted_the_round_is_voided_and_not_undone(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str
) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="void the round"):
        do("undo")
    do("round.void", round=ballot, reason="nhầm câu hỏi")
    assert not BallotBox(cell.home).path.exists()
    reader = open_reader(cell.home)
    assert open_round(reader, meeting) is None
    assert motions(reader, meeting)[0].rounds[0].state is RoundState.VOIDED
    reader.close()


def test_a_box_left_behind_by_a_kill_is_wiped_when_the_store_opens(
    cell: Store, do: Do, ballot: str, member: Named
) -> None:
    box = BallotBox(cell.home)
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    left = box.path.read_bytes()
    do("round.close_ballot", round=ballot, absent_ok=True)
    box.path.write_bytes(left)
    Store.open(cell.home).close()
    assert not box.path.exists()
