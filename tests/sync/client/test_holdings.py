"""Who has what, up to when: as each machine says itself, for the others to see."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from models.domain.clock import system_clock
from sync.client.faults import CallRefused
from sync.client.holdings import machines_at, state_held, tell_held
from sync.client.http import ServerClient
from sync.client.transport import Answer
from sync.daemon.loop import Daemon
from sync.daemon.session import Session
from sync.exchange.interfaces import Refusal
from sync.protocol.messages.entries import MachineHolding
from sync.protocol.parcels import TaggedHead
from sync.server import holdings, ledger
from sync.status import MachineSeen, read_status
from tests.sync.central import CentralServer, wait_until
from tests.sync.laptop import Laptop, laptops
from tests.sync.server.parcels import parcel
from tui.main import run


@pytest.fixture
def pair(server: CentralServer, tmp_path: Path) -> Iterator[list[Laptop]]:
    with laptops(tmp_path, server, server.url) as opened:
        yield opened


def exchanged(laptop: Laptop) -> None:
    """As “chibo sync” does it."""
    with closing(Session(laptop.home, system_clock())) as session:
        session.tell_held(session.exchange())


def of(asking: Laptop, about: Laptop) -> MachineHolding:
    with ServerClient.of(asking.account) as line:
        line.heads()
        return next(one for one in machines_at(line) if one.account == about.account.id)


def test_a_machine_has_all_until_others_write_more(pair: list[Laptop]) -> None:
    first, second = pair
    assert of(first, second).lacks is None
    exchanged(first)
    exchanged(second)
    held = of(first, second)
    assert held.lacks == 0
    assert held.all_until is not None
    for number in range(3):
        first.do("theme.add", title=f"Việc {number}")
    exchanged(first)
    assert of(second, first).lacks == 0
    assert of(first, second) == replace_seen(held, of(first, second), lacks=3)
    exchanged(second)
    assert of(first, second).lacks == 0


def replace_seen(before: MachineHolding, now: MachineHolding, lacks: int) -> MachineHolding:
    return before.model_copy(update={"last_seen": now.last_seen, "lacks": lacks})


def test_the_daemon_tells_with_the_question_that_waits(pair: list[Laptop]) -> None:
    first, second = pair
    exchanged(first)

    async def both() -> None:
        daemon = Daemon(second.home, system_clock(), Random(7))
        running = asyncio.create_task(daemon.run())
        await asyncio.to_thread(wait_until, lambda: of(first, second).lacks == 0)
        daemon.stop()
        await running

    asyncio.run(both())


def test_what_is_not_all_here_is_not_said_to_be(pair: list[Laptop]) -> None:
    moved = pair[0].exchange()
    assert state_held(moved)
    assert not state_held(replace(moved, unreceived=1))
    assert not state_held(replace(moved, refused=(Refusal("x", 1, "why"),)))
    assert not state_held(replace(moved, heads=None))


def test_another_state_than_the_servers_is_not_believed(pair: list[Laptop]) -> None:
    with ServerClient.of(pair[0].account) as line:
        line.heads()
        tell_held(line, "0" * 32)
    assert of(pair[1], pair[0]).lacks is None


def test_who_stays_connected_is_written_down_now_and_then(server: CentralServer) -> None:
    cell, now = server.new_cell(), server._now()
    heads = [{"a": TaggedHead(seq, bytes(16))} for seq in (1, 2)]
    server.do(lambda connection, _now: holdings.note(connection, now, cell, "m", heads[0]))

    def news(which: int, seconds: int, *, stays: bool) -> bool:
        later = now + timedelta(seconds=seconds)
        return bool(server.see(holdings.is_news, later, cell, "m", heads[which], stays=stays))

    assert not news(0, 3600, stays=True)
    assert not news(1, 1, stays=True)
    assert news(1, 1, stays=False)
    assert news(1, 20, stays=True)
    server.do(lambda connection, _now: ledger.append(connection, now, cell, "m", [parcel("a", 1, 2)], 10))


def test_it_is_told_on_the_command_line(pair: list[Laptop], capsys: pytest.CaptureFixture[str]) -> None:
    first, second = pair
    for one in (first, second):
        exchanged(one)
    first.do("machine.name", machine=second.account.id, name="Máy phó bí thư")
    first.do("theme.add", title="Việc")
    exchanged(first)
    exchanged(first)  # it asks with its first exchange
    status = read_status(first.home)
    assert status is not None
    (found,) = (one for one in status.machines if one.account == second.account.id)
    assert isinstance(found, MachineSeen)
    assert found.lacks == 2
    capsys.readouterr()
    assert run([f"--home={first.home}", "--lang=en", "status"]) == 0
    assert "Máy phó bí thư: lacks 2 acts, had all" in capsys.readouterr().out
    exchanged(second)
    exchanged(first)
    assert run([f"--home={first.home}", "--lang=en", "status"]) == 0
    assert "Máy phó bí thư: has all; last at the server" in capsys.readouterr().out


def test_a_server_that_does_not_know_is_asked_for_the_machines(
    pair: list[Laptop], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ServerClient.of(pair[0].account) as line:
        line.heads()
        send = line.send

        def unknown(method: str, path: str, body: bytes | None, extra: Mapping[str, str]) -> Answer:
            if path == "/v1/holdings":
                raise CallRefused("nothing", slug="not-found")
            return send(method, path, body, extra)

        monkeypatch.setattr(line, "send", unknown)
        found = machines_at(line)
    assert {one.account for one in found} == {one.account.id for one in pair}
    assert all(one.lacks is None for one in found)
