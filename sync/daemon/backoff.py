"""How long to wait before another try: exponential, with full jitter, so that a hundred cells do not come back at once.

Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

FREE_POLLS = 3
"""So many times in a row news may bring nothing before the server is asked later."""
LONGEST_PAUSE = 30.0
"""Seconds after which it is asked in any case."""
BURST, PER_SECOND = 60.0, 2.0
"""So many times news may come at once, and in a second in the long run."""
FIRST = 1.0  # seconds
LONGEST = 60.0


@dataclass(slots=True)
class Backoff:
    """Counts what failed in a row."""

    random: Random
    failures: int = 0

    def succeeded(self) -> None:
        """Begin anew."""
        self.failures = 0

    def failed(self, at_least: float = 0.0) -> float:
        """Return how many seconds to wait; not fewer than the server asked for."""
        bound = min(LONGEST, FIRST * 2.0 ** min(self.failures, 16))
        self.failures += 1
        return at_least + self.random.uniform(0, bound)


@dataclass(slots=True)
class PollThrottle:
    """How long the server is not asked for news: a server, or a machine of the cell, that has ever new ones must not
    keep this one busy.
    """

    backoff: Backoff
    fruitless: int = 0
    room: float = BURST
    at: float = field(default=0.0)

    def delay_after(self, now: float, *, is_fruitful: bool) -> float:
        """Return how many seconds to wait before the next question."""
        self.room = min(BURST, self.room + (now - self.at) * PER_SECOND) - 1
        self.at = now
        owed = max(0.0, -self.room / PER_SECOND)
        if is_fruitful:
            self.fruitless = 0
            self.backoff.succeeded()
            return owed
        self.fruitless += 1
        return owed if self.fruitless <= FREE_POLLS else max(owed, min(LONGEST_PAUSE, self.backoff.failed()))
