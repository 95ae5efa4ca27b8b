"""Fetching parcels over a line that is slow, or breaks: few at once, and what came is asked for no more."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sync.client.faults import BrokenOff, Declined
from sync.protocol.fields import Malformed
from sync.protocol.parcels import Damaged, Parcel, from_frames, from_part

MIB = 1024 * 1024
MAXIMUM_BOX = 8 * MIB
TRIES = 4
"""So often parcels are fetched that do not arrive as they went, or of which nearly nothing comes."""
ENOUGH = 1024
"""Bytes of an answer that count as going on."""
QUICK, SLOW = 2.0, 10.0
"""Seconds: what comes quicker is asked for in twice the number, what takes longer in half of it."""

Ask = Callable[[int, int], bytes]
"""Returns an answer with at most so many parcels, from one of its bytes on."""
Fetched = tuple[Sequence[Parcel], bool]


@dataclass(slots=True)
class Downloads:
    """How parcels come over one line: how many are asked for ``at_once``, and what ``came`` of an answer to a question
    before the line broke.
    """

    at_once: int = 2
    came: bytes = b""
    question: object = None

    def fetch(self, ask: Ask, limit: int, question: object, *, resumes: bool) -> Fetched | None:
        """Return parcels, and whether there are more; ``None`` where they do not arrive as they went.

        ``question`` is what is asked, ``resumes`` whether the server goes on within an answer. Raises what ``ask``
        does, and :class:`Malformed` for an answer that is none.
        """
        if question != self.question or not resumes:
            self.came, self.question = b"", question
        tries = TRIES
        while tries:
            try:
                return self._once(ask, min(limit, self.at_once), resumes=resumes)
            except (Malformed, Declined) as fault:
                if not (self.came or isinstance(fault, Damaged)):
                    raise
                self.came, resumes = b"", resumes and not isinstance(fault, Declined)  # the answer is another by now
            except BrokenOff as broken:
                if not (resumes and broken.part):
                    raise
                tries += len(broken.part) >= ENOUGH
            tries -= 1
        return None

    def _once(self, ask: Ask, limit: int, *, resumes: bool) -> Fetched:
        began = time.monotonic()
        try:
            body = self.came + ask(limit, len(self.came))
        except BrokenOff as broken:
            self.at_once = 1  # the first parcel of an answer is the same, however many are asked for
            self.came += broken.part if resumes else b""
            whole = from_part(self.came, most=limit, box=MAXIMUM_BOX)
            if not whole:
                raise
            self.came = b""
            return whole, True
        found = from_frames(body, most=limit, box=MAXIMUM_BOX)
        self.came, self.question = b"", None
        spent = time.monotonic() - began
        self.at_once = limit * 2 if spent < QUICK else max(1, limit // 2) if spent > SLOW else limit
        return found
