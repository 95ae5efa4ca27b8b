"""A line that carries little gets everything through, in however many puts; limits of time are shortened here."""

from __future__ import annotations

import os
from dataclasses import replace

import httpx
import pytest

from sync.client import http
from sync.client.faults import Unreachable
from sync.exchange.parties import Pace
from tests.sync.central import CentralServer
from tests.sync.hostile.conftest import Over
from tests.sync.hostile.line import Line
from tests.sync.laptop import Laptop

RATE = 24_000
"""Bytes a second, where a call may take 1.5 s instead of 60: as 600 bytes a second are."""


@pytest.fixture
def in_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "TIMEOUT", httpx.Timeout(connect=5, read=1.5, write=1.5, pool=5))


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
    pace = Pace(64 * 1024)
    assert [pace.failed(), pace.size] == [True, 32 * 1024]
    assert [pace.failed(), pace.failed(), pace.size] == [True, False, Pace.LEAST]
    pace.arrived()
    assert pace.size == Pace.LEAST * 9 // 8
    young = Pace()
    for _ in range(5):
        young.arrived()
    assert young.size == Pace.MOST


def test_a_line_that_carries_nothing_is_told(secretary: Laptop, line: Line, over: Over, in_haste: None) -> None:
    secretary.exchange()
    write_much(secretary, 4)
    over(secretary, line)
    line.up_rate = 10
    with pytest.raises(Unreachable):
        secretary.exchange()
