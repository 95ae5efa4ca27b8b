"""Long polling: the server holds the request until its state differs from the one named in it."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager

import httpx

from sync.client.account import MachineAccount
from sync.client.transport import Answer, check, explained, headers, proxies_read, trust
from sync.protocol.messages.entries import HeadsAnswer
from sync.protocol.version import BESIDES, HOLDS

WAIT = 25
"""Seconds that the server holds the request."""
_MARGIN = 15.0
LONGEST = WAIT + 120.0
"""Seconds for the whole answer, however slowly it arrives."""
MAXIMUM = 4 * 1024 * 1024
"""Bytes of an answer: enough for the heads of all devices that a cell may have."""


class StatePoll:
    """A connection used only for long polls."""

    def __init__(self, account: MachineAccount) -> None:
        self._address, self._token = account.server, account.token
        self.besides = ""
        """What the server has beside the heads, by the name that its last answer gave it."""
        self.holds = ""
        """The name of the state all of which is here; empty where something is lacking."""
        verify = trust(account.server, account.authority)
        with proxies_read():
            self._http = httpx.AsyncClient(
                base_url=account.server,
                headers=headers(account.token),
                timeout=httpx.Timeout(connect=10, read=WAIT + _MARGIN, write=10, pool=10),
                verify=verify,
                follow_redirects=False,
            )

    def belongs_to(self, account: MachineAccount) -> bool:
        """Tell whether this connection uses an account."""
        return (self._address, self._token) == (account.server, account.token)

    async def wait(self, state: str, besides: str = "") -> HeadsAnswer:
        """Return what the server holds once its state differs from ``state``, or after :data:`WAIT` seconds.

        ``besides`` names the server's state beside the heads, if it sent one; a change of it ends the wait as well.
        Raises :class:`ExchangeFailed` and :class:`Malformed` when the answer is invalid.
        """
        asked = {"wait": str(WAIT), "seen": state} | ({"besides": besides} if besides else {})
        with explained(self._address):
            answer = await self._answered(asked)
        check(answer, self._address)
        self.besides = answer.headers.get(BESIDES, "")
        return HeadsAnswer.read(answer.body)

    async def _answered(self, asked: dict[str, str]) -> Answer:
        """Return the answer as received: without decompression, and limited in size and time."""
        body = bytearray()
        try:
            async with asyncio.timeout(LONGEST), self._asking(asked) as response:
                async for part in response.aiter_raw():
                    body += part
                    if len(body) > MAXIMUM:
                        raise httpx.DecodingError("too large", request=response.request)
                return Answer(response.status_code, response.headers, bytes(body))
        except TimeoutError:
            raise httpx.ReadTimeout("too slow") from None

    def _asking(self, asked: dict[str, str]) -> AbstractAsyncContextManager[httpx.Response]:
        told = {HOLDS: self.holds} if self.holds else {}
        return self._http.stream("GET", "/v1/heads", params=asked, headers=told)

    async def close(self) -> None:
        """Close the connection."""
        await self._http.aclose()
