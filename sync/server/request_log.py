"""Facts for the log line of one request: ids, sizes and outcomes, never content."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.requests import HTTPConnection


@dataclass(slots=True)
class RequestLog:
    """The facts of one request; ``facts`` are numbers and ids."""

    request: str
    received: int = 0
    facts: dict[str, str | int] = field(default_factory=dict)


def request_log(connection: HTTPConnection) -> RequestLog:
    """Return the facts of a request, which :class:`sync.server.middleware.GateMiddleware` began."""
    found: RequestLog = connection.scope["chibo.notes"]
    return found
