"""The secret ballot on this laptop: no byte of the home folder, at any moment, links a voter to a choice.

The attacker reads every file of the home folder, at one moment. A link would be one of two things: two states of the
box (who had received a ballot, and the totals), whose difference is one person's vote; or a voter's key or name
beside a choice. The same search runs over boxes that leak on purpose, and finds it.
"""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from models.acts.counting import cast_ballot
from models.acts.registry import ActOutcome
from models.domain.errors import Refused
from models.domain.methods import Method
from models.domain.vocabulary import AttendanceState, Choice, MotionKind, RoundState
from models.queries.votes import RoundView, motions, open_round
from models.store import ballot_box
from models.store.ballot_box import Ballot, BallotBox
from models.store.opening import open_reader
from models.store.store import Store

Do = Callable[..., ActOutcome]
Named = Callable[[str], str]

VOTES = (("Ánh", "yes"), ("Dung", "yes"), ("Đức", "no"), ("Hạnh", "yes"), ("Yến", "abstain"), ("Mậu", "yes"))
SECTOR = 512  # bytes that a disk writes whole or not at all
_STATE = re.compile(rb"[01]+\d{5}(?: \d{5}){2,}")  # who has received a ballot, then the totals
_BESIDE = rb"[\s\x00-\x1f\"':=,;|()\[\]{}-]{0,8}"
_CHOICE = rb"(?:yes|no|abstain)\b"

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL; Windows has neither")


def bytes_of(home: Path) -> bytes:
    """Return every byte of every file below a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(home.rglob("*")) if path.is_file())


def links(found: bytes, people: Iterable[str]) -> list[str]:
    """Return what links a voter to a choice in the bytes; ``people`` are the voters' keys and names."""
    states = sorted(set(_STATE.findall(found)))
    persons = b"|".join(re.escape(person.encode()) for person in people)
    beside = rb"(?:%b)%b%b|\b%b%b(?:%b)" % (persons, _BESIDE, _CHOICE, _CHOICE, _BESIDE, persons)
    return [f"{len(states)} states of the box"] * (len(states) > 1) + [
        one.decode() for one in re.findall(beside, found)
    ]


@pytest.fixture
def people(cell: Store, member: Named) -> list[str]:
    """The voters' keys and names."""
    reader = open_reader(cell.home)
    rows = reader.execute("SELECT id, full_name FROM member").fetchall()
    reader.close()
    return [text for row in rows for text in row]


@pytest.fixture
def in_the_room(cell: Store, do: Do, meeting: str, member: Named) -> str:
    """The meeting, open, with six voters in the room."""
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    for name, _choice in VOTES:
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    return meeting


@pytest.fixture
def ballot(do: Do, in_the_room: str) -> str:
    """The key of an open ballot on this laptop."""
    motion = do("motion.put", title="Chọn ngày sinh hoạt").value
    return str(do("round.open", motion=motion, method=Method.LAPTOP_BALLOT).value)


def _last_round(home: Path, meeting: str) -> RoundView:
    reader = open_reader(home)
    view = motions(reader, meeting)[-1].rounds[-1]
    reader.close()
    return view


def test_after_every_cast_and_after_the_close_no_byte_links_a_voter_to_a_choice(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str, people: list[str]
) -> None:
    opened = _last_round(cell.home, meeting)
    for place, (name, choice) in enumerate(VOTES, start=1):
        cast_ballot(cell, ballot, member(name), [choice])
        found = bytes_of(cell.home)
        assert links(found, people) == []
        assert len(_STATE.findall(found)) == 1, "the state of the box stands in the folder once"
        assert len(BallotBox(cell.home).received()) == place
        assert _last_round(cell.home, meeting) == opened, "the store says nothing of who votes when"
    do("round.close_ballot", round=ballot)
    found = bytes_of(cell.home)
    assert links(found, people) == []
    assert _STATE.findall(found) == []
    assert not BallotBox(cell.home).path.exists()
    counted = _last_round(cell.home, meeting)
    assert (counted.issued, counted.returned, counted.valid, counted.invalid) == (6, 6, 6, 0)
    assert (counted.yes, counted.no, counted.abstain, counted.arithmetic) == (4, 1, 1, "2·4 > 8")


def test_an_election_in_the_box_counts_marks_and_links_nobody_to_them(
    cell: Store, do: Do, in_the_room: str, member: Named, people: list[str]
) -> None:
    candidates = [member(name) for name in ("Đức", "Hạnh", "Mậu")]
    motion = do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=2, candidates=candidates).value
    key = str(do("round.open", motion=motion, method=Method.LAPTOP_BALLOT).value)
    options = {one.option.member_id: one.option.id for one in _last_round(cell.home, in_the_room).options}
    first, second, third = (options[candidate] for candidate in candidates)
    marked = [[first, second], [first], [first, second], [first, second, third], [second], [third, first]]
    for (name, _choice), marks in zip(VOTES, marked, strict=True):
        cast_ballot(cell, key, member(name), marks)
        assert links(bytes_of(cell.home), people) == []
    do("round.close_ballot", round=key)
    counted = _last_round(cell.home, in_the_room)
    assert (counted.issued, counted.valid, counted.invalid) == (6, 5, 1), "three names for two seats are invalid"
    assert {one.option.id: one.marks for one in counted.options} == {first: 4, second: 3, third: 1}


def _leak_by_journal(home: Path, mode: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(ballot_box, "JOURNAL", mode)
    box = BallotBox(home)
    box.open(Ballot("round", tuple(Choice), 1, ("an", "binh", "chi")))
    with sqlite3.connect(box.path) as other:  # a second program, as the screen beside the command line
        other.execute("SELECT * FROM box").fetchall()
        box.cast("round", "an", ["yes"])
        box.cast("round", "binh", ["no"])
        yield
    other.close()


def _leak_by_free_space(home: Path, _mode: str, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    connection = sqlite3.connect(home / "leaky.db", isolation_level=None)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute("CREATE TABLE box (state TEXT)")
    connection.execute("INSERT INTO box VALUES ('10000001 00000 00000 00000')")
    connection.execute("INSERT INTO box VALUES ('11000001 00001 00000 00000')")
    connection.execute("DELETE FROM box WHERE rowid = 1")
    connection.close()
    yield


def _leak_by_a_row_for_each_voter(home: Path, _mode: str, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    connection = sqlite3.connect(home / "leaky.db", isolation_level=None)
    connection.execute("CREATE TABLE vote (voter TEXT, choice TEXT)")
    connection.execute("INSERT INTO vote VALUES ('binh', 'abstain')")
    connection.close()
    yield


def _leak_by_a_log(home: Path, _mode: str, _monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (home / "chibo.log").write_text("ballot.cast: no (binh)\n", encoding="utf-8")
    yield


@pytest.mark.parametrize(
    ("leak", "mode"),
    [
        (_leak_by_journal, "WAL"),
        (_leak_by_journal, "PERSIST"),
        (_leak_by_free_space, ""),
        (_leak_by_a_row_for_each_voter, ""),
        (_leak_by_a_log, ""),
    ],
)
def test_the_search_finds_a_box_that_leaks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Callable[..., Iterator[None]], mode: str
) -> None:
    for _at_this_moment in leak(tmp_path, mode, monkeypatch):
        assert links(bytes_of(tmp_path), ["an", "binh", "chi"])


def _box(home: Path, voters: int) -> tuple[BallotBox, list[str]]:
    box = BallotBox(home)
    keys = [f"01a1fb81-5c57-7a5d-8b34-{number:012}" for number in range(voters)]
    box.open(Ballot("round", tuple(Choice), 1, tuple(keys)))
    return box, keys


def test_a_power_cut_within_a_cast_leaves_the_state_before_or_the_state_after(tmp_path: Path) -> None:
    box, voters = _box(tmp_path, 50)
    for voter in voters[:30]:
        box.cast("round", voter, ["yes"])
    before = box.path.read_bytes()
    box.cast("round", voters[40], ["no"])
    after = box.path.read_bytes()
    sectors = range(0, len(after), SECTOR)
    changed = [place for place in sectors if before[place : place + SECTOR] != after[place : place + SECTOR]]
    assert len(changed) <= 2, "the counter of the file, and the end of the row"
    for written in ([], changed[:1], changed[1:], changed):  # a disk may write sectors in any order
        torn = bytearray(before)
        for place in written:
            torn[place : place + SECTOR] = after[place : place + SECTOR]
        box.path.write_bytes(torn)
        totals = box.totals("round")
        expected = {"yes": 30, "no": len(totals.received) - 30, "abstain": 0}
        assert set(totals.received) in ({*voters[:30]}, {*voters[:30], voters[40]})
        assert totals.sums == expected
        assert links(bytes_of(tmp_path), voters) == []


@needs_signals
def test_a_process_killed_while_voters_cast_leaves_one_state_and_loses_no_ballot(tmp_path: Path) -> None:
    chance = random.Random(2026)
    killed_amid = 0
    for _kill in range(25):
        box, voters = _box(tmp_path, 40)
        acknowledged = _cast_until_killed(box, voters, after=chance.randrange(40), seconds=chance.random() / 500)
        assert links(bytes_of(tmp_path), voters) == []
        totals = box.totals("round")
        assert totals.received == tuple(voters[: len(totals.received)])
        assert len(totals.received) - acknowledged in (0, 1), "at most the one whose answer was under way"
        assert sum(totals.sums.values()) == len(totals.received)
        assert [path.name for path in tmp_path.iterdir()] == ["ballot.db"]
        killed_amid += acknowledged < len(voters)
    assert killed_amid > 5


def _cast_until_killed(box: BallotBox, voters: list[str], *, after: int, seconds: float) -> int:
    """Let a child cast for one voter after the other, kill it; return how many casts had returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        for voter in voters:
            box.cast("round", voter, ["yes" if voter < voters[20] else "no"])
            os.write(writing, b".")
        os._exit(0)
    os.close(writing)
    told = len(os.read(reading, 1))
    while told < after and (more := len(os.read(reading, 1))):
        told += more
    time.sleep(seconds)  # somewhere within the next casts: where does not matter, only that it differs
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := len(os.read(reading, 64)):
        told += more
    os.close(reading)
    return told


def test_each_votes_once_and_only_who_may(cell: Store, ballot: str, member: Named) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="voted already") as refusal:
        cast_ballot(cell, ballot, member("Ánh"), ["no"])
    assert "no" not in str(refusal.value).split()
    with pytest.raises(Refused, match="no vote"):
        cast_ballot(cell, ballot, member("Hiệp"), ["yes"])


def test_a_cast_leaves_no_entry_in_the_journal(cell: Store, ballot: str, member: Named) -> None:
    reader = open_reader(cell.home)
    before = reader.execute("SELECT count(*) FROM journal_entry").fetchone()
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    assert reader.execute("SELECT count(*) FROM journal_entry").fetchone() == before
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights with the folder of the profile")
def test_only_its_owner_may_read_the_box(cell: Store, ballot: str) -> None:
    assert BallotBox(cell.home).path.stat().st_mode & 0o777 == 0o600


def test_a_ballot_is_not_closed_while_somebody_has_not_voted_unless_that_is_meant(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str
) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="5"):
        do("round.close_ballot", round=ballot)
    outcome = do("round.close_ballot", round=ballot, absent_ok=True)
    assert [str(warning) for warning in outcome.warnings] == [
        "Voters: 1; with fewer than 4 a secret ballot hardly stays secret.",
        "All 1 valid ballots agree, so the result tells how everyone voted.",
    ]
    assert _last_round(cell.home, meeting).issued == 1


def test_a_spoilt_ballot_counts_as_invalid(cell: Store, do: Do, ballot: str, member: Named, meeting: str) -> None:
    cast_ballot(cell, ballot, member("Ánh"), [])
    cast_ballot(cell, ballot, member("Dung"), ["yes", "no"])
    do("round.close_ballot", round=ballot, absent_ok=True)
    counted = _last_round(cell.home, meeting)
    assert (counted.returned, counted.valid, counted.invalid) == (2, 0, 2)


def test_once_somebody_has_voted_the_round_is_voided_and_not_undone(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str
) -> None:
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with pytest.raises(Refused, match="void the round"):
        do("undo")
    do("round.void", round=ballot, reason="nhầm câu hỏi")
    assert not BallotBox(cell.home).path.exists()
    assert _last_round(cell.home, meeting).state is RoundState.VOIDED
    reader = open_reader(cell.home)
    assert open_round(reader, meeting) is None
    reader.close()


def test_a_voided_ballot_does_not_come_back_for_its_papers_are_destroyed(do: Do, ballot: str) -> None:
    do("round.void", round=ballot, reason="nhầm câu hỏi")
    with pytest.raises(Refused, match="destroyed"):
        do("undo")


def test_an_opened_ballot_that_nobody_has_voted_in_is_undone_and_done_again(
    cell: Store, do: Do, ballot: str, member: Named
) -> None:
    do("undo")
    with pytest.raises(Refused):
        cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    do("redo")
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    assert BallotBox(cell.home).received() == {member("Ánh")}


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


@pytest.mark.parametrize("left", [b"", bytes(2 * ballot_box.PAGE), b"no database at all" * 100])
def test_a_damaged_box_stops_only_its_own_round(
    cell: Store, do: Do, ballot: str, member: Named, meeting: str, left: bytes
) -> None:
    BallotBox(cell.home).path.write_bytes(left)
    Store.open(cell.home).close()
    for attempt in (
        lambda: cast_ballot(cell, ballot, member("Ánh"), ["yes"]),
        lambda: do("round.close_ballot", round=ballot, absent_ok=True),
    ):
        with pytest.raises(Refused, match="void the round with a reason and repeat it"):
            attempt()
    do("round.void", round=ballot, reason="hỏng")
    motion = _last_round(cell.home, meeting).motion_id
    again = str(do("round.open", motion=motion, method=Method.LAPTOP_BALLOT).value)
    cast_ballot(cell, again, member("Ánh"), ["yes"])
    assert BallotBox(cell.home).received() == {member("Ánh")}


def test_a_ballot_whose_box_is_on_another_machine_is_not_cast_here(
    cell: Store, do: Do, ballot: str, member: Named
) -> None:
    BallotBox(cell.home).path.unlink()
    with pytest.raises(Refused, match="not on this laptop"):
        cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    assert not BallotBox(cell.home).path.exists()


def test_the_redo_of_an_opening_is_not_undone_either_once_somebody_has_voted(
    cell: Store, do: Do, ballot: str, member: Named
) -> None:
    do("undo")
    do("redo")
    cast_ballot(cell, ballot, member("Ánh"), ["yes"])
    with cell.unit("read") as unit:
        newest = unit.connection.execute("SELECT max(seq) FROM journal_entry").fetchone()[0]
    with pytest.raises(Refused, match="cannot be taken back"):
        do("undo", number=newest)


def test_a_ballot_of_two_boxes_counts_each_name_apart_and_no_paper_is_invalid(tmp_path: Path) -> None:
    box = BallotBox(tmp_path)
    choices = ("a/yes", "a/no", "b/yes", "b/no")
    box.open(Ballot("round", choices, 2, ("1", "2", "3", "4"), per_name=True))
    for voter, marked in (
        ("1", {"a/yes", "b/no"}),
        ("2", {"a/yes", "a/no", "b/yes"}),
        ("3", set()),
        ("4", {"a/no", "b/yes"}),
    ):
        box.cast("round", voter, marked)
    totals = box.totals("round")
    assert totals.sums == {"a/yes": 1, "a/no": 1, "b/yes": 2, "b/no": 1}
    assert totals.invalid == 0


def test_an_election_without_surplus_on_the_laptop(
    do: Do, cell: Store, meeting: str, member: Named, reader: sqlite3.Connection
) -> None:
    do("agenda.agree", meeting=meeting)
    do("meeting.open", meeting=meeting)
    names = ("Ánh", "Dung", "Đức", "Hạnh", "Yến")
    for name in names:
        do("attendance.mark", member=member(name), state=AttendanceState.PRESENT)
    candidates = [member("Mậu"), member("Hương")]
    motion = do("motion.put", title="Bầu", kind=MotionKind.ELECTION, seats=2, candidates=candidates).value
    opened = do("round.open", motion=motion, method=Method.LAPTOP_BALLOT).value
    first, second = (one.option.id for one in motions(reader, meeting)[0].rounds[0].options)
    for place, name in enumerate(names):
        marked = {f"{first}/yes", f"{second}/no"} if place < 4 else {f"{second}/yes"}
        cast_ballot(cell, opened, member(name), marked)
    do("round.close_ballot", round=opened)
    counted = motions(reader, meeting)[0].rounds[0]
    assert [(one.marks, one.against) for one in counted.options] == [(4, 0), (1, 4)]
    assert (counted.valid, counted.invalid) == (5, 0)
