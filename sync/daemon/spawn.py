"""Starting a process of this program that outlives the one that starts it: light, a screen does it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_STARTED: dict[Path, subprocess.Popen[bytes]] = {}
"""Held, not waited for: Python would warn of a process that is let go of while it runs."""


def spawn(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start ``chibo WORDS`` on a home folder as a process of its own, which a closed terminal does not end.

    Raises :class:`OSError` when the system starts no process.
    """
    flags = sum(getattr(subprocess, name, 0) for name in ("DETACHED_PROCESS", "CREATE_NEW_PROCESS_GROUP"))
    started = subprocess.Popen(  # noqa: S603 - this program itself
        [sys.executable, "-m", "tui.main", "--home", str(home.resolve()), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        start_new_session=os.name != "nt",
        creationflags=flags,  # Windows alone has these; elsewhere there are none
    )
    _STARTED[home] = started
    return started


def reap(home: Path, seconds: float) -> None:
    """Let go of what was started here for a home folder, and is about to end."""
    if (process := _STARTED.pop(home, None)) is not None:
        process.wait(seconds)
