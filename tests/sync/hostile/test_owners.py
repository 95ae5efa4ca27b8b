"""A device's history is continued by the account that began it, as long as that is there to do so."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from models.store.entry import Entry, entry_hash
from sync.client.exchanging import exchange_with_folder
from sync.client.http import ServerClient
from sync.client.machines import machines, revoke
from sync.exchange.interfaces import ForeignDevices
from sync.keys.sealing import Sealer
from sync.protocol.parcels import MEDIA_TYPE, NO_TAG, Parcel
from sync.server import ledger
from sync.server.problems import NO_ROOM, Problem
from sync.server.tables import StoredHead
from tests.sync.central import CentralServer
from tests.sync.hostile.test_names_taken import begin, creations, device_of, devices
from tests.sync.hostile.test_quotas import SMALL
from tests.sync.hostile.test_strangers import absent, stranger
from tests.sync.laptop import Laptop
from tests.sync.server.parcels import parcel

_HEAD = StoredHead.__table__


def behind(laptop: Laptop, device: str, previous: str, seq: int) -> Parcel:
    """What a machine that has the keys puts behind another's last entry."""
    entry = Entry(device, seq, 1 << 40, "a", "x", None, {}, (), previous_hash=previous)
    return Sealer(laptop.account.cell, laptop.account.ring).seal([(entry, entry_hash(entry))])


def continued(racer: Laptop, victim: Laptop, count: int) -> list[Parcel]:
    """What a machine that has the keys puts behind another's last entries."""
    parcels = [race(racer, victim)]
    sealer = Sealer(racer.account.cell, racer.account.ring)
    for _ in range(count - 1):
        last, digest = sealer.open(parcels[-1])[-1]
        parcels.append(behind(racer, last.device, digest, last.seq + 1))
    return parcels


def race(racer: Laptop, victim: Laptop) -> Parcel:
    own = device_of(victim)
    with victim.store.reading() as connection:
        sql = "SELECT seq, hash FROM journal_entry WHERE device = ? ORDER BY seq DESC LIMIT 1"
        seq, digest = connection.execute(sql, (own,)).fetchone()
    return behind(racer, own, digest, seq + 1)


def test_nobody_continues_the_history_of_a_machine_that_is_there(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    begin(secretary, deputy)
    own = device_of(secretary)
    with ServerClient.of(deputy.account) as line:
        for number in range(3):
            secretary.do("theme.add", title=f"Việc {number}")
            secretary.exchange()
            with pytest.raises(ForeignDevices):
                line.put([race(deputy, secretary)])
            assert device_of(secretary) == own
    deputy.exchange()
    assert deputy.export() == secretary.export()


def test_who_is_gone_is_continued_by_others(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    begin(secretary, deputy)
    with ServerClient.of(deputy.account) as line:
        line.heads()
        absent(server, secretary.account.id)
        line.put([race(deputy, secretary)])
        secretary.exchange()  # it takes that in, and goes on under another name
        secretary.do("theme.add", title="Việc khác")
        secretary.exchange()
        with pytest.raises(ForeignDevices):
            line.put([race(deputy, secretary)])
        gone = next(one for one in machines(deputy.account, line) if one.id == secretary.account.id)
        revoke(deputy.store, deputy.account, line, gone)
        line.put([race(deputy, secretary)])


@pytest.mark.parametrize(("count", "by_stick"), [(1, True), (3, False)])
def test_whose_history_was_continued_while_it_was_away_keeps_all_it_wrote(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path, count: int, *, by_stick: bool
) -> None:
    """Fewer or more entries than it wrote itself, which a stick has taken to others or not: each is there once."""
    begin(secretary, deputy)
    own, before = device_of(secretary), devices(secretary)
    theirs = continued(deputy, secretary, count)
    for number in range(2):
        secretary.do("theme.add", title=f"Viết khi vắng mặt {number}")
    if by_stick:
        for one in (secretary, deputy):
            exchange_with_folder(one.store, one.account, tmp_path)
    absent(server, secretary.account.id)
    with ServerClient.of(deputy.account) as line:
        line.put(theirs)
    for one in (secretary, deputy, secretary):
        result = one.exchange()
        assert (result.unsent, result.unreceived, result.refused) == (0, 0, ())
    assert deputy.export() == secretary.export()
    assert all(f"Viết khi vắng mặt {number}" in deputy.export() for number in range(2))
    assert set(creations(deputy).values()) == set(creations(secretary).values()) == {1}
    renamed = device_of(secretary)
    assert renamed != own
    secretary.do("theme.add", title="Sau khi trở lại")
    secretary.exchange()
    assert devices(secretary)[own] == before[own] + count
    with ServerClient.of(deputy.account) as line, pytest.raises(ForeignDevices):
        line.put([race(deputy, secretary)])
    deputy.exchange()
    assert deputy.export() == secretary.export()


def test_entries_of_others_that_are_not_taken_hold_up_nobody(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path
) -> None:
    begin(secretary, deputy)
    secretary.do("theme.add", title="Theo que nhớ")
    deputy.do("theme.add", title="Của phó bí thư")
    for one in (secretary, deputy):
        exchange_with_folder(one.store, one.account, tmp_path)
    moved = deputy.exchange()
    assert (moved.sent, moved.unsent, moved.forked, moved.not_taken) == (1, 1, (), None)
    secretary.exchange()
    assert deputy.exchange().unsent == 0
    assert deputy.export() == secretary.export()


def test_whose_name_is_anothers_at_the_server_goes_on_under_a_new_one(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    begin(secretary, deputy)
    own, before = device_of(secretary), devices(secretary)
    server.do(lambda c, _now: c.execute(update(_HEAD).where(_HEAD.c.device == own).values(account=deputy.account.id)))
    secretary.do("theme.add", title="Việc sau đó")
    moved = secretary.exchange()
    assert (moved.unsent, moved.forked) == (0, ())
    deputy.exchange()
    assert device_of(secretary) != own
    assert devices(secretary) == devices(deputy) == before | {device_of(secretary): 1}
    assert set(creations(deputy).values()) == {1}


def test_devices_of_long_ago_are_not_counted(server: CentralServer) -> None:
    cell, now = server.new_cell(), server._now()

    def put(device: str, days: int) -> None:
        later = now + timedelta(days=days)
        server.do(lambda c, _now: ledger.append(c, later, cell, "a", [parcel(device, 1, 1)], 100, SMALL))

    put("x", 0)
    put("y", 1)
    with pytest.raises(Problem) as refused:
        put("z", 2)
    assert refused.value.kind is NO_ROOM
    put("z", 30)
    with pytest.raises(Problem):
        put("w", 30)


@pytest.mark.parametrize("header", ["", "AAAA", "{} " + "0" * 64])
def test_who_has_no_keys_is_refused_before_his_body_is_read(
    server: CentralServer, secretary: Laptop, header: str
) -> None:
    """Six bodies that never come hold no slot of the cell."""
    secretary.exchange()
    account = secretary.account
    with stranger(server, account.cell) as line, ExitStack() as stack:
        token = line._http.headers["Authorization"]
        head = ["Host: x", f"Authorization: {token}", f"Content-Type: {MEDIA_TYPE}", "Content-Length: 3000000"]
        proof = line.member.sign("POST", "/v1/parcels", "", b"x") if line.member else ""
        head.append(f"Chibo-Membership: {header.format(proof.partition(' ')[0])}")
        for call in ("POST /v1/parcels", "PUT /v1/parcels", "PUT /v1/reports/a", "PUT /v1/keys") * 2:
            one = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=5))
            one.sendall("\r\n".join([f"{call} HTTP/1.1", *head, "", ""]).encode())
            assert one.recv(4096).startswith(b"HTTP/1.1 403")
    with ServerClient.of(account) as line:
        began = time.monotonic()
        large = Parcel("lon", 1, 1, NO_TAG, bytes(range(16)), account.ring.newest.id, bytes(200_000))
        line.put([large])
        assert time.monotonic() - began < 5
