"""Key boxes that somebody wrote over, or that a restored server lacks, are put again by the next laptop."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete, select, update

from models.domain.clock import system_clock
from sync.client.faults import CallRefused
from sync.client.http import ServerClient
from sync.client.joining import signs_for
from sync.client.machines import find, machines, renew_key, revoke
from sync.daemon.session import Session
from sync.keys.boxes import open_ring, public_key, seal_ring
from sync.keys.recovery import seed_of
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.accounts import EnrolRequest
from sync.protocol.messages.keys import RECOVERY, BoxSign, box_text
from sync.server import accounts
from sync.server.tables import KeyBox
from sync.status import read_status
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop

_BOX = KeyBox.__table__


def recovered(laptop: Laptop) -> int:
    """Return how many keys the paper opens now."""
    with ServerClient.of(laptop.account) as line:
        box = line.keys()[0].recovery
    assert box is not None
    return len(open_ring(box, laptop.account.cell, RECOVERY, seed_of(laptop.recovery)).keys)


def test_nobody_writes_over_the_recovery_box_without_saying_which(secretary: Laptop) -> None:
    with ServerClient.of(secretary.account) as line:
        body = b'{"boxes":{"recovery":"AAAA"}}'
        with pytest.raises(CallRefused, match="which version of the keys"):
            line.send("PUT", "/v1/keys", body, {"Content-Type": "application/json"})


def test_a_recovery_box_that_no_machine_of_the_cell_signed_is_put_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    sign = BoxSign(version=1, by=deputy.account.id, signature=bytes(64))
    with ServerClient.of(deputy.account) as line:  # it may write, but what it writes is not signed
        with pytest.raises(CallRefused):
            line.put_keys({RECOVERY: b"no ring"}, line.keys()[1], {})
        line.put_keys({RECOVERY: b"no ring"}, line.keys()[1], {RECOVERY: sign})
    secretary.exchange()
    assert recovered(secretary) == 1


def test_a_server_restored_from_a_backup_gets_the_new_keys_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop, tmp_path: Path
) -> None:
    deputy.exchange()
    secretary.exchange()
    server.stop()
    shutil.copy(server.settings.home / "server.db", tmp_path / "copy.db")
    server.start()
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    assert recovered(secretary) == 2
    server.stop()
    for end in ("", "-wal", "-shm"):
        (server.settings.home / f"server.db{end}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.db", server.settings.home / "server.db")
    server.start()
    with closing(Session(secretary.home, system_clock())) as running:
        running.exchange()
        assert running.has_put_keys
        running.exchange()
        assert not running.has_put_keys
    status = read_status(secretary.home)
    assert status is not None
    assert "put them there again" in status.notes[0]
    assert recovered(secretary) == 2
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring


def test_a_machine_that_joins_is_no_news_of_keys(server: CentralServer, secretary: Laptop, tmp_path: Path) -> None:
    invitation = secretary.invite()
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    newcomer = Laptop(tmp_path / "newcomer")
    newcomer.join(invitation)
    with closing(Session(secretary.home, system_clock())) as running:
        running.exchange()
        assert not running.has_put_keys
    newcomer.exchange()
    assert newcomer.account.ring == secretary.account.ring
    newcomer.store.close()


def test_a_box_that_is_missing_for_a_machine_is_put_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    mine = _BOX.c.recipient == deputy.account.id
    server.do(lambda connection, _now: connection.execute(delete(_BOX).where(mine)))
    secretary.exchange()
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring


def test_an_older_version_under_a_good_signature_is_put_again(server: CentralServer, secretary: Laptop) -> None:
    row = server.see(lambda c: c.execute(select(_BOX).where(_BOX.c.recipient == RECOVERY)).one())
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    old = {name: getattr(row, name) for name in ("box", "version", "signed_by", "signature")}
    server.do(lambda c, _now: c.execute(update(_BOX).where(_BOX.c.recipient == RECOVERY).values(old)))
    assert recovered(secretary) == 1
    secretary.exchange()
    assert recovered(secretary) == 2


def test_a_machine_to_which_nothing_can_be_sealed_stands_in_nobodys_way(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """It has the ring, and gives zeros as its public key; then it is shut out, and the others get a new key."""
    invitation, ring = secretary.invite(), secretary.account.ring
    with ServerClient(server.url, member=RequestSigner(ring.tag_key)) as line:
        mac = ring.mac(bytes(32), bytes(32))
        made = line.enrol(EnrolRequest(code=invitation.code, seal_key=bytes(32), sign_key=bytes(32), mac=mac))
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
        thief = find(machines(secretary.account, line), made.account)
        revoke(secretary.store, secretary.account, line, thief)
    deputy.exchange()
    secretary.exchange()
    assert deputy.account.ring == secretary.account.ring
    assert len(deputy.account.ring.keys) == 3


def test_a_ring_that_nobody_could_hand_on_is_not_taken_over(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    account = deputy.account
    wicked = account.with_ring(replace(account.ring.with_new_key(), recovery_key=bytes(32)))
    box = seal_ring(wicked.ring, account.cell, secretary.account.id, public_key(secretary.account.seal_seed))
    with ServerClient.of(account) as line:
        boxes = {secretary.account.id: box, RECOVERY: b"none"}
        line.put_keys(boxes, line.keys()[1], signs_for(wicked, boxes))
    secretary.exchange()
    assert secretary.account.ring.recovery_key != bytes(32)


@pytest.mark.parametrize(("version", "over"), [(1, "recovery"), (1, "mine"), (2, "both"), (9, "both")])
def test_garbage_under_a_good_signature_is_put_right_and_told(
    server: CentralServer, secretary: Laptop, deputy: Laptop, version: int, over: str
) -> None:
    third = deputy.account
    written = {"recovery": (RECOVERY,), "mine": (secretary.account.id,), "both": (RECOVERY, secretary.account.id)}
    boxes = dict.fromkeys(written[over], b"garbage" * 70)
    key = Ed25519PrivateKey.from_private_bytes(third.sign_seed)
    signs = {
        name: BoxSign(version=version, by=third.id, signature=key.sign(box_text(third.cell, name, version, box)))
        for name, box in boxes.items()
    }
    secretary.exchange()
    with ServerClient.of(third) as line:
        line.heads()
        line.put_keys(boxes, line.keys()[1], signs)
    with closing(Session(secretary.home, system_clock())) as running:
        running.exchange()
        assert running.has_put_keys
        running.exchange()
        assert not running.has_put_keys
    assert recovered(secretary) == 1
    with ServerClient.of(secretary.account) as line:
        mine = line.keys()[0].mine
    assert mine
    assert open_ring(mine, third.cell, secretary.account.id, secretary.account.seal_seed) == secretary.account.ring


def test_two_machines_agree_on_the_box_for_the_paper(secretary: Laptop, deputy: Laptop) -> None:
    for laptop in (secretary, deputy, secretary, deputy):
        with closing(Session(laptop.home, system_clock())) as running:
            running.exchange()
            assert not running.has_put_keys


def test_what_a_machine_sealed_that_the_administrator_revoked_is_sealed_anew(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    """Only a person with the paper can check the ring, so a revoked machine's claim is not accepted."""
    account = deputy.account
    boxes = {RECOVERY: b"garbage" * 70}
    with ServerClient.of(account) as line:
        line.heads()
        line.put_keys(boxes, line.keys()[1], signs_for(account, boxes))
    server.do(accounts.revoke, account.id)
    secretary.exchange()
    assert recovered(secretary) == 1
