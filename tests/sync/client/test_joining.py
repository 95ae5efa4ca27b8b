"""Joining: the first machine makes the keys, the next are invited, the last resort is the paper."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.domain.errors import DataFileWrong, Refused, WrongUsage
from sync.client import account, joining, pending_join
from sync.client.faults import AccessDenied, CallRefused, Unreachable
from sync.client.http import ServerClient
from sync.client.invitation import Invitation
from sync.client.join_checks import check_address
from sync.client.joining import JoiningMachine
from sync.client.machines import find, machines, renew_key, revoke
from sync.client.ring_update import take_over_ring
from sync.keys.boxes import public_key
from sync.keys.recovery import new_code, seed_of
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops


@pytest.fixture
def pair(tmp_path: Path, server: CentralServer) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


def test_secrets_are_for_the_owner_alone_and_not_in_what_is_printed(pair: list[Laptop]) -> None:
    path = pair[0].home / account.FILE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not (pair[0].home / pending_join.FILE).exists()
    found = pair[0].account
    assert found.token not in repr(found)
    assert account.MachineAccount.read(found.to_bytes()) == found


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"server": "x"}'])
def test_a_damaged_account_is_told_in_one_sentence(pair: list[Laptop], content: bytes) -> None:
    (pair[0].home / account.FILE).write_bytes(content)
    with pytest.raises(DataFileWrong, match="is damaged"):
        account.load_account(pair[0].home)


def test_both_machines_are_vouched_for(pair: list[Laptop]) -> None:
    with ServerClient.of(pair[0].account) as server:
        found = machines(pair[0].account, server)
    assert [one.is_vouched_for for one in found] == [True, True]
    assert [one.is_this for one in found] == [True, False]
    assert find(found, found[1].id[:30]) == found[1]


def test_an_invitation_works_once_and_whole(pair: list[Laptop], tmp_path: Path) -> None:
    invitation = pair[0].invite()
    text = invitation.to_text()
    assert Invitation.from_text(f"  {text[:40]}\n {text[40:]}\n") == invitation
    for broken in ("", "chibo1:", text[:-1], text.replace("chibo1:", "chibo2:"), text[:60] + "A" + text[61:]):
        if broken != text:
            with pytest.raises(Refused, match="no invitation"):
                Invitation.from_text(broken)
    joining.join_by_invitation(JoiningMachine(_folder(tmp_path / "C")), invitation)
    with pytest.raises(CallRefused, match="code cannot be used"):
        joining.join_by_invitation(JoiningMachine(_folder(tmp_path / "D")), invitation)


def test_an_answer_that_was_lost_is_asked_for_again(pair: list[Laptop], tmp_path: Path) -> None:
    home, invitation = _folder(tmp_path / "C"), pair[0].invite()
    once = joining.join_by_invitation(JoiningMachine(home), invitation)
    (home / account.FILE).rename(home / "lost")  # as if the machine had died before it wrote the account
    pending_join.save_pending_join(
        home, pending_join.PendingJoin(invitation.code, once.seal_seed, once.sign_seed, once.ring)
    )
    again = joining.join_by_invitation(JoiningMachine(home), invitation)
    assert again.id == once.id
    assert again.token != once.token


def test_a_second_first_machine_cannot_make_other_keys(
    pair: list[Laptop], server: CentralServer, tmp_path: Path
) -> None:
    code = server.new_code(pair[0].account.cell)
    place = JoiningMachine(_folder(tmp_path / "C"))
    with pytest.raises(Refused, match="has keys already"):
        joining.join_as_first(place, Invitation(server.url, code), new_code())
    restored = joining.join_with_recovery(place, Invitation(server.url, code), pair[0].recovery)
    assert restored.ring == pair[0].account.ring


def test_the_recovery_code_opens_everything_when_all_machines_are_lost(
    pair: list[Laptop], server: CentralServer, tmp_path: Path
) -> None:
    pair[0].exchange()
    rescued = Laptop(tmp_path / "C")
    place = JoiningMachine(rescued.home)
    wrong = server.new_code(pair[0].account.cell)
    with pytest.raises(Refused, match="not this cell's"):
        joining.join_with_recovery(place, Invitation(server.url, wrong), new_code())
    joining.join_with_recovery(place, Invitation(server.url, wrong), pair[0].recovery)
    rescued.exchange()
    assert rescued.export() == pair[0].export()
    with ServerClient.of(rescued.account) as connection:
        standing = [one for one in machines(rescued.account, connection) if one.revoked_at is None]
    assert all(one.is_vouched_for for one in standing)
    rescued.store.close()


def test_a_machine_that_is_shut_out_gets_nothing_more(pair: list[Laptop]) -> None:
    first, second = pair
    first.exchange()
    second.exchange()
    old = second.account
    with ServerClient.of(first.account) as server:
        (gone,) = (one for one in machines(first.account, server) if not one.is_this)
        revoke(first.store, first.account, server, gone)
        with pytest.raises(Refused, match="you sit at"):
            revoke(first.store, first.account, server, find(machines(first.account, server), first.account.id))
    assert len(first.account.ring.keys) == 2
    first.do("cell.change", name="Chi bộ Bí Mật")
    first.exchange()
    with pytest.raises(AccessDenied, match="not, or no longer, enrolled"):
        second.exchange()
    assert second.account == old


def test_others_take_over_the_new_key_with_the_next_exchange(pair: list[Laptop]) -> None:
    first, second = pair
    with ServerClient.of(first.account) as server:
        renew_key(first.home, first.account, server)
    first.do("cell.change", name="Chi bộ Mới")
    first.exchange()
    second.exchange()
    assert second.account.ring == first.account.ring
    assert "Chi bộ Mới" in second.export()


def test_two_machines_that_renew_the_key_at_once_lose_neither_key(pair: list[Laptop]) -> None:
    first, second = pair
    with ServerClient.of(first.account) as one, ServerClient.of(second.account) as two:
        renew_key(first.home, first.account, one)
        renew_key(second.home, second.account, two)
        take_over_ring(first.home, first.account, one.keys()[0])
    assert first.account.ring == second.account.ring
    assert len(first.account.ring.keys) == 3


def test_another_recovery_code_takes_the_place_of_the_first(
    pair: list[Laptop], server: CentralServer, tmp_path: Path
) -> None:
    code = new_code()
    with ServerClient.of(pair[0].account) as connection:
        renew_key(pair[0].home, pair[0].account, connection, public_key(seed_of(code)))
    place = JoiningMachine(_folder(tmp_path / "C"))
    invitation = Invitation(server.url, server.new_code(pair[0].account.cell))
    with pytest.raises(Refused, match="not this cell's"):
        joining.join_with_recovery(place, invitation, pair[0].recovery)
    assert joining.join_with_recovery(place, invitation, code).ring == pair[0].account.ring


@pytest.mark.parametrize("address", ["http://example.org", "http://10.0.0.7:8440", "http://127.0.0.1.example.org"])
def test_an_address_without_tls_has_to_be_wanted(address: str) -> None:
    with pytest.raises(WrongUsage, match="without TLS"):
        check_address(address, plain_http=False)
    check_address(address, plain_http=True)


def test_a_server_that_is_away_is_told_in_one_sentence(pair: list[Laptop], server: CentralServer) -> None:
    server.stop()
    with pytest.raises(Unreachable, match="does not answer"):
        pair[0].exchange()


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
