"""A server that delivers other entries than it claims, or none: this is reported, and its claim is not trusted."""

from __future__ import annotations

from sync.exchange.state import KnownHeads
from sync.protocol.parcels import TaggedHead
from tests.sync.simulator.carrier import Carrier, Line, RunCodec, exchange
from tests.sync.simulator.pure import PureReplica

YEAR = 31_557_600_000


class Liar(Carrier):
    """Claims heads that are others than those of its parcels."""

    def __init__(self, claimed: dict[str, TaggedHead], given: Carrier) -> None:
        super().__init__()
        self.claimed, self.chains = claimed, given.chains

    def heads(self) -> dict[str, TaggedHead]:
        return self.claimed


def twins() -> tuple[PureReplica, PureReplica]:
    """Two machines of one name and one first entry, each with an entry of its own behind it."""
    one = PureReplica("twin")
    one.act({("task", "task-1"): {"title": "first", "state": "assigned"}}, 50 * YEAR)
    other = one.copy()
    one.act({("task", "task-1"): {"title": "one"}}, 51 * YEAR)
    other.act({("task", "task-1"): {"title": "other"}}, 52 * YEAR)
    return one, other


def held(codec: RunCodec, *replicas: PureReplica) -> Carrier:
    carrier = Carrier()
    for replica in replicas:
        exchange(replica, Line(carrier), codec, {})
    return carrier


def test_a_head_that_is_not_ours_and_never_comes_is_told_as_not_received() -> None:
    one, other = twins()
    codec = RunCodec()
    theirs = held(codec, other)
    moved = exchange(one, Line(Liar(theirs.heads(), Carrier())), codec, {})
    assert moved.unreceived == 1


def test_other_entries_than_the_head_says_are_not_taken_for_known() -> None:
    one, other = twins()
    codec = RunCodec()
    ours, theirs = held(codec, one.copy()), held(codec, other)
    reader, known = PureReplica("reader"), KnownHeads()
    exchange(reader, Line(ours), codec, {})
    reader.fork(1, "twin")
    exchange(reader, Line(Liar(theirs.heads(), ours)), codec, known)
    exchange(reader, Line(theirs), codec, known)
    assert "other" in reader.tokens()


def test_what_was_taken_in_part_comes_again() -> None:
    """The history of a name goes by another here, and there meets entries of our own: it is asked for once more."""
    one, other = twins()
    codec = RunCodec()
    theirs = held(codec, other)
    one.fork(1, "twin")
    one.act({("task", "task-1"): {"title": "meanwhile"}}, 53 * YEAR)
    known = KnownHeads()
    for _ in range(2):
        exchange(one, Line(theirs), codec, known)
    assert {"one", "other", "meanwhile"} <= one.tokens()
    one.check()
