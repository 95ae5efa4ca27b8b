"""The terminal and the process: left in order when the process is told to end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable

SIGNALLED = 128
"""Added to a signal's number, it is the exit code of a program that the signal ended, as shells have it."""


def leave_on_signals(leave: Callable[[int], object]) -> None:
    """Call ``leave`` with the exit code when the process is told to end, or its terminal is gone (a broken ssh).

    Without it Textual dies in the alternate screen. Called in the running loop of the main thread. Windows sends
    SIGBREAK where others send SIGHUP: when the console's window is closed.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            _on_signal(loop, number, leave)


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, leave: Callable[[int], object]) -> None:
    code = SIGNALLED + number
    try:
        loop.add_signal_handler(number, leave, code)
    except NotImplementedError:  # the loop of Windows has no handlers of its own
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave, code))
