"""Allows one daemon per store: a lock on ``HOME/daemon.lock``, which the system releases when the process ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from models.domain.errors import Refused
from models.domain.language import N_

LOCK = "daemon.lock"
STOP = "daemon.stop"
"""Name of the file whose creation asks the daemon to stop; works on every operating system."""
WAKE = "daemon.wake"
"""Name of the file whose creation has the daemon make an exchange at once, whatever it waits for."""

_RUNS = N_("A daemon runs for this folder already.")


LOCK_TIMEOUT = 1.0
"""Seconds. :func:`is_running` holds the lock for a moment as well."""


@contextmanager
def hold_lock(home: Path, patience: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Hold the daemon's lock. Raises :class:`Refused` when another daemon runs."""
    lock = FileLock(home / LOCK, mode=0o600)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise Refused(_RUNS) from None
    try:
        yield
    finally:
        lock.release()


def is_running(home: Path) -> bool:
    """Tell whether a daemon runs for a store."""
    try:
        with hold_lock(home, 0):
            return False
    except Refused:
        return True


def wake(home: Path) -> None:
    """Have the daemon make an exchange at once, where one runs, whatever it waits for."""
    if is_running(home):
        with suppress(OSError):  # it tries by itself, later
            (home / WAKE).touch()
