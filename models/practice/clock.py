"""The clock of a practice meeting: from a moment on, as many times faster as chosen."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class PracticeClock:
    """The time at the practice meeting; ``seconds`` is a steady clock, whose steps count ``speed`` times."""

    def __init__(self, start: datetime, speed: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self._start = start.astimezone(UTC)
        self._speed = speed
        self._seconds = seconds
        self._began = seconds()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=(self._seconds() - self._began) * self._speed)
