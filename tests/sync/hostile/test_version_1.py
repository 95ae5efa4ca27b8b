"""Machines of version 1: for one release each works with a newer server, and the other way round.

Here what a machine of version 1 did not know is taken away from both sides: a laptop says nothing of versions, signs
nothing, and reads nothing new; a server knows no call, parameter or member that is new, and tells of no version.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.client import connection
from sync.client.exchanging import exchange_with_folder
from sync.client.faults import AccessDenied
from sync.client.http import ServerClient
from sync.client.machines import machines, revoke
from sync.client.transport import headers
from sync.daemon.state_poll import StatePoll
from sync.protocol.membership import RequestSigner
from sync.protocol.version import HEADER
from sync.server import membership
from sync.server.app import create_app
from tests.sync import central
from tests.sync.central import CentralServer
from tests.sync.laptop import Laptop, laptops

NEW_CALLS = {
    ("PUT", "/v1/membership"),
    ("PUT", "/v1/parcels"),
    ("GET", "/v1/removals"),
    ("GET", "/v1/holdings"),
    ("POST", "/v1/removals"),
}
NEW_WORDS = (b'"signed"', b'"sha256"')


class OldServer:
    """The server's application behind what version 1 of it let through."""

    def __init__(self, app: Any) -> None:
        self.app, self.state = app, app.state

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_new = (scope["method"], scope["path"]) in NEW_CALLS or scope["path"].endswith("/complaints")
        is_new |= any(name in scope["query_string"] for name in (b"besides=", b"after="))
        new = {b"chibo-protocol", b"chibo-membership", b"chibo-besides"}
        scope["headers"] = [pair for pair in scope["headers"] if pair[0] not in new]
        if is_new:
            scope["path"] = scope["raw_path"] = "/v1/nothing"

        async def heard() -> Any:
            message = await receive()
            assert not any(word in message.get("body", b"") for word in NEW_WORDS)
            return message

        async def said(message: Any) -> None:
            if "headers" in message:
                message["headers"] = [pair for pair in message["headers"] if pair[0].lower() not in new]
            await send(message)

        await self.app(scope, heard, said)


@pytest.fixture
def old_laptops(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """Let all laptops be of version 1, until the returned function updates them."""
    new_headers, read = headers, ServerClient.read

    def old_headers(token: str) -> dict[str, str]:
        return {name: value for name, value in new_headers(token).items() if name != HEADER}

    def strictly(self: ServerClient, parse: Any, body: bytes) -> Any:
        assert not any(word in body for word in NEW_WORDS)
        return read(self, parse, body)

    with monkeypatch.context() as patch:
        patch.setattr(connection, "headers", old_headers)
        patch.setattr("sync.daemon.state_poll.headers", old_headers)
        patch.setattr(connection, "spoken", lambda _headers: 1)
        patch.setattr(connection, "BESIDES", "No-Such-Header")
        patch.setattr("sync.daemon.state_poll.BESIDES", "No-Such-Header")
        patch.setattr(connection, "MEMBERSHIP", "No-Such-Header")
        patch.setattr(ServerClient, "read", strictly)
        yield patch.undo


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def old_server(server_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CentralServer]:
    monkeypatch.setattr(central, "create_app", lambda *given: OldServer(create_app(*given)))
    found = CentralServer(central.Settings(home=server_home))
    try:
        yield found.start()
    finally:
        found.stop()


async def live(first: Laptop, second: Laptop, stick: Path) -> None:
    """Let two laptops do what laptops do: write both, wait for news, carry a stick, shut one out that is lost."""
    for one, place in ((first, "Một"), (second, "Hai"), (first, "Ba")):
        one.do("cell.change", place=place)
        one.exchange()
        for other in (first, second):
            other.exchange()
    assert first.export() == second.export()
    line = StatePoll(second.account)
    try:
        assert (await line.wait("")).heads
    finally:
        await line.close()
    second.do("cell.change", place="Bốn")
    exchange_with_folder(second.store, second.account, stick)
    assert exchange_with_folder(first.store, first.account, stick).received == 1
    assert first.export() == second.export()


def shut_out(by: Laptop, lost: Laptop) -> None:
    with ServerClient.of(by.account) as line:
        revoke(by.store, by.account, line, next(one for one in machines(by.account, line) if one.id == lost.account.id))
    with pytest.raises(AccessDenied):
        lost.exchange()


async def test_old_laptops_work_with_a_new_server_until_they_are_updated(
    server: CentralServer, old_laptops: Callable[[], None], tmp_path: Path, stick: Path
) -> None:
    with laptops(tmp_path, server, server.url, "ABC") as (first, second, third):
        cell = first.account.cell
        await live(first, second, stick)
        shut_out(first, third)
        assert server.see(membership.key_of, cell) is None
        second.exchange()
        assert second.account.ring == first.account.ring
        old_laptops()  # both are updated, one after the other
        first.exchange()
        assert server.see(membership.key_of, cell) is None
        second.exchange()
        first.exchange()
        assert server.see(membership.key_of, cell) == RequestSigner(first.account.ring.tag_key).public_key
        second.do("cell.change", place="Năm")
        assert second.exchange().unsent == 0
        assert first.exchange().received == 1


async def test_new_laptops_work_with_an_old_server_until_it_is_updated(
    old_server: CentralServer, tmp_path: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with laptops(tmp_path, old_server, old_server.url, "ABC") as (first, second, third):
        await live(first, second, stick)
        shut_out(first, third)
        monkeypatch.setattr(central, "create_app", create_app)
        old_server.restart()
        for one in (first, second, first):
            one.exchange()
        assert old_server.see(membership.key_of, first.account.cell) is not None
        second.do("cell.change", place="Năm")
        assert second.exchange().unsent == 0
        assert first.exchange().received >= 1
        assert second.account.ring == first.account.ring


def test_an_old_laptop_is_told_to_update_where_the_cell_is_of_version_2(
    server: CentralServer, secretary: Laptop, deputy: Laptop, old_laptops: Callable[[], None]
) -> None:
    assert server.see(membership.key_of, secretary.account.cell) is not None
    deputy.exchange()
    deputy.do("cell.create", name="Chi bộ Hai")
    with pytest.raises(AccessDenied, match="Update chibo"):
        deputy.exchange()
    old_laptops()
    deputy.exchange()
