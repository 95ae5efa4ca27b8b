"""Downloading parcels over slow or unstable connections: few at once, resuming within an answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sync.client.faults import CallRefused, ConnectionBroken
from sync.protocol.fields import Malformed
from sync.protocol.parcels import Damaged, Parcel, from_frames, from_part

MIB = 1024 * 1024
MAXIMUM_BOX = 8 * MIB
MAXIMUM_ATTEMPTS = 4
"""How many times parcels are requested again after damage in transit or nearly no progress."""
MINIMUM_PROGRESS = 1024
"""Bytes of an answer that count as progress."""
QUICK, SLOW = 2.0, 10.0
"""Seconds: faster answers double the number of parcels per request, slower ones halve it."""

FetchFrom = Callable[[int, int], bytes]
"""Returns an answer with at most so many parcels, starting at a byte offset."""
Fetched = tuple[Sequence[Parcel], bool]


@dataclass(slots=True)
class Downloads:
    """State of the downloads over one connection.

    ``at_once`` is how many parcels are requested together; ``received`` the part of the answer to ``request`` that
    arrived before the connection broke.
    """

    at_once: int = 2
    received: bytes = b""
    request: object = None

    def fetch(self, ask: FetchFrom, limit: int, question: object, *, resumes: bool) -> Fetched | None:
        """Return parcels, and whether there are more; ``None`` if they keep arriving damaged.

        ``question`` identifies the request, ``resumes`` tells whether the server can continue an answer. Raises what
        ``ask`` raises, and :class:`Malformed` for an invalid answer.
        """
        if question != self.request or not resumes:
            self.received, self.request = b"", question
        tries = MAXIMUM_ATTEMPTS
        while tries:
            try:
                return self._once(ask, min(limit, self.at_once), resumes=resumes)
            except (Malformed, CallRefused) as fault:
                if not (self.received or isinstance(fault, Damaged)):
                    raise
                self.received, resumes = (
                    b"",
                    resumes and not isinstance(fault, CallRefused),
                )  # the answer has changed
            except ConnectionBroken as broken:
                if not (resumes and broken.part):
                    raise
                tries += len(broken.part) >= MINIMUM_PROGRESS
            tries -= 1
        return None

    def _once(self, ask: FetchFrom, limit: int, *, resumes: bool) -> Fetched:
        began = time.monotonic()
        try:
            body = self.received + ask(limit, len(self.received))
        except ConnectionBroken as broken:
            self.at_once = 1  # the first parcel of an answer is the same for any number
            self.received += broken.part if resumes else b""
            whole = from_part(self.received, most=limit, box=MAXIMUM_BOX)
            if not whole:
                raise
            self.received = b""
            return whole, True
        found = from_frames(body, most=limit, box=MAXIMUM_BOX)
        self.received, self.request = b"", None
        spent = time.monotonic() - began
        self.at_once = limit * 2 if spent < QUICK else max(1, limit // 2) if spent > SLOW else limit
        return found
