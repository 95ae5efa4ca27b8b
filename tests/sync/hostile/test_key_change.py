"""A change of keys is heard by laptops that run, before they seal anything more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from random import Random

from sqlalchemy import select

from models.domain.clock import system_clock
from sync.client.exchanging import exchange_with_server
from sync.client.http import Server
from sync.client.machines import renew_key
from sync.daemon.loop import Daemon
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
            with Server.of(secretary.account) as own:
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
    with Server.of(deputy.account) as open_line:
        with Server.of(secretary.account) as own:
            key = renew_key(secretary.home, secretary.account, own).ring.newest.id
        deputy.do("theme.add", title="Việc sau khi thu hồi")
        exchange_with_server(deputy.store, deputy.account, open_line)
    assert newest_key_at(server) == key
