"""A server that refuses each call in each way is asked again only after a wait, and not before it said."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import partial
from random import Random
from time import time

import pytest
from fastapi import FastAPI
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from models.domain.clock import Clock, system_clock
from models.queries.journal_heads import last_entries
from sync.client.faults import ExchangeFailed
from sync.client.transport import LONGEST_WAIT, Answer, _seconds, check
from sync.daemon.home_watch import Outbox
from sync.daemon.loop import Daemon
from sync.daemon.state_poll import StatePoll
from sync.exchange.interfaces import ExchangeResult, ForeignDevices, HeadMoved
from sync.protocol.messages.entries import HeadsAnswer
from sync.server import ledger
from sync.server.app import create_app
from sync.server.settings import Settings
from tests.sync.central import CentralServer, wait_until
from tests.sync.laptop import Laptop

WATCHED = 2.5
WAYS = {
    "429": lambda: JSONResponse({}, 429),
    "429, come in 30 s": lambda: PlainTextResponse("slowly", 429, {"Retry-After": "30"}),
    "503, come in 30 s": lambda: _problem("busy", 503, {"Retry-After": "30"}),
    "503, come at a time": lambda: PlainTextResponse("", 503, {"Retry-After": formatdate(time() + 30, usegmt=True)}),
    "500": lambda: PlainTextResponse("oh", 500),
    "403": lambda: _problem("no-room", 403),
    "404, no sense": lambda: PlainTextResponse("nothing", 404),
    "200, no sense": lambda: PlainTextResponse("<html>", 200),
}
CALLS = {
    "the long poll": ("GET", "/v1/heads", b"wait="),
    "heads": ("GET", "/v1/heads", b""),
    "a put": ("POST", "/v1/parcels", b""),
    "a query": ("POST", "/v1/parcels/query", b""),
    "keys": ("GET", "/v1/keys", b""),
    "complaints": ("GET", "/v1/parcels/complaints", b""),
}


def _problem(slug: str, status: int, headers: dict[str, str] | None = None) -> Response:
    content = {"type": f"urn:chibo:problem:{slug}", "title": "No.", "status": status}
    return JSONResponse(content, status, headers)


@dataclass
class Refusing:
    """Stands before the server's application, refuses one call in one way, and counts."""

    app: ASGIApp
    call: tuple[str, str, bytes] = ("", "", b"")
    way: str = ""
    counted: Counter[str] = field(default_factory=Counter)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            method, path, query = self.call
            self.counted["all"] += 1
            if (scope["method"], scope["path"]) == (method, path) and query in scope["query_string"]:
                self.counted["refused"] += 1
                await WAYS[self.way]()(scope, receive, send)
                return
        await self.app(scope, receive, send)


@pytest.mark.parametrize("way", WAYS)
async def test_a_refusal_is_followed_by_a_wait(
    server: CentralServer, secretary: Laptop, deputy: Laptop, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary.exchange()
    await asyncio.to_thread(server.stop)
    made: list[Refusing] = []

    class Before(Refusing):
        def __init__(self, app: ASGIApp) -> None:
            super().__init__(app)
            made.append(self)

    def create(settings: Settings, clock: Clock) -> FastAPI:
        app = create_app(settings, clock)
        app.add_middleware(Before)
        return app

    monkeypatch.setattr("tests.sync.central.create_app", create)
    await asyncio.to_thread(server.start)
    (stack,) = made
    for call in CALLS.values():
        stack.call, stack.way = call, way
        stack.counted.clear()
        secretary.do("theme.add", title=f"Việc {call}")
        daemon = Daemon(secretary.home, system_clock(), Random(7))
        running = asyncio.create_task(daemon.run())
        await asyncio.sleep(WATCHED)
        daemon.stop()
        await running
        most = 2 if "30" in way or "time" in way else 8
        assert stack.counted["refused"] <= most, (call, way)
        assert stack.counted["all"] < 60, (call, way)


def test_when_to_come_again_is_read_in_either_form_and_within_reason() -> None:
    assert _seconds("30") == 30
    assert 25 < _seconds(formatdate(time() + 30, usegmt=True)) <= 30
    assert _seconds("9" * 400) == _seconds(formatdate(time() + 10**6, usegmt=True)) == LONGEST_WAIT
    assert _seconds("Mon, 01 Jan 99999999999999999999 00:00:00 GMT") == 0
    assert _seconds("soon") == _seconds("-5") == _seconds("") == _seconds(formatdate(0, usegmt=True)) == 0


@pytest.mark.parametrize("news", ["another state", "another name beside it", "none, at once"])
async def test_a_server_that_always_has_news_is_not_asked_without_end(
    server: CentralServer, secretary: Laptop, news: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each long poll is answered at once; what it tells brings nothing."""
    secretary.exchange()
    counted: Counter[str] = Counter()
    wait = StatePoll.wait

    async def at_once(self: StatePoll, state: str, besides: str = "") -> HeadsAnswer:
        counted["asked"] += 1
        found = await wait(self, "", "")
        if news == "another state":
            return HeadsAnswer(heads={}, state=f"{counted['asked']:032x}")
        if news == "another name beside it":
            self.besides = f"b{counted['asked']}"
        return found

    monkeypatch.setattr(StatePoll, "wait", at_once)
    daemon = Daemon(secretary.home, system_clock(), Random(7))
    running = asyncio.create_task(daemon.run())
    await asyncio.sleep(WATCHED * 2)
    daemon.stop()
    await running
    assert 1 < counted["asked"] < 12


@pytest.mark.parametrize("slug", ["not-yours", "not-continued", "damaged", "no-such-thing"])
def test_what_only_a_put_is_refused_for_is_a_fault_of_any_other_call(slug: str) -> None:
    answer = Answer(403, {}, bytes(_problem(slug, 403).body))
    with pytest.raises(ExchangeFailed):
        check(answer, "https://may-chu")


async def test_whatever_goes_wrong_in_a_part_of_its_work_the_daemon_lives(
    server: CentralServer, secretary: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    secretary.exchange()
    monkeypatch.setattr("sync.daemon.backoff.FIRST", 0.01)
    wait, note, changed = StatePoll.wait, Daemon._record_result, Outbox.has_changed
    faults: list[BaseException] = [
        OverflowError("9" * 20),
        HeadMoved(),
        ForeignDevices(["x"]),
        RuntimeError(),
        MemoryError(),
    ]
    to_come: dict[str, list[Exception]] = {one: list(faults) for one in ("wait", "note", "changed")}

    def perhaps(name: str) -> None:
        if to_come[name]:
            raise to_come[name].pop()

    async def waiting(self: StatePoll, state: str, besides: str = "") -> HeadsAnswer:
        perhaps("wait")
        return await wait(self, state, besides)

    def noting(self: Daemon, moved: ExchangeResult) -> None:
        perhaps("note")
        note(self, moved)

    def looking(self: Outbox) -> bool:
        perhaps("changed")
        return changed(self)

    monkeypatch.setattr(StatePoll, "wait", waiting)
    monkeypatch.setattr(Daemon, "_record_result", noting)
    monkeypatch.setattr(Outbox, "has_changed", looking)
    monkeypatch.setattr("sync.daemon.loop.STORE_POLL_SECONDS", 0.01)
    daemon = Daemon(secretary.home, system_clock(), Random(7))
    running = asyncio.create_task(daemon.run())
    try:
        for number in range(3):
            secretary.do("theme.add", title=f"Việc {number}")
            await asyncio.to_thread(wait_until, partial(_is_sent, server, secretary))
        await asyncio.to_thread(wait_until, lambda: not any(to_come.values()))
        assert not running.done()
    finally:
        daemon.stop()
        await running


def _is_sent(server: CentralServer, laptop: Laptop) -> bool:
    with laptop.store.reading() as connection:
        last = last_entries(connection)
    heads = server.see(ledger.heads, laptop.account.cell)
    return all(device in heads and heads[device].seq == seq for device, seq in last.items())
