"""The terminal and the process: left in order when the process is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable

SIGNALLED = 128
"""Added to a signal's number, it is the exit code of a program that the signal ended, as shells have it."""


def leave_on_signals(leave: Callable[[int], object]) -> None:
    """Call ``leave`` with the exit code when the process is told to end, or its terminal is gone (a broken ssh).

    Without it Textual dies in the alternate screen. Called in the running loop; Windows sends no such signals.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            with contextlib.suppress(NotImplementedError):
                loop.add_signal_handler(number, leave, SIGNALLED + number)
