"""Running the daemon in this process; starting, stopping and querying one in the background."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from random import SystemRandom

from models.domain.clock import Clock
from models.domain.errors import Refused
from models.domain.language import N_
from sync.daemon.fault_log import LOGGER
from sync.daemon.loop import Daemon
from sync.daemon.single_instance import STOP, hold_lock, is_running
from sync.daemon.spawn import reap, spawn

LOG = "daemon.log"
LOG_BYTES = 256 * 1024
SECONDS = 15.0
"""How long a daemon may take to start or stop before that is reported as an error."""

_NOT_STARTED = N_("The daemon did not start. See {path}.")
_NOT_STOPPED = N_("The daemon was asked to stop, and did not. See {path}.")


def run(home: Path, clock: Clock, *, verbose: bool = False) -> None:
    """Run the daemon here until a signal, Ctrl-C or :func:`stop` ends it.

    Raises :class:`Refused` when one runs already.
    """
    with hold_lock(home):
        (home / STOP).unlink(missing_ok=True)
        _log_to(home / LOG, verbose=verbose)
        LOGGER.info("started")
        asyncio.run(_run(Daemon(home, clock, SystemRandom())))
        LOGGER.info("stopped")
        (home / STOP).unlink(missing_ok=True)


def start(home: Path) -> bool:
    """Start a daemon that outlives this process; return false when there is one. Raises :class:`Refused`."""
    if is_running(home):
        return False
    spawn(home, "daemon", "run")
    if not _wait_until(lambda: is_running(home)):
        raise Refused(_NOT_STARTED, path=home / LOG)
    return True


def stop(home: Path) -> bool:
    """Ask the daemon to stop, and wait; return false when none runs. Raises :class:`Refused` when it does not."""
    if not is_running(home):
        return False
    (home / STOP).touch()
    if not _wait_until(lambda: not is_running(home)):
        raise Refused(_NOT_STOPPED, path=home / LOG)
    reap(home, SECONDS)
    return True


async def _run(daemon: Daemon) -> None:
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK"):
        _on_signal(loop, getattr(signal, name, None), daemon.stop)
    await daemon.run()


def _on_signal(loop: asyncio.AbstractEventLoop, number: int | None, stop: Callable[[], None]) -> None:
    if number is None:
        return
    try:
        loop.add_signal_handler(number, stop)
    except NotImplementedError:  # Windows: the handler runs in the main thread, between two steps of the loop
        signal.signal(number, lambda _number, _frame: loop.call_soon_threadsafe(stop))


def _wait_until(true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return true()


class _PrivateHandler(RotatingFileHandler):
    """Creates log files that only their owner may read: they contain ids of machines and addresses."""

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(descriptor, "ab"), encoding=self.encoding, errors=self.errors)


def _log_to(path: Path, *, verbose: bool) -> None:
    """Log events to a file of bounded size: counts and kinds, no content, no names."""
    handlers: list[logging.Handler] = [logging.StreamHandler()] if verbose else []
    with suppress(OSError):
        handlers.append(_PrivateHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"))
    for handler in handlers:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
