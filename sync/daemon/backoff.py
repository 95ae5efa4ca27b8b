"""How long to wait before another try: exponential, with full jitter, so that a hundred cells do not come back at once.

Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

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
