"""Too many connections, bodies that do not come, one fault a thousand times: others are served, the log stays small."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

import httpx
import pytest
import uvicorn

from sync.protocol.parcels import MEDIA_TYPE
from sync.server.connections import bounded, raise_limit
from sync.server.log import LOGGER, SELDOM_SECONDS, RateLimitFilter, event_limited
from sync.server.settings import Limits, Settings
from tests.sync.central import CentralServer, wait_until
from tests.sync.server.machine import Machine, good, machine_of, talking
from tests.sync.server.parcels import parcel


@contextmanager
def running(settings: Settings) -> Iterator[CentralServer]:
    central = CentralServer(settings)
    try:
        yield central.start()
    finally:
        central.stop()


def opened(stack: ExitStack, port: int, count: int) -> list[socket.socket]:
    return [stack.enter_context(socket.create_connection(("127.0.0.1", port), 10)) for _ in range(count)]


def test_connections_are_bounded_refused_early_and_end_when_nothing_comes(
    server_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.sync.central.uvicorn.Config", partial(uvicorn.Config, http=bounded(10, silence=1.0)))
    with running(Settings(home=server_home)) as central, ExitStack() as stack:
        silent = opened(stack, central.port, 8)
        half = opened(stack, central.port, 2)
        for one in half:
            one.sendall(b"GET /health HTTP/1.1\r\nHost:")
        (late,) = opened(stack, central.port, 1)
        refusal = late.recv(4096)
        assert refusal.startswith(b"HTTP/1.1 503 ")
        assert b"Retry-After: 5" in refusal
        for one in (*silent, *half):
            assert _is_closed(one)
        assert httpx.get(f"{central.url}/health", timeout=10).status_code == 200


def _is_closed(one: socket.socket) -> bool:
    try:
        return one.recv(1024) == b""
    except ConnectionResetError:
        return True


def test_a_second_request_that_does_not_come_whole_ends_too(server_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.sync.central.uvicorn.Config", partial(uvicorn.Config, http=bounded(10, silence=0.5)))
    with running(Settings(home=server_home)) as central, ExitStack() as stack:
        (one,) = opened(stack, central.port, 1)
        one.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        answer = b""
        while b"ok" not in answer:
            answer += one.recv(4096)
        one.sendall(b"GET /heal")
        assert _is_closed(one)


def test_one_address_does_not_hold_every_connection(server_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger keeps as many open as he gets, and asks for something on each of them from time to time."""
    monkeypatch.setattr("tests.sync.central.uvicorn.Config", partial(uvicorn.Config, http=bounded(80)))
    ask = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    with running(Settings(home=server_home)) as central, ExitStack() as stack:
        there = ("127.0.0.1", central.port)
        held = [
            stack.enter_context(socket.create_connection(there, 10, source_address=("127.0.0.2", 0))) for _ in range(90)
        ]
        for one in held:
            with suppress(OSError):
                one.sendall(ask)
        alive = sum(_is_served(one) for one in held)
        assert 0 < alive <= 20
        for source in ("127.0.0.1", "127.0.0.3"):
            (other,) = [stack.enter_context(socket.create_connection(there, 10, source_address=(source, 0)))]
            other.sendall(ask)
            assert _is_served(other)


def test_where_all_are_taken_one_that_waits_for_nothing_gives_way(
    server_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.sync.central.uvicorn.Config", partial(uvicorn.Config, http=bounded(40)))
    ask = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    with running(Settings(home=server_home)) as central, ExitStack() as stack:
        there = ("127.0.0.1", central.port)
        for part in (2, 3, 4):
            for _ in range(16):
                one = socket.create_connection(there, 10, source_address=(f"127.0.0.{part}", 0))
                stack.enter_context(one).sendall(ask)
                assert _is_served(one)
        (late,) = opened(stack, central.port, 1)
        late.sendall(ask)
        assert _is_served(late)


def _is_served(one: socket.socket) -> bool:
    one.settimeout(5)
    with suppress(OSError):
        return one.recv(4096).startswith(b"HTTP/1.1 200 ")
    return False


@pytest.mark.skipif(os.name != "posix", reason="limits of descriptors are POSIX's")
def test_a_server_with_few_descriptors_outlives_a_flood_and_logs_little(server_home: Path, tmp_path: Path) -> None:
    import resource

    log = tmp_path / "log"
    words = [sys.executable, "-m", "tui.main", "--home", str(server_home), "--lang", "en", "serve", "--port", "0"]
    with log.open("w") as file, ExitStack() as stack:
        process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=file,
            text=True,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (100, 200)),  # noqa: PLW1509 - nothing else runs
        )
        stack.callback(process.wait)
        stack.callback(process.terminate)
        assert process.stdout is not None
        port = int(process.stdout.readline().rsplit(":", 1)[1])
        stack.callback(process.stdout.close)
        with ExitStack() as flood:
            opened(flood, port, 400)
            time.sleep(1)
        wait_until(lambda: _answers(port), 20)
        assert log.stat().st_size < 20_000


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/health", timeout=2).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.mark.skipif(os.name != "posix", reason="limits of descriptors are POSIX's")
def test_the_limit_is_raised_as_far_as_it_may(tmp_path: Path) -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (256, 2048));"
        "from sync.server.connections import raise_limit;"
        "print(raise_limit(), *resource.getrlimit(resource.RLIMIT_NOFILE))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1920", "2048", "2048"]


def test_where_there_is_no_such_limit_the_bound_is_the_programs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    assert raise_limit() == 10_000


class Clock:
    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def record(status: int = 200, address: str = "a") -> logging.LogRecord:
    made = logging.LogRecord(LOGGER.name, logging.INFO, "", 1, "request", None, None)
    made.facts = {"status": status, "address": address}
    return made


def test_lines_of_one_cause_are_limited_and_the_rest_is_counted() -> None:
    clock = Clock()
    sparing = RateLimitFilter(10, clock)
    assert sum(sparing.filter(record(429)) for _ in range(1000)) == 10
    assert sum(sparing.filter(record()) for _ in range(1000)) == 1000
    assert sparing.filter(record(429, "b"))
    clock.at = SELDOM_SECONDS
    last = record(429)
    assert sparing.filter(last)
    assert last.facts["left_out"] == 990  # type: ignore[attr-defined]


def test_the_same_exception_is_written_only_so_often() -> None:
    sparing = RateLimitFilter(3, Clock())
    written = 0
    for _ in range(50):
        try:
            raise ValueError
        except ValueError:
            made = logging.LogRecord(LOGGER.name, logging.ERROR, "", 1, "request.failed", None, sys.exc_info())
            written += sparing.filter(made)
    assert written == 3


def test_a_fault_of_the_loop_is_told_once_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, LOGGER.name)
    LOGGER.propagate = True
    for _ in range(100):
        event_limited("a fault of this test")
    assert [one.message for one in caplog.records] == ["a fault of this test"]


def slow_body(stack: ExitStack, central: CentralServer, machine: Machine) -> socket.socket:
    """Begin a large put of which nothing more comes."""
    (one,) = opened(stack, central.port, 1)
    head = ["POST /v1/parcels HTTP/1.1", "Host: x", f"Authorization: {machine.headers['Authorization']}"]
    head += [f"Content-Type: {MEDIA_TYPE}", "Content-Length: 1000000", "", ""]
    one.sendall("\r\n".join(head).encode())
    return one


def test_slow_bodies_of_one_cell_hold_up_no_other(server_home: Path) -> None:
    limits = Limits(large_bodies=8, large_bodies_of_cell=2, large_bodies_of_account=1, slot_seconds=0.5)
    with (
        running(Settings(home=server_home, limits=limits)) as central,
        talking(central.url) as http,
        ExitStack() as stack,
    ):
        slow, colleague = machine_of(http, central, central.new_cell()), None
        colleague = machine_of(http, central, slow.cell)
        third = machine_of(http, central, slow.cell)
        other = machine_of(http, central, central.new_cell("Chi bộ Khác"))
        for machine in (slow, slow, slow, colleague, colleague):
            slow_body(stack, central, machine)
        time.sleep(0.3)
        began = time.monotonic()
        good(other.put(parcel("x", 1, 1, size=200_000)))
        good(third.put(parcel("z", 1, 1)))  # an act of their own cell needs no slot
        assert time.monotonic() - began < 2
        refused = third.put(parcel("z", 2, 2, size=200_000))
        assert refused.status_code == 503
        assert refused.headers["retry-after"]


def unread_answer(stack: ExitStack, central: CentralServer, machine: Machine) -> socket.socket:
    """Ask for parcels, and take nothing of the answer."""
    one = stack.enter_context(socket.socket())
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.settimeout(20)
    one.connect(("127.0.0.1", central.port))
    body = b'{"have":{},"limit":16}'
    head = ["POST /v1/parcels/query HTTP/1.1", "Host: x", f"Authorization: {machine.headers['Authorization']}"]
    head += ["Content-Type: application/json", f"Content-Length: {len(body)}", "", ""]
    one.sendall("\r\n".join(head).encode() + body)
    return one


def test_answers_that_nobody_reads_fill_no_memory_and_end(server_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One account has so many answers at once; the others of its cell are served; what is not taken is given up."""
    limits = Limits(answers_of_account=2, slot_seconds=0.5)
    protocol = bounded(80, stall=2.0)
    monkeypatch.setattr("tests.sync.central.uvicorn.Config", partial(uvicorn.Config, http=protocol))
    with (
        running(Settings(home=server_home, limits=limits)) as central,
        talking(central.url) as http,
        ExitStack() as stack,
    ):
        slow = machine_of(http, central, central.new_cell())
        colleague = machine_of(http, central, slow.cell)
        good(colleague.put(parcel("x", 1, 1, size=3_000_000)))
        held = [unread_answer(stack, central, slow) for _ in range(2)]
        time.sleep(0.3)
        refused = slow.send("POST", "/v1/parcels/query", b'{"have":{},"limit":16}')
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        (found,), _ = colleague.get({})
        assert len(found.box) == 3_000_000
        wait_until(lambda: slow.send("POST", "/v1/parcels/query", b'{"have":{},"limit":16}').status_code == 200)
        for one in held:
            assert _read_to_the_end(one) < 3_000_000


def _read_to_the_end(one: socket.socket) -> int:
    count = 0
    with suppress(ConnectionResetError):
        while part := one.recv(1 << 16):
            count += len(part)
    return count


def test_a_body_that_tells_two_lengths_is_refused(server_home: Path) -> None:
    head = b"POST /v1/parcels HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    with running(Settings(home=server_home)) as central, ExitStack() as stack:
        (one,) = opened(stack, central.port, 1)
        one.sendall(head)
        answer = one.recv(4096)
        assert answer.startswith(b"HTTP/1.1 400")
        assert b"connection: close" in answer.lower()
