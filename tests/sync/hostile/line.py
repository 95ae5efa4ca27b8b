"""A bad line between a laptop and the server: a proxy on loopback that flips bits, is slow, or breaks off."""

from __future__ import annotations

import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

PUT = b"POST /v1/parcels HTTP/1.1"
CHUNK = 64 * 1024
STEP = 512


@dataclass
class Line:
    """The line; what it does may be changed while it is in use. ``url`` is where a laptop finds the server by it."""

    upstream: int
    flips: dict[bytes, int] = field(default_factory=dict)
    """By the first bytes of a request: at which byte of its body, counted from its end where negative, to flip a bit
    once.
    """
    up_rate: float = 0.0
    """Bytes a second on the way to the server; 0: as fast as it goes."""
    down_rate: float = 0.0
    """Bytes a second on the way from the server; 0: as fast as it goes."""
    down_bytes: int = 0
    """After so many bytes of one answer a connection breaks off; 0: never."""
    flipped: int = 0
    brought: int = 0
    broken: int = 0
    carried: int = 0
    port: int = 0
    closing: bool = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, listener: socket.socket) -> None:
        while not self.closing:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(client,), daemon=True).start()

    def _carry(self, client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", self.upstream)) as server:
            is_bad = self.down_rate or self.down_bytes
            answered = [0]
            down = (self._down, (server, client, answered)) if is_bad else (_copy, (server, client))
            back = threading.Thread(target=down[0], args=down[1], daemon=True)
            back.start()
            with suppress(OSError):
                (self._slowly_up if self.up_rate else self._up)(client, server, answered)
            with suppress(OSError):
                server.shutdown(socket.SHUT_WR)
            back.join(30)

    def _slowly_up(self, client: socket.socket, server: socket.socket, _answered: list[int]) -> None:
        """Carry so many bytes a second; what has not gone when the laptop gives up is lost."""
        waiting: deque[bytes] = deque()
        gone = threading.Event()

        def take() -> None:
            with suppress(OSError):
                while data := client.recv(CHUNK):
                    waiting.extend(data[at : at + STEP] for at in range(0, len(data), STEP))
            gone.set()

        threading.Thread(target=take, daemon=True).start()
        while not gone.is_set():
            if not waiting:
                time.sleep(0.002)
                continue
            part = waiting.popleft()
            server.sendall(part)
            self.carried += len(part)
            time.sleep(len(part) / self.up_rate)

    def _down(self, server: socket.socket, client: socket.socket, answered: list[int]) -> None:
        """Bring so many bytes a second to the laptop, and break off after some of an answer."""
        with suppress(OSError):
            while data := server.recv(STEP):
                answered[0] += len(data)
                self.brought += len(data)
                client.sendall(data)
                if self.down_bytes and answered[0] > self.down_bytes:
                    self.broken += 1
                    break
                time.sleep(len(data) / self.down_rate if self.down_rate else 0)
        for end in (client, server):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _up(self, client: socket.socket, server: socket.socket, answered: list[int]) -> None:
        request = bytearray()
        sent = 0
        while data := client.recv(CHUNK):
            request += data
            self._flip(request, sent)
            server.sendall(request[sent:])
            sent = len(request)
            if _is_whole(request):
                request, sent = bytearray(), 0
                answered[0] = 0

    def _flip(self, request: bytearray, sent: int) -> None:
        for begin, at in list(self.flips.items()):
            head, found, _body = bytes(request).partition(b"\r\n\r\n")
            if not (found and head.startswith(begin) and _is_whole(request)):
                continue
            place = len(head) + 4 + at if at >= 0 else len(request) + at
            if place >= sent:
                request[place] ^= 4
                del self.flips[begin]
                self.flipped += 1


def _is_whole(request: bytes | bytearray) -> bool:
    """Tell whether a request has come whole; the bodies here say how long they are."""
    head, found, body = bytes(request).partition(b"\r\n\r\n")
    if not found:
        return False
    lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return len(body) >= (int(lengths[0]) if lengths else 0)


def _copy(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


@contextmanager
def line_to(port: int) -> Iterator[Line]:
    """Open a line to a server on loopback."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        line = Line(port, port=listener.getsockname()[1])
        threading.Thread(target=line.serve, args=(listener,), daemon=True).start()
        try:
            yield line
        finally:
            line.closing = True
