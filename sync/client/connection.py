"""One HTTP connection to the central server; each error is one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

import httpx

from sync.client.account import MachineAccount
from sync.client.faults import ConnectionBroken, ServerNotTrusted, Unreachable
from sync.client.transport import NO_SENSE, Answer, check, explained, headers, proxies_read, read_part, trust
from sync.client.wrong_clock import clock_fault
from sync.protocol.fields import Malformed
from sync.protocol.membership import RequestSigner
from sync.protocol.parcels import Damaged
from sync.protocol.version import BESIDES, MEMBERSHIP, spoken

T = TypeVar("T")

JSON = "application/json"
TIMEOUT = httpx.Timeout(connect=10, read=60, write=60, pool=10)


class ServerConnection:
    """A connection of one machine. Close it after use.

    Every call raises :class:`ExchangeFailed` with a sentence when it fails. ``protocol`` is the server's version of the
    protocol, from its last answer, ``besides`` the name of its state beside the heads, empty if it has none.
    """

    def __init__(self, address: str, token: str = "", authority: str = "", member: RequestSigner | None = None) -> None:
        self.address = address
        self.member = member
        self.protocol = 1
        self.besides = ""
        verify = trust(address, authority)
        with proxies_read():
            self._http = httpx.Client(
                base_url=address, headers=headers(token), timeout=TIMEOUT, verify=verify, follow_redirects=False
            )

    @classmethod
    def of(cls, account: MachineAccount) -> Self:
        """Return the server of an account."""
        member = RequestSigner(account.ring.tag_key, account.cell, account.id)
        return cls(account.server, account.token, account.authority, member)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        parse: Callable[[bytes], T],
        body: bytes | None = None,
        extra: Mapping[str, str] = MappingProxyType({}),
    ) -> T:
        """Return the parsed answer of a call; ``extra`` are headers."""
        media = {"Content-Type": JSON} if body is not None else {}
        return self.read(parse, self.send(method, path, body, {**media, **extra}).body)

    def call(self, method: str, path: str, body: bytes | None = None, media: str = JSON) -> bytes:
        """Return the body of an answer."""
        return self.send(method, path, body, {"Content-Type": media} if body is not None else {}).body

    def send(self, method: str, path: str, body: bytes | None, extra: Mapping[str, str]) -> Answer:
        """Return the answer of a successful call; a call that changes something is signed with the membership key."""
        if self.member is not None and method != "GET":
            condition = extra.get("If-Match") or extra.get("If-None-Match") or ""
            extra = {**extra, MEMBERSHIP: self.member.sign(method, path, condition, body or b"")}
        try:
            answer = self._answered(method, path, body, extra)
        except ServerNotTrusted as fault:
            raise (clock_fault(self.address) if fault.by_time else None) or fault from None
        self.protocol = spoken(answer.headers)
        self.besides = answer.headers.get(BESIDES, self.besides)
        check(answer, self.address)
        return answer

    def _answered(self, method: str, path: str, body: bytes | None, extra: Mapping[str, str]) -> Answer:
        came = bytearray()
        try:
            with (
                explained(self.address),
                self._http.stream(method, path, content=body, headers=dict(extra)) as response,
            ):
                is_success = response.is_success
                read_part(response, came)
                return Answer(response.status_code, response.headers, bytes(came))
        except ConnectionBroken as broken:
            broken.part = bytes(came) if came and is_success else b""
            raise

    def read(self, parse: Callable[[bytes], T], body: bytes) -> T:
        """Return a body parsed as a message."""
        try:
            return parse(body)
        except Damaged:
            raise
        except Malformed:
            raise Unreachable(NO_SENSE, server=self.address) from None
