"""Retry delays: exponential backoff with full jitter, so that a hundred cells do not retry at the same moment.

Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

FREE_POLLS = 3
"""Number of consecutive polls without news before the next one is delayed."""
LONGEST_PAUSE = 30.0
"""Seconds of the longest delay between polls."""
BURST, PER_SECOND = 60.0, 2.0
"""Polls allowed in a burst, and per second in the long run."""
FIRST = 1.0  # seconds
LONGEST = 60.0
LONGEST_ASKED = 90.0
"""Upper limit in seconds of a ``Retry-After``. On an unencrypted line anybody can send hours, and acts wait meanwhile.
"""


@dataclass(slots=True)
class Backoff:
    """Counts consecutive failures."""

    random: Random
    failures: int = 0

    def succeeded(self) -> None:
        """Reset the counter."""
        self.failures = 0

    def failed(self, at_least: float = 0.0) -> float:
        """Return the seconds to wait: at least ``at_least`` (the server's ``Retry-After``), up to a limit."""
        bound = min(LONGEST, FIRST * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return min(at_least, LONGEST_ASKED) + self.random.uniform(0, bound)


@dataclass(slots=True)
class PollThrottle:
    """Delays polls, so that a server or machine that always reports news does not keep this machine busy."""

    backoff: Backoff
    fruitless: int = 0
    room: float = BURST
    at: float = field(default=0.0)

    def delay_after(self, now: float, *, is_fruitful: bool) -> float:
        """Return the seconds to wait before the next poll."""
        self.room = min(BURST, self.room + (now - self.at) * PER_SECOND) - 1
        self.at = now
        owed = max(0.0, -self.room / PER_SECOND)
        if is_fruitful:
            self.fruitless = 0
            self.backoff.succeeded()
            return owed
        self.fruitless += 1
        return owed if self.fruitless <= FREE_POLLS else max(owed, min(LONGEST_PAUSE, self.backoff.failed()))
