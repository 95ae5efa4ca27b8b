"""What one token, and one cell, may put has an end, and the refusal says what to do."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta

import pytest

from sync.server import accounts, ledger, repair
from sync.server.ledger import SHIPPED, Quota
from sync.server.problems import CELL_FULL, DAY_FULL, NO_ROOM, Problem
from sync.server.tables import Ledger
from tests.sync.central import CentralServer
from tests.sync.server.machine import machine_of, talking
from tests.sync.server.parcels import parcel

SMALL = Quota(devices_of_account=2, run=100, cell_octets=1_000, day_octets=600, day_entries=50)


def put(server: CentralServer, cell: str, *parcels: object, by: str = "a", quota: Quota = SMALL) -> None:
    server.do(lambda connection, now: ledger.append(connection, now, cell, by, parcels, 100, quota))


def octets(server: CentralServer) -> int:
    return int(server.see(lambda c: c.execute(Ledger.__table__.select()).one().octets))


def test_bytes_of_a_machine_in_a_day_and_of_a_cell_have_an_end(server: CentralServer) -> None:
    cell = server.new_cell()
    put(server, cell, parcel("x", 1, 1, size=600))
    for wrong, kind in ((parcel("x", 2, 2, size=1), DAY_FULL),):
        with pytest.raises(Problem) as refused:
            put(server, cell, wrong)
        assert refused.value.kind is kind
        assert refused.value.headers["Retry-After"] == "3600"
    put(server, cell, parcel("y", 1, 1, size=400), by="b")
    with pytest.raises(Problem) as refused:
        put(server, cell, parcel("z", 1, 1, size=1), by="c")
    assert refused.value.kind is CELL_FULL
    assert octets(server) == 1_000
    server.do(repair.cut, cell, "x")
    assert octets(server) == 400
    put(server, cell, parcel("z", 1, 1, size=1), by="c")


def test_a_new_day_gives_room_again(server: CentralServer) -> None:
    cell = server.new_cell()
    put(server, cell, parcel("x", 1, 50))
    with pytest.raises(Problem):
        put(server, cell, parcel("x", 51, 51))
    later = server._now() + timedelta(days=1)
    with closing(_database(server)) as database:
        database.write(ledger.append, later, cell, "a", [parcel("x", 51, 51)], 100, SMALL)


def _database(server: CentralServer) -> object:
    from sync.server.database import Database

    return Database(server.settings)


def test_invented_devices_block_nobody_else(server: CentralServer) -> None:
    cell = server.new_cell()
    put(server, cell, parcel("x", 1, 1))
    put(server, cell, parcel("y", 1, 1))
    with pytest.raises(Problem) as refused:
        put(server, cell, parcel("z", 1, 1))
    assert refused.value.kind is NO_ROOM
    assert "device list" in NO_ROOM.sentence
    put(server, cell, parcel("x", 2, 2))
    put(server, cell, parcel("new", 1, 1), by="another machine")


def begin(server: CentralServer, cell: str, account: str, *devices: str, own: str, limit: int = 10) -> None:
    parcels = [parcel(device, 1, 1) for device in devices]
    server.do(lambda c, now: ledger.append(c, now, cell, account, parcels, limit, SHIPPED, own))


def test_a_machine_that_began_few_devices_has_room_in_a_cell_that_others_filled(server: CentralServer) -> None:
    cell = server.new_cell()
    for thief in ("a", "b"):
        begin(server, cell, thief, *(f"{thief}{number}" for number in range(4)), own=f"{thief}0")
    for another in ("a4", "stick"):
        with pytest.raises(Problem) as refused:
            begin(server, cell, "a", another, own="a4")
        assert (refused.value.kind, refused.value.members["devices"]) == (NO_ROOM, [another])
    begin(server, cell, "honest", "new", own="new")
    with pytest.raises(Problem) as refused:
        begin(server, cell, "honest", "restored", "stick", own="restored")
    assert refused.value.members["devices"] == ["stick"]
    begin(server, cell, "honest", "restored", own="restored")


def test_devices_of_a_revoked_machine_take_no_room(server: CentralServer) -> None:
    cell = server.new_cell()
    with talking(server.url) as http:
        thief = machine_of(http, server, cell)
        begin(server, cell, thief.account, *(f"a{number}" for number in range(8)), own="a0")
        with pytest.raises(Problem):
            begin(server, cell, "honest", "new", "stick", own="new")
        server.do(accounts.revoke, thief.account)
        begin(server, cell, "honest", "new", *(f"stick{number}" for number in range(7)), own="new")
        with pytest.raises(Problem):
            begin(server, cell, "honest", "stick7", own="new")


def test_what_is_shipped_lets_a_large_cell_through() -> None:
    assert SHIPPED.day_entries >= 1_000_000
    assert SHIPPED.cell_octets >= 2**32
