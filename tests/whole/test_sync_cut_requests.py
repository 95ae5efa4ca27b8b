"""The server dies in the middle of a request: before it has it whole, before it answers, before the answer arrives."""

from __future__ import annotations

import os
import re
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

import pytest

from sync.client.account import save_account
from tests.sync.central import ServerProcess, wait_until
from tests.whole.sync_world import assign, cell_of, daemons, wait_for, wait_until_even

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes are killed by POSIX signals")
PUSH = b"POST /v1/parcels HTTP"


class Moment(Enum):
    """When the server dies."""

    HALF_OF_THE_REQUEST = auto()
    REQUEST_SENT = auto()
    ANSWER_ON_THE_WAY = auto()


class Wire:
    """A line to the server on which it is killed once at a chosen moment of the next push of parcels."""

    def __init__(self, central: ServerProcess) -> None:
        self.central = central
        self.moment: Moment | None = None
        self.killed = threading.Event()
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._receive, daemon=True).start()

    def kill_at(self, moment: Moment) -> None:
        self.killed.clear()
        self.moment = moment

    def close(self) -> None:
        self._door.close()

    def _receive(self) -> None:
        with suppress(OSError):
            while True:
                inside, _ = self._door.accept()
                threading.Thread(target=self._connect, args=[inside], daemon=True).start()

    def _connect(self, inside: socket.socket) -> None:
        with inside, suppress(OSError), socket.create_connection(("127.0.0.1", self.central.port)) as outside:
            answering = threading.Thread(target=self._carry_back, args=[outside, inside], daemon=True)
            answering.start()
            while part := inside.recv(65536):
                if self.moment is not None and part.startswith(PUSH):
                    self._cut(whole_request(inside, part), outside)
                else:
                    outside.sendall(part)
            outside.shutdown(socket.SHUT_RDWR)

    def _cut(self, request: bytes, outside: socket.socket) -> None:
        half = self.moment is Moment.HALF_OF_THE_REQUEST
        outside.sendall(request[: len(request) // 2] if half else request)
        if self.moment is not Moment.ANSWER_ON_THE_WAY:
            self._kill()

    def _carry_back(self, outside: socket.socket, inside: socket.socket) -> None:
        """Carry answers; the one to a push, at which the server is to die, is not carried any further."""
        with suppress(OSError):
            while part := outside.recv(65536):
                if self.moment is Moment.ANSWER_ON_THE_WAY and b'"heads"' in part and b'"state"' not in part:
                    self._kill()
                    break
                inside.sendall(part)
        with suppress(OSError):
            inside.shutdown(socket.SHUT_RDWR)

    def _kill(self) -> None:
        process = self.central.process
        assert process is not None
        self.moment = None
        os.kill(process.pid, signal.SIGKILL)
        self.killed.set()


def whole_request(source: socket.socket, begun: bytes) -> bytes:
    """Return a request of which the beginning has come."""
    while b"\r\n\r\n" not in begun:
        begun += source.recv(65536)
    head, _, body = begun.partition(b"\r\n\r\n")
    found = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    assert found is not None
    while len(body) < int(found[1]):
        body += source.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def wire_to(central: ServerProcess) -> Iterator[Wire]:
    wire = Wire(central)
    try:
        yield wire
    finally:
        wire.close()


def test_a_server_that_dies_in_mid_request_loses_nothing_and_keeps_nothing_twice(
    tmp_path: Path, server_process: Callable[..., ServerProcess]
) -> None:
    central = server_process()
    with cell_of(tmp_path, central) as (first, second), wire_to(central) as wire:
        save_account(first.home, replace(first.account, server=wire.url))
        written = []
        with daemons(first, second):
            for moment in [*Moment, *Moment]:
                wait_until_even(first, second)
                wire.kill_at(moment)
                written.append(f"Việc {len(written)}")
                assign(first, written[-1])
                wait_until(wire.killed.is_set)
                central.kill()
                assign(second, f"Phó bí thư {len(written)}")
                central.start()
                wait_for(second, *written)
            wait_for(first, *(f"Phó bí thư {number}" for number in range(1, len(written) + 1)))
            wait_until_even(first, second)
