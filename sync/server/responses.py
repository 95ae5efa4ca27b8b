"""Parsing request bodies and building responses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import Response

from sync.protocol.fields import Malformed
from sync.protocol.parcels import Damaged
from sync.server.problems import DAMAGED, MALFORMED, Problem
from sync.server.request_body import JSON

T = TypeVar("T")


def parse_body(parse: Callable[[bytes], T], body: bytes) -> T:
    """Return the parsed body. Raises :class:`Problem` when it is invalid; its detail names the place."""
    try:
        return parse(body)
    except Damaged:
        raise Problem(DAMAGED) from None
    except Malformed as fault:
        raise Problem(MALFORMED, members={"detail": str(fault)}) from None


def ok(body: bytes, media_type: str = JSON) -> Response:
    """Return a body with 200."""
    return Response(body, media_type=media_type)


def created(body: bytes) -> Response:
    """Return a body with 201."""
    return Response(body, status_code=201, media_type=JSON)


def no_content() -> Response:
    """Return an empty response with 204."""
    return Response(status_code=204)
