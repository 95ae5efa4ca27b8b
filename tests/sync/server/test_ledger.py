"""Appending parcels and handing them out, over each database."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol.parcels import Parcel, TaggedHead
from sync.server import ledger
from sync.server.database import Database
from sync.server.ledger import Heads, HistoryMismatch
from sync.server.problems import NO_ROOM, Problem
from tests.sync.central import Administration
from tests.sync.server.parcels import parcel, tag

Put = Callable[..., Heads]


@pytest.fixture
def put(administration: Administration, cell: str) -> Put:
    def append(*parcels: Parcel, to: str = cell, devices: int = 10) -> Heads:
        heads: Heads = administration.do(
            lambda connection, now: ledger.append(connection, now, to, "account", parcels, devices)
        )
        return heads

    return append


@pytest.fixture
def get(administration: Administration, cell: str) -> Callable[..., ledger.ParcelPage]:
    def deliver(have: dict[str, int], *, limit: int = 100, size: int = 10**6, of: str = cell) -> ledger.ParcelPage:
        delivery: ledger.ParcelPage = administration.see(ledger.deliver, of, have, limit, size)
        return delivery

    return deliver


def test_what_was_put_is_the_head_and_is_handed_out_as_it_came(put: Put, get: Any) -> None:
    first, second, other = parcel("a", 1, 3), parcel("a", 4, 4), parcel("b", 1, 2)
    assert put(first, other) == {"a": TaggedHead(3, tag("a", 3)), "b": TaggedHead(2, tag("b", 2))}
    assert put(second)["a"] == TaggedHead(4, tag("a", 4))
    assert get({}) == ledger.ParcelPage((first, second, other), more=False)
    assert get({"a": 3, "b": 2}).parcels == (second,)
    assert get({"a": 2}).parcels == (first, second, other)
    assert get({"a": 4, "b": 9, "c": 1}).parcels == ()


def test_several_parcels_of_one_device_come_in_one_request(put: Put) -> None:
    assert put(parcel("a", 1, 1), parcel("a", 2, 5))["a"].seq == 5


@pytest.mark.parametrize(
    "wrong",
    [
        parcel("a", 4, 6),  # a gap
        parcel("a", 1, 2),  # sent before
        parcel("a", 2, 4),  # overlaps
        parcel("a", 3, 4, history="of a clone"),
        parcel("b", 2, 2),  # a device that is new begins at 1
    ],
    ids=["gap", "replay", "overlap", "fork", "new device"],
)
def test_what_does_not_continue_is_refused_with_the_heads_and_all_that_came_with_it(
    put: Put, get: Any, wrong: Parcel
) -> None:
    heads = put(parcel("a", 1, 2))
    with pytest.raises(HistoryMismatch) as raised:
        put(parcel("c", 1, 1), wrong)
    assert raised.value.heads == heads
    assert get({}).parcels == (parcel("a", 1, 2),)


def test_a_device_of_another_cell_is_another_device(
    administration: Administration, put: Put, get: Any, cell: str
) -> None:
    other = administration.new_cell("Chi bộ Hai")
    put(parcel("a", 1, 2))
    put(parcel("a", 1, 1, history="theirs"), to=other)
    assert get({}, of=other).parcels == (parcel("a", 1, 1, history="theirs"),)
    assert get({}).parcels == (parcel("a", 1, 2),)


def test_there_is_an_end_to_new_devices_but_not_to_those_that_are_there(put: Put) -> None:
    put(parcel("a", 1, 1), parcel("b", 1, 1), devices=2)
    with pytest.raises(Problem) as raised:
        put(parcel("c", 1, 1), devices=2)
    assert raised.value.kind == NO_ROOM
    assert put(parcel("b", 2, 2), devices=1)["b"].seq == 2


def test_the_revision_counts_what_was_appended_and_no_refusal(
    administration: Administration, put: Put, cell: str
) -> None:
    put(parcel("a", 1, 1))
    with pytest.raises(HistoryMismatch):
        put(parcel("a", 1, 1))
    put()
    assert administration.see(ledger.revision, cell) == 1
    assert administration.see(ledger.revisions, [cell, "none"]) == {cell: 1}


@pytest.mark.parametrize(
    ("limit", "size", "firsts"),
    [(2, 10**6, [1, 2]), (3, 100, [1, 2]), (3, 99, [1]), (3, 1, [1]), (4, 10**6, [1, 2, 3, 1])],
)
def test_an_answer_is_as_large_as_allowed_and_never_empty(
    put: Put, get: Any, limit: int, size: int, firsts: list[int]
) -> None:
    put(*(parcel("a", n, n, size=50) for n in (1, 2, 3)), parcel("b", 1, 1, size=50))
    found = get({}, limit=limit, size=size)
    assert [one.first for one in found.parcels] == firsts
    assert found.more == (len(firsts) < 4)


def all_of(get: Any, limit: int, size: int) -> list[Parcel]:
    """Fetch everything, answer by answer, as a machine does."""
    have: dict[str, int] = {}
    found: list[Parcel] = []
    while True:
        delivery = get(have, limit=limit, size=size)
        found += delivery.parcels
        for one in delivery.parcels:
            assert one.first == have.get(one.device, 0) + 1
            have[one.device] = one.last
        if not delivery.more:
            return found
        assert delivery.parcels


@settings(max_examples=25)
@given(
    runs=st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.integers(1, 60)), max_size=12),
    limit=st.integers(1, 4),
    size=st.integers(1, 100),
)
def test_whatever_the_limits_everything_arrives_once_and_in_order(
    administration: Administration, runs: Sequence[tuple[str, int, int]], limit: int, size: int
) -> None:
    cell = administration.new_cell(f"Chi bộ {uuid4()}")
    ends: dict[str, int] = {}
    sent = []
    for device, length, box in runs:
        first = ends.get(device, 0) + 1
        ends[device] = first + length - 1
        sent.append(parcel(device, first, ends[device], size=box))
    administration.do(lambda connection, now: ledger.append(connection, now, cell, "account", sent, 10))
    found = all_of(lambda have, **given: administration.see(ledger.deliver, cell, have, **given), limit, size)
    assert found == sorted(sent, key=lambda one: (one.device, one.first))


def test_of_two_who_put_the_same_entries_at_once_one_wins(administration: Administration, cell: str) -> None:
    """Eight threads put each of several entries: exactly one history results, and all others receive the heads."""
    rounds, racers = 5, 8
    outcomes: list[tuple[int, str]] = []
    told: set[tuple[int, int]] = set()
    barrier = threading.Barrier(racers)

    def race(name: str) -> None:
        with closing(Database(administration.settings)) as database:
            for seq in range(1, rounds + 1):
                barrier.wait()
                head = database.read(ledger.heads, cell).get("a")
                one = Parcel(
                    "a", seq, seq, head.tag if head else bytes(16), name.encode().ljust(16), "k", name.encode()
                )
                barrier.wait()
                try:
                    database.write(ledger.append, administration._now(), cell, name, [one], 10)
                    outcomes.append((seq, name))
                except HistoryMismatch as refusal:
                    told.add((seq, refusal.heads["a"].seq))

    threads = [threading.Thread(target=race, args=(f"racer {n}",)) for n in range(racers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seq for seq, _ in outcomes) == list(range(1, rounds + 1))
    assert told == {(seq, seq) for seq in range(1, rounds + 1)}
    kept = administration.see(ledger.deliver, cell, {}, 100, 10**6).parcels
    assert [one.box.decode() for one in kept] == [name for _, name in sorted(outcomes)]


def test_those_who_put_for_different_devices_at_once_all_succeed(administration: Administration, cell: str) -> None:
    def put_all(device: str) -> None:
        with closing(Database(administration.settings)) as database:
            for seq in range(1, 6):
                database.write(ledger.append, administration._now(), cell, device, [parcel(device, seq, seq)], 10)

    threads = [threading.Thread(target=put_all, args=(device,)) for device in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {device: head.seq for device, head in administration.see(ledger.heads, cell).items()} == dict.fromkeys(
        "abcd", 5
    )
    assert administration.see(ledger.revision, cell) == 20
