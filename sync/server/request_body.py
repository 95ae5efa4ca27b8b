"""Reading a request's body with a limit on size, a minimum speed, and one media type."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from sync.server.problems import MALFORMED, TOO_LARGE, TOO_SLOW, WRONG_MEDIA, Problem
from sync.server.request_log import request_log

JSON = "application/json"
PROGRESS = 32 * 1024
"""Bytes that must arrive in each period: with 60 s about 550 bytes a second, slower than any line in use."""


async def read_body(request: Request, limit: int, seconds: float, media_type: str = JSON) -> bytes:
    """Return the body. Raises :class:`Problem` as soon as it is too large, too slow, or of another type.

    A body may take long, if it grows by :data:`PROGRESS` or ends within every ``seconds``. After a refusal the rest is
    not read: the connection is closed.
    """
    _check_type(request, media_type)
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit():
        raise Problem(MALFORMED, _CLOSE)
    if int(declared) > limit:
        raise Problem(TOO_LARGE, _CLOSE)
    try:
        async with asyncio.timeout(seconds) as patience:
            return await _gather(request, limit, patience, seconds)
    except TimeoutError:
        raise Problem(TOO_SLOW, _CLOSE) from None


_CLOSE = {"Connection": "close"}


async def _gather(request: Request, limit: int, patience: asyncio.Timeout, seconds: float) -> bytes:
    body = bytearray()
    reached = 0
    async for chunk in request.stream():
        body += chunk
        request_log(request).received = len(body)
        if len(body) > limit:
            raise Problem(TOO_LARGE, _CLOSE)
        if len(body) - reached >= PROGRESS:
            reached = len(body)
            patience.reschedule(asyncio.get_running_loop().time() + seconds)
    return bytes(body)


def _check_type(request: Request, media_type: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoded = request.headers.get("content-encoding", "identity").lower()
    if given != media_type or encoded != "identity":
        raise Problem(WRONG_MEDIA, {"Accept": media_type, **_CLOSE})
