"""A machine that is enrolled without the cell's keys changes nothing; a stolen one costs no entry of the others."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from sync.client.account import MachineAccount
from sync.client.faults import AccessDenied, CallRefused
from sync.client.http import ServerClient
from sync.client.machines import machines as all_machines
from sync.client.machines import revoke
from sync.exchange.interfaces import ForeignDevices
from sync.keys.ring import KeyRing
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.accounts import EnrolRequest
from sync.protocol.parcels import NO_TAG, Parcel, TaggedHead
from sync.server import membership, repair
from sync.server.audit import lines
from sync.server.tables import Account as AccountTable
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop
from tui.main import run


@contextmanager
def stranger(server: CentralServer, cell: str) -> Iterator[ServerClient]:
    """Enrol a machine by an administrator's code: it has a token, and a ring of its own."""
    ring = KeyRing.new(os.urandom(32))
    with ServerClient(server.url) as unknown:
        made = unknown.enrol(request(server.new_code(cell)))
    account = MachineAccount(server.url, cell, made.account, made.token, os.urandom(32), os.urandom(32), ring)
    with ServerClient.of(account) as line:
        yield line


def absent(server: CentralServer, account: str) -> None:
    """Let an account not have been here for some days."""
    long_ago = server.clock() - timedelta(days=3)
    one = update(AccountTable.__table__).where(AccountTable.__table__.c.id == account)
    server.do(lambda connection, _now: connection.execute(one.values(last_seen=long_ago)))


def request(code: str) -> EnrolRequest:
    """Return what a machine says of itself, with keys that no ring vouches for."""
    return EnrolRequest(code=code, seal_key=os.urandom(32), sign_key=os.urandom(32), mac=os.urandom(32))


def garbage(device: str, head: TaggedHead | None, entries: int = 1) -> Parcel:
    """Return an unreadable parcel after a device's head."""
    seq, tag = (head.seq, head.tag) if head else (0, NO_TAG)
    return Parcel(device, seq + 1, seq + entries, tag, os.urandom(16), "key-of-nobody", os.urandom(200))


def test_who_lacks_the_keys_is_refused_whatever_he_wants_to_change(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    deputy.exchange()
    before = secretary.account
    with stranger(server, before.cell) as line:
        heads = line.heads()
        tries = (
            lambda: line.put([garbage(device, head) for device, head in heads.items()]),
            lambda: line.put([garbage("may-moi", None)]),
            lambda: line.put_keys({"recovery": b"mine now"}, line.keys()[1]),
            line.invite,
            lambda: line.revoke(deputy.account.id),
            line.remove_damaged,
            lambda: line.reject(garbage("x", None)),
            line.register,
        )
        for one in tries:
            with pytest.raises((AccessDenied, CallRefused), match="did not prove"):
                one()
        line.member = None
        with pytest.raises(AccessDenied, match="did not prove"):
            line.put([garbage("may-moi", None)])
    secretary.do("theme.add", title="Việc sau đó")
    secretary.exchange()
    assert deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()


def test_an_invitation_opens_nothing_without_the_keys_that_came_with_it(
    server: CentralServer, secretary: Laptop
) -> None:
    code = secretary.invite().code
    asked = request(code)
    with ServerClient(server.url) as unknown, pytest.raises(AccessDenied, match="did not prove"):
        unknown.enrol(asked)
    with ServerClient(server.url, member=RequestSigner(secretary.account.ring.tag_key)) as known:
        known.enrol(asked)


def test_a_signature_is_good_for_one_request_of_one_machine(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    ring, cell = secretary.account.ring, secretary.account.cell
    path, head = "/v1/parcels", {"Content-Type": "application/vnd.chibo.parcels"}
    with stranger(server, cell) as line:
        line.member = None
        for member in (
            RequestSigner(ring.tag_key, cell, secretary.account.id),
            RequestSigner(ring.tag_key, "other", "x"),
        ):
            header = member.sign("POST", path, "", b"\0\0\0\0\0")
            with pytest.raises(AccessDenied):
                line.send("POST", path, b"\0\0\0\0\0", head | {"Chibo-Membership": header})
        for body in (b"\0\0\0\0\1",):
            header = RequestSigner(ring.tag_key, cell, secretary.account.id).sign("POST", path, "", b"\0\0\0\0\0")
            with pytest.raises(CallRefused, match="changed on its way"):
                line.send("POST", path, body, head | {"Chibo-Membership": header})


def test_numbers_far_beyond_the_head_are_refused(server: CentralServer, secretary: Laptop) -> None:
    secretary.exchange()
    with ServerClient.of(secretary.account) as line:
        (device, head), *_ = line.heads().items()
        for entries in (10_001, 2**53 - 2 - head.seq):
            with pytest.raises(CallRefused, match="more entries than any can"):
                line.put([garbage(device, head, entries)])


def test_a_stolen_laptop_costs_nothing_but_its_own_entries(
    server: CentralServer, secretary: Laptop, deputy: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has the keys and a token, and puts garbage behind the head of all who are away; then it is shut out."""
    deputy.exchange()
    secretary.exchange()
    deputy.exchange()
    thief = secretary.invite()
    with ServerClient(server.url, member=RequestSigner(secretary.account.ring.tag_key)) as known:
        made = known.enrol(request(thief.code))
    stolen = replace(secretary.account, id=made.account, token=made.token)
    with ServerClient.of(stolen) as line:
        heads = line.heads()
        with pytest.raises(ForeignDevices):
            line.put([garbage(device, head, 100) for device, head in heads.items()])
        for one in (secretary, deputy):
            absent(server, one.account.id)
        line.put([garbage(device, head, 100) for device, head in heads.items()])
    secretary.do("theme.add", title="Việc của bí thư")
    deputy.do("theme.add", title="Việc của phó bí thư")
    for _ in range(3):
        secretary.exchange()
        deputy.exchange()
    assert deputy.export() == secretary.export()
    assert len(secretary.exchange().refused) >= 1
    with ServerClient.of(secretary.account) as line:
        gone = next(one for one in all_machines(secretary.account, line) if one.id == made.account)
        revoke(secretary.store, secretary.account, line, gone)
    assert run([f"--home={secretary.home}", "--lang=en", "device", "clean"]) == 0
    assert "Removed" in capsys.readouterr().out
    for _ in range(2):
        secretary.exchange()
        deputy.exchange()
    assert secretary.exchange().refused == deputy.exchange().refused == ()
    assert deputy.export() == secretary.export()
    assert "device.continued" in [line.event for line in server.see(lines, limit=1000)]


def test_a_cell_of_version_1_goes_on_until_all_its_machines_can_sign(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    cell = secretary.account.cell
    server.do(membership.forget, cell)
    with ServerClient.of(deputy.account) as old:
        old._http.headers["Chibo-Protocol"] = "1"
        old.member = None
        old.heads()
        secretary.exchange()
        assert server.see(membership.key_of, cell) is None
        old.put([garbage("may-cu", None)])  # it is as free as it was
        with ServerClient.of(deputy.account) as young, pytest.raises(CallRefused, match="oldest machine"):
            young.register()
    deputy.exchange()
    secretary.exchange()
    assert server.see(membership.key_of, cell) == RequestSigner(secretary.account.ring.tag_key).public_key
    server.do(repair.cut, cell, "may-cu")


def test_an_administrator_forgets_a_wrong_key(server: CentralServer, secretary: Laptop) -> None:
    cell = secretary.account.cell
    secretary.exchange()
    assert run([f"--home={server.settings.home}", "--lang=en", "admin", "membership", "forget", cell]) == 0
    assert server.see(membership.key_of, cell) is None
    secretary.exchange()
    assert server.see(membership.key_of, cell) is not None
