"""Limits connections: fewer than the system's descriptors, refused beyond that, closed when no data is sent or read."""

from __future__ import annotations

import asyncio
import os
import socket
from collections import defaultdict
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

from sync.server.log import event_limited

MOST = 10_000
RESERVED = 128
"""File descriptors that are not connections: the database's, the log, the listening socket."""
SHARE, LEAST_SHARE = 4, 16
"""One address has at most a fourth of all connections, but never fewer than 16."""
_PROXIES = frozenset({"127.0.0.1", "::1", *os.environ.get("FORWARDED_ALLOW_IPS", "").replace(" ", "").split(",")})
STALL = 60.0
"""Seconds within which the client must read enough of an answer for more to be sent (asyncio: 48 of 64 KB)."""
SILENCE = 30.0
"""Seconds for a request's head to arrive, from the connection or the first byte of the head."""
_KEPT_ALIVE = (("TCP_KEEPIDLE", 60), ("TCP_KEEPINTVL", 15), ("TCP_KEEPCNT", 4))
_TOO_MANY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Type: application/problem+json"
    b"\r\nContent-Length: %d\r\n\r\n%b"
)
_BODY = b'{"type":"urn:chibo:problem:busy","title":"The server is busy. Nothing was changed; try again.","status":503}'
_REFUSAL = _TOO_MANY % (len(_BODY), _BODY)

_BASE: Any = AutoHTTPProtocol


def raise_limit() -> int:
    """Raise the process's limit of descriptors as far as allowed; return how many connections fit below it."""
    try:
        import resource
    except ImportError:  # Windows: only memory limits its sockets
        return MOST
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST + RESERVED if hard == resource.RLIM_INFINITY else min(hard, MOST + RESERVED)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(OSError, ValueError):  # some systems allow less than they report
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    allowed = MOST + RESERVED if soft == resource.RLIM_INFINITY else soft
    return max(16, min(MOST, allowed - min(RESERVED, allowed // 4)))


class BoundedProtocol(_BASE):  # type: ignore[misc]
    """uvicorn's protocol of one connection, with a limit on their number and on silence."""

    most = MOST
    silence = SILENCE
    stall = STALL
    proxies = _PROXIES
    idle_since = 0.0
    _ending: asyncio.TimerHandle | None = None
    _stalling: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Accept a connection, or refuse it."""
        super().connection_made(transport)
        self.idle_since = self.loop.time()
        if self._is_too_many():
            event_limited("connections.full", connections=self.most)
            transport.write(_REFUSAL)
            transport.close()
            return
        _keep_alive(transport)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        """Process data; the head of a request must be complete in time."""
        self.idle_since = self.loop.time()
        super().data_received(data)
        if self._is_answering():
            self._cancel()
        elif self._ending is None:
            self._expect_head()

    def pause_writing(self) -> None:
        """Wait until the client reads the answer, up to a time limit."""
        super().pause_writing()
        self._stalling = self.loop.call_later(self.stall, self.transport.abort)

    def resume_writing(self) -> None:
        """Continue: the client has read enough."""
        self._stop_stalling()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Release the connection."""
        self._cancel()
        self._stop_stalling()
        super().connection_lost(exc)

    def _is_too_many(self) -> bool:
        """Tell whether there is no room for this connection: in total, or for its address.

        One address has a limited number. At the limit, an idle connection is closed instead: one of the same address,
        or at the total limit one of the address with the most.
        """
        mine, share = self._address(), max(LEAST_SHARE, self.most // SHARE)
        count = len(self.connections)
        if count <= min(share, self.most):
            return False
        by_address: dict[str, list[Any]] = defaultdict(list)
        for one in self.connections:
            by_address[one._address()].append(one)
        if mine and len(by_address[mine]) > share:
            return not self._end_idle_of(by_address[mine])
        return count > self.most and not self._end_idle_of(max(by_address.values(), key=len))

    def _end_idle_of(self, those: list[Any]) -> bool:
        """Close the connection that has been idle longest; tell whether there was one."""
        idle = [one for one in those if one is not self and one._is_idle()]
        if idle:
            min(idle, key=lambda one: float(one.idle_since)).transport.abort()
        return bool(idle)

    def _is_idle(self) -> bool:
        """Tell whether all requests of this connection are answered."""
        return self.cycle is not None and not self._is_answering() and not self.transport.is_closing()

    def _address(self) -> str:
        """Return the client's address; empty for a proxy, which serves many."""
        address = self.client[0] if self.client else ""
        return "" if address in self.proxies else address

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _expect_head(self) -> None:
        self._ending = self.loop.call_later(self.silence, self._end)

    def _end(self) -> None:
        self._ending = None
        if not self._is_answering() and not self.transport.is_closing():
            self.transport.abort()

    def _stop_stalling(self) -> None:
        if self._stalling is not None:
            self._stalling.cancel()
            self._stalling = None

    def _cancel(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
            self._ending = None


def bounded(most: int, silence: float = SILENCE, stall: float = STALL) -> type[asyncio.Protocol]:
    """Return the protocol class with other limits."""
    return type("Bounded", (BoundedProtocol,), {"most": most, "silence": silence, "stall": stall})


def limit_loop_logging(loop: asyncio.AbstractEventLoop) -> None:
    """Log the event loop's own errors, such as failed accepts, at most once a minute each."""

    def told(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        event_limited("loop.fault", kind=type(fault).__name__ if fault else "", number=getattr(fault, "errno", None))

    loop.set_exception_handler(told)


def _keep_alive(transport: asyncio.Transport) -> None:
    """Turn on TCP keep-alive, so that the system detects clients that disappeared."""
    sock = transport.get_extra_info("socket")
    if sock is None:
        return
    with suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for name, value in _KEPT_ALIVE:
            if (option := getattr(socket, name, None)) is not None:
                sock.setsockopt(socket.IPPROTO_TCP, option, value)
