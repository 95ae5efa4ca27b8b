"""A change of keys is heard by laptops that run, before they seal anything more."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from models.acts.registry import audit_line
from models.domain.clock import system_clock
from models.domain.errors import Refused
from sync.client.exchanging import exchange_with_server
from sync.client.http import ServerClient
from sync.client.machines import find, machines, renew_key, renew_recovery, revoke
from sync.daemon.loop import Daemon
from sync.keys.boxes import public_key
from sync.keys.recovery import new_code, seed_of
from sync.protocol.fields import from_octets
from sync.server.tables import StoredParcel
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop

_PARCEL = StoredParcel.__table__


async def until(true: Callable[[], object], seconds: float = 15) -> None:
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 - files and rows of other threads tell of nothing
            await asyncio.sleep(0.01)


def newest_key_at(server: CentralServer) -> str:
    order = select(_PARCEL.c.key_id).order_by(_PARCEL.c.received_at.desc())
    return str(server.see(lambda connection: connection.execute(order).scalars().first()))


async def test_a_running_laptop_takes_a_new_key_though_nobody_writes(
    server: CentralServer, secretary: Laptop, deputy: Laptop
) -> None:
    secretary.exchange()
    deputy.exchange()
    daemon = Daemon(deputy.home, system_clock(), Random(1))
    running = asyncio.create_task(daemon.run())
    try:
        await until(lambda: server.app.state.service.watch.waiting)

        def renew() -> str:
            with ServerClient.of(secretary.account) as own:
                return renew_key(secretary.home, secretary.account, own).ring.newest.id

        key = await asyncio.to_thread(renew)
        await until(lambda: deputy.account.ring.newest.id == key)
        deputy.do("theme.add", title="Việc sau khi thu hồi")
        await until(lambda: newest_key_at(server) == key)
    finally:
        daemon.stop()
        await running


def test_an_exchange_takes_a_new_key_before_it_seals(server: CentralServer, secretary: Laptop, deputy: Laptop) -> None:
    deputy.exchange()
    with ServerClient.of(deputy.account) as open_line:
        with ServerClient.of(secretary.account) as own:
            key = renew_key(secretary.home, secretary.account, own).ring.newest.id
        deputy.do("theme.add", title="Việc sau khi thu hồi")
        exchange_with_server(deputy.store, deputy.account, open_line)
    assert newest_key_at(server) == key


def test_a_change_of_the_key_stands_in_every_log_with_who_and_why_and_no_secret(
    secretary: Laptop, deputy: Laptop, tmp_path: Path
) -> None:
    lost = Laptop(tmp_path / "lost")
    lost.join(secretary.invite())
    secretary.do("machine.name", machine=lost.account.id, name="Máy cũ")
    with ServerClient.of(secretary.account) as line:
        gone = find(machines(secretary.account, line), lost.account.id)
        revoke(secretary.store, secretary.account, line, gone, "mất ở bến xe")
        renew_recovery(secretary.store, secretary.account, line, public_key(seed_of(new_code())))
    secretary.exchange()
    deputy.exchange()
    with deputy.store.reading() as connection:
        lines = [
            (device, audit_line(act, json.loads(details)))
            for device, act, details in connection.execute(
                "SELECT device, act, details FROM journal_entry ORDER BY time"
            )
        ][-2:]
        settings = dict(connection.execute("SELECT key, value FROM setting WHERE key GLOB 'key:*'").fetchall())
    with secretary.store.reading() as connection:
        this = connection.execute("SELECT value FROM local_state WHERE key = 'device'").fetchone()[0]
    assert lines == [
        (this, "shut out the machine Máy cũ and changed the cell's key (mất ở bến xe)"),
        (this, "made another recovery code and changed the cell's key"),
    ]
    ring = secretary.account.ring
    assert settings == {f"key:{ring.keys[1].id}": lost.account.id, f"key:{ring.newest.id}": f"recovery {ring.recovery}"}
    assert not any(from_octets(secret) in deputy.export() for key in ring.keys for secret in (key.aead, key.seed))
    with pytest.raises(Refused, match="invited anew"):
        secretary.do("undo", number=f"{this}:{entry_number(secretary, 'machine.shut_out')}")
    lost.store.close()


def entry_number(laptop: Laptop, act: str) -> int:
    with laptop.store.reading() as connection:
        return int(connection.execute("SELECT seq FROM journal_entry WHERE act = ?", (act,)).fetchone()[0])
