"""A machine as the server's tests play it: raw HTTP, so that they can also say what no client of ours would say."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from sync.protocol.messages.accounts import Enrolled, EnrolRequest
from sync.protocol.messages.entries import HeadsAnswer, ParcelQuery
from sync.protocol.parcels import MEDIA_TYPE, Parcel, TaggedHead, from_frames, to_frames
from tests.sync.central import Administration

HEADERS = {"Chibo-Client": "0.1.0", "Accept-Language": "en"}


@dataclass
class Machine:
    """One enrolled machine."""

    http: httpx.Client
    cell: str = ""
    account: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, **given: Any) -> httpx.Response:
        """Send a request with the machine's token."""
        headers = self.headers | dict(given.pop("headers", {}))
        return self.http.request(method, path, headers=headers, **given)

    def heads(self, *, wait: int = 0, seen: str = "") -> HeadsAnswer:
        """Ask for heads."""
        answer = self.call("GET", "/v1/heads", params={"wait": wait, "seen": seen})
        return HeadsAnswer.read(good(answer).content)

    def put(self, *parcels: Parcel) -> httpx.Response:
        """Put parcels."""
        return self.put_body(to_frames(parcels))

    def put_body(self, body: Any, **headers: str) -> httpx.Response:
        """Put a body that should be parcels."""
        return self.call("POST", "/v1/parcels", content=body, headers={"Content-Type": MEDIA_TYPE} | headers)

    def get(self, have: Mapping[str, int], limit: int = 100) -> tuple[tuple[Parcel, ...], bool]:
        """Fetch parcels."""
        body = ParcelQuery(have=have, limit=limit).write()
        answer = self.call("POST", "/v1/parcels/query", content=body, headers={"Content-Type": "application/json"})
        return from_frames(good(answer).content, most=limit, box=2**30)

    def send(self, method: str, path: str, body: bytes) -> httpx.Response:
        """Send JSON."""
        return self.call(method, path, content=body, headers={"Content-Type": "application/json"})


def enrolment(code: str) -> EnrolRequest:
    """Return what a new machine says of itself."""
    return EnrolRequest(code=code, seal_key=os.urandom(32), sign_key=os.urandom(32), mac=os.urandom(32))


def enrol(http: httpx.Client, asked: EnrolRequest) -> Machine:
    """Enrol by a code."""
    answer = good(http.post("/v1/accounts", content=asked.write(), headers={"Content-Type": "application/json"}), 201)
    enrolled = Enrolled.read(answer.content)
    return Machine(http, enrolled.cell, enrolled.account, {"Authorization": f"Bearer {enrolled.token}"})


def machine_of(http: httpx.Client, administration: Administration, cell: str) -> Machine:
    """Enrol a new machine of a cell."""
    return enrol(http, enrolment(administration.new_code(cell)))


@contextmanager
def talking(url: str) -> Iterator[httpx.Client]:
    """Open a client of the server."""
    with httpx.Client(base_url=url, headers=HEADERS, timeout=60, verify=False) as http:  # no TLS to prepare for
        yield http


def good(answer: httpx.Response, status: int = 200) -> httpx.Response:
    """Return an answer that must be good."""
    assert answer.status_code == status, answer.text
    return answer


def problem(answer: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """Return the problem that an answer must be."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    content: dict[str, Any] = answer.json()
    assert (answer.status_code, content["status"], content["type"]) == (status, status, f"urn:chibo:problem:{slug}")
    assert content["title"].endswith(".")
    return content


__all__ = ["Machine", "TaggedHead", "enrol", "enrolment", "good", "machine_of", "problem", "talking"]
