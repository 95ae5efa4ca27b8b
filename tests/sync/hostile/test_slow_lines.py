"""A line that carries little gets everything through, in however many puts; limits of time are shortened here."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from sync.client import connection
from sync.client.downloads import Downloads
from sync.client.faults import ConnectionBroken, Unreachable
from sync.client.http import ServerClient
from sync.exchange.interfaces import BatchSize
from sync.protocol.parcels import NO_TAG, Parcel, to_frames
from tests.sync.central import CentralServer
from tests.sync.hostile.conftest import Over
from tests.sync.hostile.line import Line
from tests.sync.laptop import Laptop

RATE = 24_000
"""Bytes a second, where a call may take 1.5 s instead of 60: as 600 bytes a second are."""


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "TIMEOUT", httpx.Timeout(connect=5, read=1.5, write=1.5, pool=5))


def write_much(laptop: Laptop, kilobytes: int) -> None:
    """Write acts that no compression makes small."""
    for _ in range(kilobytes // 2):
        laptop.do("theme.add", title=os.urandom(60).hex(), quarter=1)


def test_a_backlog_gets_through_a_slow_line(
    server: CentralServer, secretary: Laptop, deputy: Laptop, line: Line, over: Over, in_haste: None
) -> None:
    secretary.exchange()
    server.stop()
    server.settings = replace(server.settings, limits=replace(server.settings.limits, body_seconds=1.5))
    server.start()
    write_much(secretary, 1800)
    over(secretary, line)
    line.up_rate = RATE
    moved = secretary.exchange()
    assert moved.unsent == 0
    assert deputy.exchange().received
    assert deputy.export() == secretary.export()


def test_what_did_not_arrive_is_halved_and_what_arrived_doubled() -> None:
    batch_size = BatchSize(64 * 1024)
    assert [batch_size.shrink(), batch_size.size] == [True, 32 * 1024]
    assert [batch_size.shrink(), batch_size.shrink(), batch_size.size] == [True, False, BatchSize.LEAST]
    batch_size.grow()
    assert batch_size.size == BatchSize.LEAST * 9 // 8
    young = BatchSize()
    for _ in range(5):
        young.grow()
    assert young.size == BatchSize.MOST


def test_a_line_that_carries_nothing_is_told(secretary: Laptop, line: Line, over: Over, in_haste: None) -> None:
    secretary.exchange()
    write_much(secretary, 4)
    over(secretary, line)
    line.up_rate = 10
    with pytest.raises(Unreachable):
        secretary.exchange()


def test_what_came_of_an_answer_is_not_fetched_again(
    secretary: Laptop, deputy: Laptop, line: Line, over: Over, in_haste: None
) -> None:
    """Over a line that breaks off after 4 KB: far less than one parcel that was put over a good line."""
    write_much(secretary, 200)
    secretary.exchange()
    over(deputy, line)
    line.down_bytes = 4_000
    moved = deputy.exchange()
    assert (moved.unreceived, moved.refused) == (0, ())
    assert deputy.export() == secretary.export()
    assert line.broken > 1
    assert line.brought < 1.5 * size_of(secretary)


def test_two_kilobytes_a_second_bring_everything(
    secretary: Laptop, deputy: Laptop, line: Line, over: Over, in_haste: None
) -> None:
    """As 2 kB a second are, where a call may stand still for 60 s instead of 1.5, and the line breaks now and then."""
    write_much(secretary, 100)
    secretary.exchange()
    over(deputy, line)
    line.down_rate, line.down_bytes = 80_000, 6_000
    assert deputy.exchange().unreceived == 0
    assert deputy.export() == secretary.export()


def test_few_parcels_are_asked_for_at_once_where_they_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("sync.client.downloads.time.monotonic", lambda: now[0])
    found = Downloads()
    asked: list[int] = []

    def ask(seconds: float) -> Callable[[int, int], bytes]:
        def answer(limit: int, _after: int) -> bytes:
            asked.append(limit)
            now[0] += seconds
            return to_frames([])

        return answer

    for seconds in (0.1, 0.1, 0.1, 0.1, 30, 30, 5, 0.1):
        found.fetch(ask(seconds), 16, None, resumes=True)
    assert asked == [2, 4, 8, 16, 16, 8, 4, 4]


def test_an_answer_that_is_another_by_now_is_fetched_anew() -> None:
    """What came before the line broke belongs to parcels that were put in other ones' place meanwhile."""
    parcels = [Parcel("may", 1, 1, NO_TAG, bytes([number]) * 16, "k", os.urandom(5000)) for number in range(2)]
    old, new = (to_frames([parcel], hashed=True) for parcel in parcels)
    answers = [broken(old[:3000]), new[3000:], new]

    def ask(_limit: int, after: int) -> bytes:
        answer = answers.pop(0)
        assert after in {0, 3000}
        if isinstance(answer, ConnectionBroken):
            raise answer
        return answer

    assert Downloads().fetch(ask, 16, "heads", resumes=True) == ((parcels[1],), False)


def broken(part: bytes) -> ConnectionBroken:
    fault = ConnectionBroken("broken")
    fault.part = part
    return fault


def size_of(laptop: Laptop) -> int:
    """Return how many bytes all entries of a laptop take in frames."""
    with ServerClient.of(laptop.account) as line:
        return len(to_frames(line.get({}, 500)[0], hashed=True))
