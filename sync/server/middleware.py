"""Middleware around every request: rate limit by address, client version, one log line."""

from __future__ import annotations

import re
import time
from uuid import uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.protocol.version import HEADER, VERSION
from sync.server.log import LOGGER, event
from sync.server.problems import FAILED, MALFORMED, TOO_OLD, Problem, answer, too_many
from sync.server.rates import RateLimiters, address_key
from sync.server.request_log import RequestLog

OLDEST_CLIENT = (0, 1, 0)
"""The oldest client version whose messages the server still understands."""
PIECE = 64 * 1024
"""Bytes of a body that are sent at once."""
CLIENT_HEADER = "Chibo-Client"
_VERSION = re.compile(r"(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[-+.a-z0-9]{0,40})", re.ASCII)
_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (HEADER.lower().encode(), str(VERSION).encode()),
)


class GateMiddleware:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, rates: RateLimiters) -> None:
        self._app = app
        self._rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request or refuse it; in any case it is answered and logged."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        passage = _LoggedRequest(scope, send)
        try:
            refusal = self._refusal(Request(scope))
            await (refusal or self._app)(scope, receive, passage.send)
        except Exception:  # noqa: BLE001 - the client gets a sentence, the log where it was
            LOGGER.exception("request.failed", extra={"facts": {"request": passage.notes.request}})
            if not passage.status:
                await _problem_response(Problem(FAILED), Request(scope))(scope, receive, passage.send)
        finally:
            passage.log()

    def _refusal(self, request: Request) -> Response | None:
        if "transfer-encoding" in request.headers and "content-length" in request.headers:
            two_ends = Problem(MALFORMED, {"Connection": "close"})  # RFC 9112, 6.1
            return _problem_response(two_ends, request)
        seconds = self._rates.addresses.take(client_address(request))
        if seconds:
            return _problem_response(too_many(seconds), request)
        problem = _version_problem(request) if request.url.path.startswith("/v1") else None
        return _problem_response(problem, request) if problem else None


class _LoggedRequest:
    """One request: what is sent back, and what is logged."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.notes = RequestLog(uuid4().hex[:16])
        scope["chibo.notes"] = self.notes
        self.status = 0
        self._scope = scope
        self._send = send
        self._sent = 0
        self._began = time.perf_counter()

    async def send(self, message: Message) -> None:
        """Send a message with the headers that every answer has."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            names = {name for name, _ in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(pair for pair in _HEADERS if pair[0] not in names)]
        elif message["type"] == "http.response.body":
            await self._send_body(message)
            return
        await self._send(message)

    async def _send_body(self, message: Message) -> None:
        """Send a body in pieces, each after the client has read the one before: a slow client holds only
        one in memory.
        """
        body = memoryview(message.get("body", b""))
        ends = range(PIECE, len(body), PIECE)
        for end in ends:
            await self._send({"type": message["type"], "body": bytes(body[end - PIECE : end]), "more_body": True})
        await self._send({**message, "body": bytes(body[len(ends) * PIECE :])})
        self._sent += len(body)

    def log(self) -> None:
        """Write the log line: with the route's pattern instead of the URL, which may contain anything."""
        route = self._scope.get("route")
        event(
            "request",
            request=self.notes.request,
            method=self._scope["method"] if self._scope["method"] in _METHODS else "other",
            route=getattr(route, "path", None),
            status=self.status or None,
            ms=round((time.perf_counter() - self._began) * 1000, 1),
            received=self.notes.received,
            sent=self._sent,
            address=client_address(Request(self._scope)),
            **self.notes.facts,
        )


_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}


def client_address(request: Request) -> str:
    """Return the key by which a client address is limited; empty if unknown."""
    return address_key(request.client.host) if request.client else ""


def _version_problem(request: Request) -> Problem | None:
    """Return the refusal of an invalid or too old client version; ``None`` if it is acceptable or not stated."""
    text = request.headers.get(CLIENT_HEADER)
    if text is None:
        return None
    found = _VERSION.fullmatch(text)
    if not found:
        return Problem(MALFORMED)
    version = tuple(int(part) for part in found.groups())
    oldest = ".".join(map(str, OLDEST_CLIENT))
    return Problem(TOO_OLD, {"Upgrade": f"chibo/{oldest}"}, {"oldest": oldest}) if version < OLDEST_CLIENT else None


def _problem_response(problem: Problem, request: Request) -> Response:
    return answer(problem, request.headers.get("accept-language", ""))
