"""Starts a detached process of this program, with few imports, so that a screen can do it quickly."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_STARTED: dict[Path, subprocess.Popen[bytes]] = {}
"""Keeps process objects referenced: Python warns when one is deleted while its process runs."""


def spawn(home: Path, *words: str) -> subprocess.Popen[bytes]:
    """Start ``chibo WORDS`` on a home folder as a detached process, which survives a closed terminal.

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
        creationflags=flags,  # exists on Windows only
    )
    _STARTED[home] = started
    return started


def reap(home: Path, seconds: float) -> None:
    """Wait for the processes started here for a home folder that are about to end."""
    if (process := _STARTED.pop(home, None)) is not None:
        process.wait(seconds)
