"""A thief invites machines of its own: they use up nobody's share but the thief's, and go with it in one call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from models.domain.clock import system_clock
from sync.client.faults import ServerBusy
from sync.client.http import ServerClient
from sync.client.machines import machines
from sync.daemon.session import Session
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.accounts import EnrolRequest
from sync.server import accounts, newcomers
from sync.server.settings import Limits
from tests.cli.conftest import Shell
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop


@pytest.fixture
def thief(secretary: Laptop, tmp_path: Path) -> Iterator[Laptop]:
    laptop = Laptop(tmp_path / "thief")
    laptop.join(secretary.invite())
    yield laptop
    laptop.store.close()


def machine_of(laptop: Laptop, server: CentralServer) -> str:
    """Enrol a machine that a laptop invites; return its account."""
    invitation, ring, key = laptop.invite(), laptop.account.ring, bytes([9] * 32)
    with ServerClient(server.url, member=RequestSigner(ring.tag_key)) as line:
        return line.enrol(
            EnrolRequest(code=invitation.code, seal_key=key, sign_key=key, mac=ring.mac(key, key))
        ).account


def test_a_thief_and_its_machines_are_shut_out_though_it_used_up_its_share(
    server: CentralServer, secretary: Laptop, thief: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    server.stop()
    server.settings = replace(server.settings, limits=Limits(revocations_of_day=2, invitations_of_day=5, open_codes=2))
    server.start()
    own = [machine_of(thief, server) for _ in range(3)]
    with ServerClient.of(thief.account) as line:
        line.heads()
        for one in own[:2]:
            line.revoke(one)
        with pytest.raises(ServerBusy):
            line.revoke(secretary.account.id)
        line.invite(), line.invite()
    shell = Shell(secretary.home, capsys)
    keys = len(secretary.account.ring.keys)
    shell.done("invite")
    shell.done("device", "revoke", thief.account.id, "--invited")
    with ServerClient.of(secretary.account) as line:
        left = {one.id for one in machines(secretary.account, line) if one.revoked_at is None}
    assert left == {secretary.account.id}
    assert len(secretary.account.ring.keys) == keys + 1
    with secretary.store.reading() as connection:
        told = connection.execute("SELECT count(*) FROM journal_entry WHERE act = 'machine.shut_out'").fetchone()[0]
    assert told == 2  # the thief, and the one of its machines that it had left


def test_who_asks_and_who_joined_long_ago_are_not_shut_out_with_others(
    server: CentralServer, secretary: Laptop, thief: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thief was invited by the one that it shuts out."""
    mine = machine_of(secretary, server)
    cell, gone = secretary.account.cell, secretary.account.id
    server.do(accounts.revoke_with_invited, gone, by=thief.account.id, cell=cell)
    standing = {line.id for line in server.see(accounts.listing, cell) if line.revoked_at is None}
    assert standing == {thief.account.id}
    server.do(accounts.restore, mine)
    monkeypatch.setattr(newcomers, "INVITED", -newcomers.INVITED)  # it joined longer ago than that
    server.do(accounts.revoke_with_invited, gone, by=thief.account.id, cell=cell)
    assert server.do(newcomers.invited_by, cell, gone) == ()


def test_machines_invited_within_a_day_share_a_quota(
    server: CentralServer, secretary: Laptop, thief: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, cell = machine_of(thief, server), secretary.account.cell
    assert set(server.do(newcomers.sharing, cell, thief.account.id)) == {thief.account.id, other}
    assert server.do(newcomers.sharing, cell, secretary.account.id) == (secretary.account.id,)
    monkeypatch.setattr(newcomers, "NEW", -newcomers.NEW)  # they joined longer ago than that
    assert server.do(newcomers.sharing, cell, other) == (other,)


def test_a_machine_that_joined_is_told_to_those_that_were_there(
    server: CentralServer, secretary: Laptop, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(Session(secretary.home, system_clock())) as session:
        session.exchange()
    shell = Shell(secretary.home, capsys)
    assert "joined the cell" not in shell.done("status")
    account = machine_of(secretary, server)
    for _ in range(2):  # it is told also after the next exchange, which finds nothing new
        with closing(Session(secretary.home, system_clock())) as session:
            session.exchange()
        assert f"{account[:8]} joined the cell" in shell.done("status")
    server.do(accounts.revoke, account)
    with closing(Session(secretary.home, system_clock())) as session:
        session.exchange()
    assert "joined the cell" not in shell.done("status")
