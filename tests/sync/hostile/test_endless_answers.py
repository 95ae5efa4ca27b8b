"""A server, or who sits in front of it, whose answers never end, or unpack to more than a laptop has room for."""

from __future__ import annotations

import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from sync.client import transport, wrong_clock
from sync.client.account import MachineAccount
from sync.client.faults import ConnectionBroken, Unreachable
from sync.client.http import ServerClient
from sync.daemon import state_poll
from sync.daemon.state_poll import StatePoll
from sync.keys.ring import KeyRing

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: Thu, 03 Dec 2026 07:05:00 GMT\r\n"
Answer = Callable[[socket.socket], None]


def flood(client: socket.socket) -> None:
    client.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    block = b"%x\r\n" % (1 << 16) + b" " * (1 << 16) + b"\r\n"
    while True:
        client.sendall(block)


def packed(client: socket.socket) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(pack.compress(b" " * (1 << 20)) for _ in range(256)) + pack.flush()
    client.sendall(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    time.sleep(5)


def trickle(client: socket.socket) -> None:
    client.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
    while True:
        client.sendall(b" ")
        time.sleep(0.02)


@contextmanager
def answering(answer: Answer) -> Iterator[str]:
    """Answer whatever is asked on loopback; yield the address."""

    def serve(listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=one, args=(client,), daemon=True).start()

    def one(client: socket.socket) -> None:
        with client, suppress(OSError):
            client.recv(1 << 16)
            answer(client)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=(listener,), daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "PROGRESS_SECONDS", 0.5)
    monkeypatch.setattr(transport, "MAXIMUM_ANSWER", 1 << 20)
    monkeypatch.setattr(state_poll, "MAXIMUM", 1 << 20)
    monkeypatch.setattr(state_poll, "LONGEST", 0.5)


@pytest.mark.parametrize("answer", [flood, packed, trickle])
async def test_the_long_poll_takes_no_more_than_an_answer_is(answer: Answer) -> None:
    with answering(answer) as address:
        line = StatePoll(MachineAccount(address, "c", "a", "t" * 43, bytes(32), bytes(32), KeyRing.new(bytes(32))))
        try:
            with pytest.raises((Unreachable, ValueError)):
                await line.wait("")
        finally:
            await line.close()


@pytest.mark.parametrize("answer", [flood, packed, trickle])
def test_a_call_takes_no_more_than_an_answer_is(answer: Answer) -> None:
    with answering(answer) as address, ServerClient(address) as server, pytest.raises(Unreachable) as told:
        server.heads()
    assert isinstance(told.value, ConnectionBroken) == (answer is trickle)


def test_of_who_is_only_asked_for_the_time_no_body_is_read() -> None:
    with answering(flood) as address:
        began = time.monotonic()
        assert wrong_clock._time_at(address) is not None
        assert time.monotonic() - began < 4
