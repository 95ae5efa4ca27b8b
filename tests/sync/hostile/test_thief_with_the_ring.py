"""What a machine that has the ring and a token does to keys and machines, and how the cell comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import insert

from models.domain.clock import system_clock
from models.queries.machines import confirms_recovery
from sync.client.faults import AccessDenied, ExchangeFailed, ServerBusy
from sync.client.http import ServerClient
from sync.client.joining import sealed_for, signs_for
from sync.client.machines import machines, renew_key, renew_recovery, revoke
from sync.daemon.session import Session
from sync.keys.boxes import open_ring, public_key
from sync.keys.recovery import new_code, seed_of
from sync.keys.ring import CellKey, KeyRing
from sync.protocol.messages.keys import RECOVERY, BoxSign
from sync.server import accounts, key_boxes, repair
from sync.server.audit import lines
from sync.server.key_boxes import KEYS_OF_MACHINE
from sync.server.settings import Limits
from sync.server.tables import Account
from sync.status import RECOVERY_FOREIGN, RECOVERY_NEW, read_status
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop
from tui.main import run


@pytest.fixture
def thief(secretary: Laptop, deputy: Laptop, tmp_path: Path) -> Iterator[Laptop]:
    """A third laptop of the cell, which is in the wrong hands."""
    for one in (secretary, deputy):
        one.exchange()
    laptop = Laptop(tmp_path / "thief")
    laptop.join(secretary.invite())
    laptop.exchange()
    for one in (secretary, deputy):
        one.exchange()
    yield laptop
    laptop.store.close()


def all_sealed(laptop: Laptop, line: ServerClient, ring: KeyRing, version: int | None = None) -> None:
    """Put a ring for every machine and the paper, rightly signed."""
    account = replace(laptop.account, ring=ring)
    boxes = sealed_for(account, {one.id: one.seal_key for one in line.accounts().accounts if not one.revoked_at})
    signs = signs_for(account, boxes)
    if version is not None:
        signs = {name: BoxSign(version=version, by=sign.by, signature=sign.signature) for name, sign in signs.items()}
    line.put_keys(boxes, line.keys()[1], signs)


def filled(ring: KeyRing, count: int) -> KeyRing:
    return replace(ring, keys=(*(CellKey.new() for _ in range(count - len(ring.keys))), *ring.keys))


def opens(laptop: Laptop, code: str) -> bool:
    with ServerClient.of(laptop.account) as line:
        box = line.keys()[0].recovery
    assert box is not None
    try:
        open_ring(box, laptop.account.cell, RECOVERY, seed_of(code))
    except ValueError:
        return False
    return True


def test_a_ring_is_not_filled_up_in_a_day_and_a_revocation_still_brings_a_new_key(
    secretary: Laptop, deputy: Laptop, thief: Laptop
) -> None:
    with ServerClient.of(thief.account) as line:
        line.heads()
        with pytest.raises(ServerBusy, match="as often today"):
            all_sealed(thief, line, filled(thief.account.ring, 64))
        all_sealed(thief, line, filled(thief.account.ring, 64), version=2)  # signed for fewer: nobody takes it
        secretary.exchange()
        assert len(secretary.account.ring.keys) == 1
        all_sealed(thief, line, filled(thief.account.ring, KEYS_OF_MACHINE))
        with pytest.raises(ServerBusy):
            all_sealed(thief, line, filled(thief.account.ring, KEYS_OF_MACHINE + 3))
    with ServerClient.of(secretary.account) as line:
        gone = next(one for one in machines(secretary.account, line) if one.id == thief.account.id)
        revoke(secretary.store, secretary.account, line, gone)
    secretary.exchange()
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring
    assert len(deputy.account.ring.keys) > 1


def test_another_recovery_code_of_which_the_records_do_not_tell_is_put_right_and_told(
    secretary: Laptop, deputy: Laptop, thief: Laptop
) -> None:
    own = new_code()
    ring = replace(thief.account.ring.with_new_key(), recovery_key=public_key(seed_of(own)))
    with ServerClient.of(thief.account) as line:
        line.heads()
        all_sealed(thief, line, ring)
    assert opens(secretary, own)
    session = Session(secretary.home, system_clock())
    session.exchange()
    session.close()
    deputy.exchange()
    assert opens(secretary, secretary.recovery)
    assert not opens(secretary, own)
    assert (
        secretary.account.ring.recovery_key
        == deputy.account.ring.recovery_key
        == public_key(seed_of(secretary.recovery))
    )
    status = read_status(secretary.home)
    assert status is not None
    assert status.recovery == RECOVERY_FOREIGN
    assert any("another recovery code" in note for note in status.notes)
    with ServerClient.of(secretary.account) as line:
        gone = next(one for one in machines(secretary.account, line) if one.id == thief.account.id)
        revoke(secretary.store, secretary.account, line, gone)
    assert opens(secretary, secretary.recovery)
    assert not opens(secretary, own)


def test_a_recovery_code_that_somebody_of_the_cell_made_is_taken_over_by_all(
    secretary: Laptop, deputy: Laptop, thief: Laptop
) -> None:
    code = new_code()
    with ServerClient.of(secretary.account) as line:
        renew_recovery(secretary.store, secretary.account, line, public_key(seed_of(code)))
    deputy.exchange()  # the ring is here before the entry that tells of it
    secretary.exchange()
    session = Session(deputy.home, system_clock())
    session.exchange()
    session.exchange()
    session.close()
    secretary.exchange()
    assert deputy.account.ring == secretary.account.ring
    assert deputy.account.ring.recovery_key == public_key(seed_of(code))
    assert opens(deputy, code)
    status = read_status(deputy.home)
    assert status is not None
    assert status.recovery == RECOVERY_NEW


def test_what_an_older_program_wrote_of_its_code_counts(secretary: Laptop) -> None:
    secretary.do("recovery.renew", key="k-1")
    with secretary.store.reading() as connection:
        assert confirms_recovery(connection, "any", "k-1")
        assert not confirms_recovery(connection, "any", "k-2")


def test_many_machines_that_were_shut_out_do_not_hide_the_others(server: CentralServer, secretary: Laptop) -> None:
    cell, now = secretary.account.cell, server._now()
    table = Account.__table__
    rows = [
        {"id": f"a{number}", "cell": cell, "token_hash": f"h{number}", "seal_key": bytes(32), "sign_key": bytes(32),
         "mac": bytes(32), "created_at": now, "revoked_at": now, "protocol": 2}
        for number in range(10_500)
    ]  # fmt: skip
    server.do(lambda connection, _now: connection.execute(insert(table), rows))
    with ServerClient.of(secretary.account) as line:
        found = line.accounts().accounts
        assert len(found) == accounts.REVOKED_TOLD + 1
        assert [one.id for one in found if not one.revoked_at] == [secretary.account.id]
        renew_key(secretary.home, secretary.account, line)


def test_machines_are_invited_and_shut_out_so_many_times_a_day(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    limits = Limits(invitations_of_day=3, revocations_of_day=0)
    server.stop()
    server.settings = replace(server.settings, limits=limits)
    server.start()
    with ServerClient.of(secretary.account) as line:
        line.invite(), line.invite()
        with pytest.raises(ServerBusy, match="as often today"):
            line.invite()
        with pytest.raises(ServerBusy, match="as often today"):
            line.revoke(deputy.account.id)
    assert run([f"--home={server.settings.home}", "--lang=en", "admin", "account", "revoke", deputy.account.id]) == 0


def test_key_boxes_are_put_so_many_times_a_day(server: CentralServer, secretary: Laptop) -> None:
    server.stop()
    server.settings = replace(server.settings, limits=Limits(key_puts_of_day=4))
    server.start()
    with ServerClient.of(secretary.account) as line:
        line.heads()
        before = count(server)
        for _ in range(4 - before):
            all_sealed(secretary, line, secretary.account.ring)
        with pytest.raises(ExchangeFailed, match="as often today"):
            all_sealed(secretary, line, secretary.account.ring)
    assert count(server) == 4


def count(server: CentralServer) -> int:
    return [one.event for one in server.see(lines, limit=1000)].count("keys.put")


def test_a_machine_that_a_thief_shut_out_is_let_in_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop, thief: Laptop
) -> None:
    with ServerClient.of(thief.account) as line:
        for one in (secretary, deputy):
            line.revoke(one.account.id)
    with pytest.raises(AccessDenied, match="lets one in again"):
        secretary.exchange()
    admin = [f"--home={server.settings.home}", "--lang=en", "admin", "account"]
    assert run([*admin, "revoke", thief.account.id]) == 0
    for one in (secretary, deputy):
        assert run([*admin, "restore", one.account.id]) == 0
        assert run([*admin, "restore", one.account.id]) != 0
    secretary.do("theme.add", title="Lại được")
    for one in (secretary, deputy, secretary):
        one.exchange()
    assert deputy.export() == secretary.export()
    with ServerClient.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring
    assert "account.restored" in [one.event for one in server.see(lines, limit=1000)]


def test_one_machine_that_complains_too_often_is_not_listened_to_and_others_are(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    with ServerClient.of(secretary.account) as line:
        (parcel, *_more), _ = line.get({}, 1)
    for number in range(repair.COMPLAINTS + 2):
        with ServerClient.of(deputy.account) as line:
            line.heads()
            line.reject(parcel)
            assert bool(line.wanted()) == (number < repair.COMPLAINTS)
        secretary.exchange()
    with ServerClient.of(secretary.account) as line:
        line.heads()
        line.reject(parcel)
        assert line.wanted()
    assert key_boxes.KEYS_OF_NEWCOMERS < 32
