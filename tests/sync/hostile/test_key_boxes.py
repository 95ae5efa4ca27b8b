"""Key boxes that somebody wrote over, or that a restored server lacks, are put again by the next laptop."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from sync.client.faults import Declined
from sync.client.http import Server
from sync.client.machines import renew_key
from sync.keys.boxes import open_ring
from sync.keys.recovery import seed_of
from sync.protocol.messages import RECOVERY
from sync.server.tables import KeyBox
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop

_BOX = KeyBox.__table__


def recovered(laptop: Laptop) -> int:
    """Return how many keys the paper opens now."""
    with Server.of(laptop.account) as line:
        box = line.keys()[0].recovery
    assert box is not None
    return len(open_ring(box, laptop.account.cell, RECOVERY, seed_of(laptop.recovery)).keys)


def test_nobody_writes_over_the_recovery_box_without_saying_which(secretary: Laptop) -> None:
    with Server.of(secretary.account) as line:
        body = b'{"boxes":{"recovery":"AAAA"}}'
        with pytest.raises(Declined, match="which version of the keys"):
            line._send("PUT", "/v1/keys", body, {"Content-Type": "application/json"})


def test_a_recovery_box_that_no_machine_of_the_cell_signed_is_put_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    with Server.of(deputy.account) as line:  # it may write, but what it writes is not signed
        line.put_keys({RECOVERY: b"no ring"}, line.keys()[1])
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
    with Server.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    assert recovered(secretary) == 2
    server.stop()
    for end in ("", "-wal", "-shm"):
        (server.settings.home / f"server.db{end}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "copy.db", server.settings.home / "server.db")
    server.start()
    secretary.exchange()
    assert recovered(secretary) == 2
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring


def test_a_box_that_is_missing_for_a_machine_is_put_again(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    with Server.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    mine = _BOX.c.recipient == deputy.account.id
    server.do(lambda connection, _now: connection.execute(delete(_BOX).where(mine)))
    secretary.exchange()
    deputy.exchange()
    assert deputy.account.ring == secretary.account.ring


def test_an_older_version_under_a_good_signature_is_put_again(server: CentralServer, secretary: Laptop) -> None:
    row = server.see(lambda c: c.execute(select(_BOX).where(_BOX.c.recipient == RECOVERY)).one())
    with Server.of(secretary.account) as line:
        renew_key(secretary.home, secretary.account, line)
    old = {name: getattr(row, name) for name in ("box", "version", "signed_by", "signature")}
    server.do(lambda c, _now: c.execute(update(_BOX).where(_BOX.c.recipient == RECOVERY).values(old)))
    assert recovered(secretary) == 1
    secretary.exchange()
    assert recovered(secretary) == 2
