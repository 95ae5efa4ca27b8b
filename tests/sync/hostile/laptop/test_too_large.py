"""An entry that the server never accepts blocks nothing: later entries continue, and a stick carries it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from models.domain.clock import VIETNAM, system_clock
from sync.client import http
from sync.client.exchanging import exchange_with_folder
from sync.client.http import ServerClient
from sync.daemon.session import Session
from sync.protocol.parcels import Parcel, TaggedHead
from sync.status import read_status
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops

LARGE = 20_000


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        for one in opened:
            one.exchange()
        yield opened


def even(one: Laptop, other: Laptop) -> None:
    for _ in range(3):
        one.exchange()
        other.exchange()


def test_what_is_behind_it_goes_on_and_a_stick_carries_it(
    pair: list[Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = pair
    first.do("meeting.plan", at=datetime(2026, 12, 3, 14, 0, tzinfo=VIETNAM), place="Phòng họp")
    first.exchange()
    monkeypatch.setattr(http, "MAXIMUM_PUT", LARGE // 4)
    noise = "".join(Random(1).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=LARGE))
    first.do("cell.change", name="Trước")
    first.do("note.write", text=noise)
    first.do("cell.change", name="Sau")
    put = list[int]()
    send = ServerClient.put

    def counting(self: ServerClient, parcels: Sequence[Parcel]) -> dict[str, TaggedHead]:
        put.append(sum(len(parcel.box) for parcel in parcels))
        return dict(send(self, parcels))

    monkeypatch.setattr(ServerClient, "put", counting)
    moved = first.exchange()
    assert (moved.declined, moved.unsent) == (1, 1)
    even(first, second)
    assert "Sau" in second.export()
    assert noise not in second.export()
    put.clear()
    first.do("cell.change", place="Tuyên Quang")
    even(first, second)
    assert max(put) < LARGE // 4
    assert "Tuyên Quang" in second.export()
    session = Session(first.home, system_clock())
    session.exchange()
    session.close()
    status = read_status(first.home)
    assert status is not None
    assert status.declined == 1
    stick = tmp_path / "stick"
    stick.mkdir()
    for one in (first, second, first):
        exchange_with_folder(one.store, one.account, stick)
    even(first, second)
    assert noise in second.export()
    assert first.export() == second.export()
