"""The central server over HTTP (docs/sync.md, "HTTP, version 1"): all calls, with errors as one sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType, TracebackType
from typing import Self, TypeVar

import httpx

from models.domain.clock import to_text
from models.domain.language import N_
from sync.client.account import MachineAccount
from sync.client.downloads import MAXIMUM_ATTEMPTS, Downloads
from sync.client.faults import CallRefused, ConnectionBroken, ServerNotTrusted, Unreachable
from sync.client.transport import NO_SENSE, Answer, check, explained, headers, read_part, trust
from sync.client.wrong_clock import clock_fault
from sync.exchange.interfaces import BatchSize, ForeignDevices, HeadMoved, PutInterrupted, TooLarge
from sync.protocol.fields import Malformed
from sync.protocol.membership import RequestSigner
from sync.protocol.messages.accounts import AccountList, CellInvitation, Enrolled, EnrolRequest, Membership
from sync.protocol.messages.entries import (
    Complaint,
    HeadsAfter,
    HeadsAnswer,
    ParcelQuery,
    Removal,
    RemovedList,
    RemovedRun,
    WantedList,
    WantedParcel,
)
from sync.protocol.messages.keys import BoxSign, KeyBoxes, PutKeys
from sync.protocol.messages.superior import PetitionAnswers, ReportList, ReportStatus, Verdicts
from sync.protocol.parcels import MEDIA_TYPE, Damaged, Parcel, TaggedHead, to_frames
from sync.protocol.version import BESIDES, MEMBERSHIP, spoken

T = TypeVar("T")

MIB = 1024 * 1024
MAXIMUM_PUT = 4 * MIB
"""Bytes of the largest box that the server accepts."""
JSON = "application/json"
TIMEOUT = httpx.Timeout(connect=10, read=60, write=60, pool=10)
_TOO_MUCH = frozenset({"too-slow"})
_ARRIVED_CHANGED = frozenset({"damaged", "malformed"})

_CHANGED = N_(
    "What goes to or from the server {server} arrives changed, again and again. Everything is kept here; try another"
    " network, and tell who runs the server."
)


class ServerClient:
    """One machine's calls to the central server, which is also a carrier of parcels. Close it after use.

    Every call raises :class:`ExchangeFailed` with a sentence when it fails.

    - ``protocol``: the server's version of the protocol, from its last answer,
    - ``besides``: the name of its state beside the heads, empty if it has none; ``attended``: the one processed last,
    - ``damaged``: parcels that it requests again; ``removals``: parts of journals that it no longer accepts,
    - ``keys_put_again``: whether its key boxes were outdated,
    - ``is_our_cells``: whether its records were found to belong to this store's cell.
    """

    def __init__(self, address: str, token: str = "", authority: str = "", member: RequestSigner | None = None) -> None:
        self.address = address
        self.member = member
        self.protocol = 1
        self.besides = ""
        self.attended: str | None = None
        self.damaged: tuple[WantedParcel, ...] = ()
        self.removals: tuple[Removal, ...] = ()
        self.keys_put_again = self.is_our_cells = False
        self.has_new_recovery = self.has_foreign_recovery = self.is_recovery_untold = False
        """Whether the recovery code is another; whether one came that the records do not tell of, or not yet."""
        self.keys_asked: set[str] = set()
        """Ids of keys that this machine lacks, for which it has put its own ring, so that others see that it does."""
        self.batch_size = BatchSize()
        """How much the line carries at once."""
        self.downloads = Downloads()
        self._http = httpx.Client(
            base_url=address,
            headers=headers(token),
            timeout=TIMEOUT,
            verify=trust(address, authority),
            follow_redirects=False,
        )

    @classmethod
    def of(cls, account: MachineAccount) -> ServerClient:
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

    def heads(self) -> Mapping[str, TaggedHead]:
        """Return the server's heads."""
        return self.state().heads

    def state(self) -> HeadsAnswer:
        """Return the server's heads, and the name of that state."""
        return self._read(HeadsAnswer.read, self._call("GET", "/v1/heads"))

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, TaggedHead]:
        """Store parcels at the server, all or none.

        Raises :class:`HeadMoved` for one that does not continue the server's copy, :class:`TooLarge` for one that is
        too large, :class:`ForeignDevices` if some are of devices that it accepts from other machines only, or no
        longer.
        """
        if any(len(parcel.box) > MAXIMUM_PUT for parcel in parcels):
            raise TooLarge
        try:
            body = self._put_frames("POST", parcels)
        except CallRefused as declined:
            if declined.slug == "too-large":
                raise TooLarge from None
            if declined.slug == "not-continued":
                raise HeadMoved from None
            if declined.slug == "not-yours":
                raise ForeignDevices(declined.devices) from None
            raise
        return self._read(HeadsAfter.read, body).heads

    def put_again(self, parcels: Sequence[Parcel]) -> None:
        """Replace damaged parcels at the server."""
        try:
            self._put_frames("PUT", parcels)
        except PutInterrupted as unfinished:
            raise unfinished.fault from None

    def wanted(self) -> tuple[WantedParcel, ...]:
        """Return the parcels that are damaged at the server; empty for a server of version 1."""
        if self.protocol < 2:
            return ()
        return self._read(WantedList.read, self._call("GET", "/v1/parcels/complaints")).parcels

    def remove_damaged(self) -> tuple[RemovedRun, ...]:
        """Remove the damaged parcels of other machines at the server."""
        return self._read(RemovedList.read, self._call("DELETE", "/v1/parcels/complaints")).removed

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return parcels with entries after these, and whether there are more."""

        def ask(most: int, after: int) -> bytes:
            path = "/v1/parcels/query" + (f"?after={after}" if after else "")
            return self._call("POST", path, ParcelQuery(have=dict(have), limit=most).write())

        try:
            found = self.downloads.fetch(ask, limit, dict(have), resumes=self.protocol > 1)
        except Malformed:
            raise Unreachable(NO_SENSE, server=self.address) from None
        if found is None:
            raise Unreachable(_CHANGED, server=self.address)
        return found

    def reject(self, parcel: Parcel) -> None:
        """Report a damaged parcel: the server asks its writer to put it again."""
        if self.protocol > 1:
            self._call("POST", "/v1/parcels/complaints", Complaint.of(parcel).write())

    def pass_over(self, _parcel: Parcel) -> None:
        """Ignore a parcel under an unknown key: only the key may be missing here."""

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
        return self._read(parse, self._send(method, path, body, {**media, **extra}).body)

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Enrol this machine by a code."""
        return self._read(Enrolled.read, self._call("POST", "/v1/accounts", request.write()))

    def accounts(self) -> AccountList:
        """Return the machines of the cell."""
        return self._read(AccountList.read, self._call("GET", "/v1/accounts"))

    def revoke(self, account: str) -> None:
        """Revoke a machine's token."""
        self._call("DELETE", f"/v1/accounts/{account}")

    def invite(self) -> CellInvitation:
        """Return a code for one more machine of the cell."""
        return self._read(CellInvitation.read, self._call("POST", "/v1/invitations"))

    def keys(self) -> tuple[KeyBoxes, str]:
        """Return the key boxes, and their ETag, empty if there are none."""
        answer = self._send("GET", "/v1/keys", None, {})
        return self._read(KeyBoxes.read, answer.body), answer.headers.get("ETag", "")

    def put_keys(self, boxes: dict[str, bytes], mark: str, signs: dict[str, BoxSign] | None = None) -> None:
        """Replace the key boxes of a version. Raises :class:`CallRefused` when another machine was faster."""
        condition = {"If-Match": mark} if mark else {"If-None-Match": "*"}
        body = PutKeys(boxes=boxes, signed=signs if self.protocol > 1 else None).write()
        self._send("PUT", "/v1/keys", body, {"Content-Type": JSON, **condition})

    def register(self) -> None:
        """Register the key by which the cell's machines prove membership; repeating it changes nothing."""
        if self.member is not None:
            self._call("PUT", "/v1/membership", Membership(key=self.member.public_key).write())

    def put_report(self, report: str, body: bytes) -> ReportStatus:
        """Send a report; repeating it changes nothing."""
        return self._read(ReportStatus.read, self._call("PUT", f"/v1/reports/{report}", body))

    def reports(self) -> tuple[ReportStatus, ...]:
        """Return the states of the cell's reports."""
        return self._read(ReportList.read, self._call("GET", "/v1/reports")).reports

    def answers(self, since: datetime | None) -> PetitionAnswers:
        """Return the superior's answers to the cell's petitions from a time on, oldest first."""
        query = f"?since={to_text(since)}" if since else ""
        return self._read(PetitionAnswers.read, self._call("GET", f"/v1/petitions/answers{query}"))

    def verdicts(self, since: datetime | None) -> Verdicts:
        """Return the superior's official points and praise from a time on."""
        query = f"?since={to_text(since)}" if since else ""
        return self._read(Verdicts.read, self._call("GET", f"/v1/verdicts{query}"))

    def _put_frames(self, method: str, parcels: Sequence[Parcel]) -> bytes:
        """Send parcels; repeat if they arrive damaged."""
        for _ in range(MAXIMUM_ATTEMPTS):
            try:
                frames = to_frames(parcels, hashed=self.protocol > 1)
                return self._call(method, "/v1/parcels", frames, media=MEDIA_TYPE)
            except CallRefused as declined:
                if declined.slug in _TOO_MUCH:
                    raise PutInterrupted(declined) from None
                if declined.slug not in _ARRIVED_CHANGED:
                    raise
            except ConnectionBroken as broken:
                raise PutInterrupted(broken) from None
        raise Unreachable(_CHANGED, server=self.address)

    def _call(self, method: str, path: str, body: bytes | None = None, media: str = JSON) -> bytes:
        return self._send(method, path, body, {"Content-Type": media} if body is not None else {}).body

    def _send(self, method: str, path: str, body: bytes | None, extra: Mapping[str, str]) -> Answer:
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

    def _read(self, parse: Callable[[bytes], T], body: bytes) -> T:
        try:
            return parse(body)
        except Damaged:
            raise
        except Malformed:
            raise Unreachable(NO_SENSE, server=self.address) from None
