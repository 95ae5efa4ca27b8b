"""HTTP below the calls: trust, headers, and the meaning of answers and errors."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

import httpx

from models.domain.errors import DataFileWrong
from models.domain.language import N_, current_language
from models.domain.text import one_line
from sync.client.faults import (
    AccessDenied,
    CallRefused,
    ConnectionBroken,
    ExchangeFailed,
    ServerBusy,
    ServerNotTrusted,
    Unreachable,
)
from sync.client.wrong_clock import is_about_time
from sync.protocol.fields import Malformed, read_any_object
from sync.protocol.version import HEADER, VERSION

MAXIMUM_ANSWER = 64 * 1024 * 1024
PROGRESS, PROGRESS_SECONDS = 8 * 1024, 60.0
"""Bytes of an answer that must arrive in so many seconds; otherwise the connection counts as broken."""
LONGEST_WAIT = 3600.0

_NO_ANSWER = N_("The server {server} does not answer. Everything is kept here and goes out once it does.")
_NO_PROXY = N_(
    "The system's settings name a proxy that cannot be used ({names}). Correct or remove them, then try again."
)
_PROXY_SETTINGS = "HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY"
NO_SENSE = N_("The server {server} answers, but not as a chibo server does. Check its address.")
_NO_TRUST = N_("The server {server} cannot prove who it is ({detail}). Nothing was sent; tell who runs it.")


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer of the server."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def headers(token: str) -> dict[str, str]:
    """Return the headers of every request: token, program version, and the language of the answer's sentence."""
    own = {"Authorization": f"Bearer {token}"} if token else {}
    said = {"Chibo-Client": version("chibo"), HEADER: str(VERSION), "Accept-Language": current_language()}
    return {**said, "Accept-Encoding": "identity", **own}


def trust(address: str, authority: str) -> ssl.SSLContext | bool:
    """Return the TLS settings: the system's authorities, or those of a file. Raises :class:`DataFileWrong`.

    Without TLS loading the certificates would only cost time.
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
    """Turn network errors inside the block into one sentence."""
    try:
        yield
    except httpx.ConnectError as fault:
        if isinstance(fault.__context__, ssl.SSLError) or "CERTIFICATE" in str(fault):
            detail = one_line(str(fault), 120)
            raise ServerNotTrusted(_NO_TRUST, by_time=is_about_time(fault), server=address, detail=detail) from None
        raise Unreachable(_NO_ANSWER, server=address) from None
    except (httpx.ReadTimeout, httpx.WriteTimeout, httpx.NetworkError, httpx.RemoteProtocolError):
        raise ConnectionBroken(_NO_ANSWER, server=address) from None
    except httpx.HTTPError:
        raise Unreachable(_NO_ANSWER, server=address) from None
    except (httpx.InvalidURL, UnicodeError):  # an address that the server gave: of a redirect
        raise Unreachable(NO_SENSE, server=address) from None


@contextmanager
def proxies_read() -> Iterator[None]:
    """Turn a proxy in the environment that httpx cannot read or use, inside the block, into one sentence."""
    try:
        yield
    except (httpx.InvalidURL, ValueError, ImportError):
        raise Unreachable(_NO_PROXY, names=_PROXY_SETTINGS) from None


def check(answer: Answer, address: str) -> None:
    """Raise the exception for a refusal: see :mod:`sync.client.faults`."""
    if httpx.codes.is_success(answer.status):
        return
    slug, title = _problem(answer)
    if slug:
        fault = _refusal(answer, slug, title)
    else:
        is_sense = httpx.codes.is_server_error(answer.status) or answer.status == httpx.codes.TOO_MANY_REQUESTS
        fault = Unreachable(_NO_ANSWER if is_sense else NO_SENSE, server=address)
    fault.seconds = _seconds(answer.headers.get("Retry-After", ""))
    raise fault


def _devices(answer: Answer) -> tuple[str, ...]:
    found = read_any_object(answer.body).get("devices")
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _refusal(answer: Answer, slug: str, title: str) -> ExchangeFailed:
    status = answer.status
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.UPGRADE_REQUIRED} or slug == "not-a-member":
        return AccessDenied("{said}", said=title)
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE, httpx.codes.INTERNAL_SERVER_ERROR}:
        return ServerBusy("{said}", seconds=0.0, said=title)
    return CallRefused("{said}", slug=slug, said=title, devices=_devices(answer))


def _problem(answer: Answer) -> tuple[str, str]:
    """Return kind and sentence of a refusal (RFC 9457), safe to show; both empty if the server sent no such refusal."""
    try:
        found = read_any_object(answer.body)
    except Malformed:
        return "", ""
    kind, title = str(found.get("type", "")), one_line(str(found.get("title", "")), 300)
    return kind.removeprefix("urn:chibo:problem:") if kind.startswith("urn:chibo:problem:") else "", title


def _seconds(text: str) -> float:
    """Return the seconds to wait (RFC 9110, 10.2.3), from a number or a time; at most an hour."""
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        return min(max(0.0, (until - datetime.now(UTC)).total_seconds()), LONGEST_WAIT)
    except (ValueError, TypeError, ArithmeticError):  # including a year of twenty digits
        return 0.0


def read_part(response: httpx.Response, came: bytearray) -> None:
    """Read an answer's body as it arrives, compressed or not, limited in size and time."""
    since, there = time.monotonic(), 0
    for part in response.iter_raw():
        came += part
        if len(came) > MAXIMUM_ANSWER:
            raise httpx.DecodingError("too large", request=response.request)
        if len(came) - there >= PROGRESS:
            since, there = time.monotonic(), len(came)
        elif time.monotonic() - since > PROGRESS_SECONDS:
            raise httpx.ReadTimeout("too slow", request=response.request)
