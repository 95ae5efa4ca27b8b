"""Reading a request's body: not a byte more than allowed, not longer than allowed, of one media type."""

from __future__ import annotations

import asyncio

from starlette.requests import Request

from sync.server.notes import notes
from sync.server.problems import MALFORMED, TOO_LARGE, TOO_SLOW, WRONG_MEDIA, Problem

JSON = "application/json"


async def read_body(request: Request, limit: int, seconds: float, media_type: str = JSON) -> bytes:
    """Return the body. Raises :class:`Problem` when it is too large, too slow, or of another type; as soon as it is.

    An unread rest is not waited for: the connection is closed.
    """
    _check_type(request, media_type)
    declared = request.headers.get("content-length", "0")
    if not declared.isascii() or not declared.isdigit():
        raise Problem(MALFORMED, _CLOSE)
    if int(declared) > limit:
        raise Problem(TOO_LARGE, _CLOSE)
    try:
        async with asyncio.timeout(seconds):
            return await _gather(request, limit)
    except TimeoutError:
        raise Problem(TOO_SLOW, _CLOSE) from None


_CLOSE = {"Connection": "close"}


async def _gather(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        notes(request).received = len(body)
        if len(body) > limit:
            raise Problem(TOO_LARGE, _CLOSE)
    return bytes(body)


def _check_type(request: Request, media_type: str) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    encoded = request.headers.get("content-encoding", "identity").lower()
    if given != media_type or encoded != "identity":
        raise Problem(WRONG_MEDIA, {"Accept": media_type, **_CLOSE})
