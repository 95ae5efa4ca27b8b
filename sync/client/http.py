"""The central server over HTTP (docs/sync.md, "HTTP, version 1"): every call, and what goes wrong as one sentence."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from types import TracebackType
from typing import Self, TypeVar

import httpx

from models.domain.clock import to_text
from models.domain.errors import DataFileWrong
from models.domain.language import N_, current_language
from models.domain.text import one_line
from sync.client.account import Account
from sync.client.downloads import TRIES, Downloads
from sync.client.faults import BrokenOff, Busy, Declined, NoExchange, NotProved, TurnedAway, Unreachable
from sync.client.wrong_clock import clock_fault, is_about_time
from sync.exchange.parties import NotOurs, Overtaken, Pace, TooLarge, Unfinished
from sync.protocol.fields import Malformed, read_any_object
from sync.protocol.membership import Member, registration
from sync.protocol.messages import (
    AccountList,
    BoxSign,
    Complaint,
    Enrolled,
    EnrolRequest,
    HeadsAnswer,
    Invitation,
    KeyBoxes,
    PetitionAnswers,
    PutKeys,
    Query,
    RemovedList,
    RemovedRun,
    ReportList,
    ReportStatus,
    Verdicts,
    Wanted,
    WantedList,
)
from sync.protocol.parcels import MEDIA_TYPE, Damaged, Head, Parcel, read_heads, to_frames
from sync.protocol.version import BESIDES, HEADER, MEMBERSHIP, VERSION, spoken

T = TypeVar("T")

MIB = 1024 * 1024
MAXIMUM_ANSWER = 64 * MIB
MAXIMUM_PUT = 4 * MIB
"""Bytes of a box that the server takes."""
JSON = "application/json"
TIMEOUT = httpx.Timeout(connect=10, read=60, write=60, pool=10)
LONGEST_WAIT = 3600.0
_TOO_MUCH = frozenset({"too-slow"})
_ARRIVED_CHANGED = frozenset({"damaged", "malformed"})

_CHANGED = N_(
    "What goes to or from the server {server} arrives changed, again and again. Everything is kept here; try another"
    " network, and tell who runs the server."
)
_NO_ANSWER = N_("The server {server} does not answer. Everything is kept here and goes out once it does.")
_NO_SENSE = N_("The server {server} answers, but not as a chibo server does. Check its address.")
_NO_TRUST = N_("The server {server} cannot prove who it is ({detail}). Nothing was sent; tell who runs it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the server, read whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Server:
    """One machine's calls to the central server; a carrier of parcels, too. Close it after use.

    Every call raises :class:`NoExchange` with a sentence when it is not answered as it should be. ``protocol`` is the
    version that the server speaks, as it said last; ``besides`` names what it has beside the heads, empty where it
    does not tell, ``attended`` is the one of which everything was looked at, ``damaged`` what it wants again,
    ``keys_put_again`` whether it had old key boxes, ``is_our_cells`` whether its records were found to be those of the
    store here.
    """

    def __init__(self, address: str, token: str = "", authority: str = "", member: Member | None = None) -> None:
        self.address = address
        self.member = member
        self.protocol = 1
        self.besides = ""
        self.attended: str | None = None
        self.damaged: tuple[Wanted, ...] = ()
        self.keys_put_again = self.is_our_cells = False
        self.keys_asked: set[str] = set()
        """Ids of keys that this machine lacks, for which it has put its own ring, so that others see that it does."""
        self.pace = Pace()
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
    def of(cls, account: Account) -> Server:
        """Return the server of an account."""
        member = Member(account.ring.tag_key, account.cell, account.id)
        return cls(account.server, account.token, account.authority, member)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def heads(self) -> Mapping[str, Head]:
        """Return what the server holds."""
        return self.state().heads

    def state(self) -> HeadsAnswer:
        """Return what the server holds, and the name of that state."""
        return self._read(HeadsAnswer.read, self._call("GET", "/v1/heads"))

    def put(self, parcels: Sequence[Parcel]) -> Mapping[str, Head]:
        """Have parcels kept, all or none.

        Raises :class:`Overtaken` where one does not continue what is there, :class:`TooLarge` where one is too large.
        """
        if any(len(parcel.box) > MAXIMUM_PUT for parcel in parcels):
            raise TooLarge
        try:
            body = self._put_frames("POST", parcels)
        except Declined as declined:
            if declined.slug == "too-large":
                raise TooLarge from None
            raise
        return self._read(lambda answer: read_heads(read_any_object(answer).get("heads")), body)

    def put_again(self, parcels: Sequence[Parcel]) -> None:
        """Have parcels kept in place of damaged ones."""
        try:
            self._put_frames("PUT", parcels)
        except Unfinished as unfinished:
            raise unfinished.fault from None

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the parcels that are damaged at the server; of a server of version 1, none."""
        if self.protocol < 2:
            return ()
        return self._read(WantedList.read, self._call("GET", "/v1/parcels/complaints")).parcels

    def remove_damaged(self) -> tuple[RemovedRun, ...]:
        """Have the damaged parcels removed that other machines put."""
        return self._read(RemovedList.read, self._call("DELETE", "/v1/parcels/complaints")).removed

    def get(self, have: Mapping[str, int], limit: int) -> tuple[Sequence[Parcel], bool]:
        """Return parcels with entries after these, and whether there are more."""

        def ask(most: int, after: int) -> bytes:
            path = "/v1/parcels/query" + (f"?after={after}" if after else "")
            return self._call("POST", path, Query(have, most).write())

        try:
            found = self.downloads.fetch(ask, limit, dict(have), resumes=self.protocol > 1)
        except Malformed:
            raise Unreachable(_NO_SENSE, server=self.address) from None
        if found is None:
            raise Unreachable(_CHANGED, server=self.address)
        return found

    def reject(self, parcel: Parcel) -> None:
        """Complain of a parcel that is not what it says: its writer is asked to put it again."""
        if self.protocol > 1:
            self._call("POST", "/v1/parcels/complaints", Complaint.of(parcel).write())

    def pass_over(self, _parcel: Parcel) -> None:
        """Leave a parcel under an unknown key where it is: it may be only the key that is not here yet."""

    def enrol(self, request: EnrolRequest) -> Enrolled:
        """Enrol this machine by a code."""
        return self._read(Enrolled.read, self._call("POST", "/v1/accounts", request.write()))

    def accounts(self) -> AccountList:
        """Return the machines of the cell."""
        return self._read(AccountList.read, self._call("GET", "/v1/accounts"))

    def revoke(self, account: str) -> None:
        """Let a machine's token open nothing any more."""
        self._call("DELETE", f"/v1/accounts/{account}")

    def invite(self) -> Invitation:
        """Return a code for one more machine of the cell."""
        return self._read(Invitation.read, self._call("POST", "/v1/invitations"))

    def keys(self) -> tuple[KeyBoxes, str]:
        """Return the key boxes, and the mark of their version, empty where there are none yet."""
        answer = self._send("GET", "/v1/keys", None, {})
        return self._read(KeyBoxes.read, answer.body), answer.headers.get("ETag", "")

    def put_keys(self, boxes: Mapping[str, bytes], mark: str, signs: Mapping[str, BoxSign] | None = None) -> None:
        """Put key boxes in place of those of a version. Raises :class:`Declined` when somebody was quicker."""
        condition = {"If-Match": mark} if mark else {"If-None-Match": "*"}
        body = PutKeys(boxes, signs if self.protocol > 1 else None).write()
        self._send("PUT", "/v1/keys", body, {"Content-Type": JSON, **condition})

    def register(self) -> None:
        """Register the key by which the cell's machines prove that they have its ring; twice changes nothing."""
        if self.member is not None:
            self._call("PUT", "/v1/membership", registration(self.member.public_key))

    def put_report(self, report: str, body: bytes) -> ReportStatus:
        """Send a report; the same one twice changes nothing."""
        return self._read(ReportStatus.read, self._call("PUT", f"/v1/reports/{report}", body))

    def reports(self) -> tuple[ReportStatus, ...]:
        """Return what became of the cell's reports."""
        return self._read(ReportList.read, self._call("GET", "/v1/reports")).reports

    def answers(self, since: datetime | None) -> PetitionAnswers:
        """Return what the superior answered to the cell's petitions from a time on, oldest first."""
        query = f"?since={to_text(since)}" if since else ""
        return self._read(PetitionAnswers.read, self._call("GET", f"/v1/petitions/answers{query}"))

    def verdicts(self, since: datetime | None) -> Verdicts:
        """Return the official points and the praise that the superior gave from a time on."""
        query = f"?since={to_text(since)}" if since else ""
        return self._read(Verdicts.read, self._call("GET", f"/v1/verdicts{query}"))

    def _put_frames(self, method: str, parcels: Sequence[Parcel]) -> bytes:
        """Send parcels, again where they do not arrive as they went."""
        for _ in range(TRIES):
            try:
                frames = to_frames(parcels, hashed=self.protocol > 1)
                return self._call(method, "/v1/parcels", frames, media=MEDIA_TYPE)
            except Declined as declined:
                if declined.slug in _TOO_MUCH:
                    raise Unfinished(declined) from None
                if declined.slug not in _ARRIVED_CHANGED:
                    raise
            except BrokenOff as broken:
                raise Unfinished(broken) from None
        raise Unreachable(_CHANGED, server=self.address)

    def _call(self, method: str, path: str, body: bytes | None = None, media: str = JSON) -> bytes:
        return self._send(method, path, body, {"Content-Type": media} if body is not None else {}).body

    def _send(self, method: str, path: str, body: bytes | None, extra: Mapping[str, str]) -> Answer:
        if self.member is not None and method != "GET":
            condition = extra.get("If-Match") or extra.get("If-None-Match") or ""
            extra = {**extra, MEMBERSHIP: self.member.sign(method, path, condition, body or b"")}
        try:
            answer = self._answered(method, path, body, extra)
        except NotProved as fault:
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
                _take(response, came)
                return Answer(response.status_code, response.headers, bytes(came))
        except BrokenOff as broken:
            broken.part = bytes(came) if came and is_success else b""
            raise

    def _read(self, parse: Callable[[bytes], T], body: bytes) -> T:
        try:
            return parse(body)
        except Damaged:
            raise
        except Malformed:
            raise Unreachable(_NO_SENSE, server=self.address) from None


def headers(token: str) -> dict[str, str]:
    """Return what every request says: who asks, with which chibo, and the language for the answer's sentence."""
    own = {"Authorization": f"Bearer {token}"} if token else {}
    return {"Chibo-Client": version("chibo"), HEADER: str(VERSION), "Accept-Language": current_language(), **own}


def trust(address: str, authority: str) -> ssl.SSLContext | bool:
    """Return whom to believe: the system's authorities, and those of a file. Raises :class:`DataFileWrong`.

    Without TLS there is nothing to believe, and nothing to spend the time on.
    """
    if not address.startswith("https:"):
        return False
    context = ssl.create_default_context()
    if authority:
        try:
            context.load_verify_locations(authority)
        except (OSError, ssl.SSLError):
            raise DataFileWrong(
                N_("{path} is no certificate authority (PEM); ask whoever runs the server for it."),
                path=authority,
            ) from None
    return context


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Turn the network's faults inside the block into one sentence."""
    try:
        yield
    except httpx.ConnectError as fault:
        if isinstance(fault.__context__, ssl.SSLError) or "CERTIFICATE" in str(fault):
            detail = one_line(str(fault), 120)
            raise NotProved(_NO_TRUST, by_time=is_about_time(fault), server=address, detail=detail) from None
        raise Unreachable(_NO_ANSWER, server=address) from None
    except (httpx.ReadTimeout, httpx.WriteTimeout, httpx.NetworkError, httpx.RemoteProtocolError):
        raise BrokenOff(_NO_ANSWER, server=address) from None
    except httpx.HTTPError:
        raise Unreachable(_NO_ANSWER, server=address) from None


def check(answer: Answer, address: str) -> None:
    """Raise what a refusal means: see :mod:`sync.client.faults`."""
    if httpx.codes.is_success(answer.status):
        return
    slug, title = _problem(answer)
    if slug == "not-continued":
        raise Overtaken
    if slug == "not-yours":
        raise NotOurs(_devices(answer))
    if slug:
        fault = _refusal(answer, slug, title)
    else:
        is_sense = httpx.codes.is_server_error(answer.status) or answer.status == httpx.codes.TOO_MANY_REQUESTS
        fault = Unreachable(_NO_ANSWER if is_sense else _NO_SENSE, server=address)
    fault.seconds = _seconds(answer.headers.get("Retry-After", ""))
    raise fault


def _devices(answer: Answer) -> tuple[str, ...]:
    found = read_any_object(answer.body).get("devices")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _refusal(answer: Answer, slug: str, title: str) -> NoExchange:
    status = answer.status
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.UPGRADE_REQUIRED} or slug == "not-a-member":
        return TurnedAway("{said}", said=title)
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.INTERNAL_SERVER_ERROR}:
        return Busy("{said}", seconds=0.0, said=title)
    return Declined("{said}", slug=slug, said=title)


def _problem(answer: Answer) -> tuple[str, str]:
    """Return kind and sentence of a refusal (RFC 9457), made safe to show; both empty when it is none of ours."""
    try:
        found = read_any_object(answer.body)
    except Malformed:
        return "", ""
    kind, title = str(found.get("type", "")), one_line(str(found.get("title", "")), 300)
    return kind.removeprefix("urn:chibo:problem:") if kind.startswith("urn:chibo:problem:") else "", title


def _seconds(text: str) -> float:
    """Return after how many seconds to come again (RFC 9110, 10.2.3): a number, or a time; at most an hour."""
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)
    except (ValueError, TypeError):
        return 0.0


def _take(response: httpx.Response, came: bytearray) -> None:
    """Take an answer's body as it comes, but never more than an answer may be."""
    for part in response.iter_bytes():
        came += part
        if len(came) > MAXIMUM_ANSWER:
            raise httpx.DecodingError("too large", request=response.request)
