"""Orderly exit when the process is signalled, or its terminal is gone."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable

from models.domain.errors import Refused
from models.domain.language import N_

SIGNAL_EXIT_BASE = 128
"""Added to a signal's number, the exit code of a program ended by it, as in shells."""


def require_terminal() -> None:
    """Raise :class:`Refused` without a terminal: Textual would loop for ever.

    Textual reads standard input and draws on standard error.
    """
    if not all(stream and stream.isatty() for stream in (sys.__stdin__, sys.__stderr__)):
        raise Refused(
            N_("The screens need a terminal to draw on and to type in; without one use the commands: chibo --help.")
        )


def leave_on_signals(leave: Callable[[int], object]) -> None:
    """Call ``leave`` with the exit code on SIGTERM, SIGHUP or SIGBREAK.

    Without it Textual dies in the alternate screen. Called in the running loop of the main thread. Windows sends
    SIGBREAK where others send SIGHUP: when the console's window is closed.
    """
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is not None:
            _on_signal(loop, number, leave)


def _on_signal(loop: asyncio.AbstractEventLoop, number: int, leave: Callable[[int], object]) -> None:
    code = SIGNAL_EXIT_BASE + number
    try:
        loop.add_signal_handler(number, leave, code)
    except NotImplementedError:  # the event loop on Windows has no signal handlers
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(leave, code))


TERMINAL_GONE_EXIT = 129
"""The exit code when the terminal is gone: that of SIGHUP."""

GRACE_SECONDS = 3.0
"""How long an orderly exit may take once the terminal is gone."""


def leave_without_terminal(leave: Callable[[int], object]) -> None:
    """Call ``leave`` when the terminal is gone without a signal; end the process if it does not leave.

    A terminal that is not the process's controlling one sends no SIGHUP. Textual then waits for ever to write to it,
    and its reader loops without pause. All acts are saved by then. Called in the running loop. Windows ends a program
    with its console.
    """
    if sys.platform == "win32" or not sys.__stdin__ or not sys.__stdin__.isatty():
        return
    loop, descriptor = asyncio.get_running_loop(), sys.__stdin__.fileno()
    threading.Thread(target=_watch, args=(descriptor, loop, leave), name="chibo-terminal", daemon=True).start()


def _watch(descriptor: int, loop: asyncio.AbstractEventLoop, leave: Callable[[int], object]) -> None:
    import select

    watched = select.poll()
    watched.register(descriptor, 0)  # no events: a hang-up is always reported
    watched.poll()
    try:
        loop.call_soon_threadsafe(leave, TERMINAL_GONE_EXIT)
    except RuntimeError:  # the loop is closed: the program has left
        return
    threading.Event().wait(GRACE_SECONDS)
    os._exit(TERMINAL_GONE_EXIT)
