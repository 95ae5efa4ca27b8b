"""Starts the daemon of a joined cell without blocking the screens."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from sync.daemon.spawn import spawn


def have_daemon(home: Path, missing: Callable[[], object]) -> None:
    """Start the daemon of a home folder unless it runs; on failure call ``missing`` in another thread."""
    threading.Thread(target=_start, args=(home, missing), name="chibo-daemon-start", daemon=True).start()


def _start(home: Path, missing: Callable[[], object]) -> None:
    try:
        runs = spawn(home, "daemon", "start").wait() == 0
    except OSError:  # the system cannot start a process; the screens continue
        runs = False
    if not runs:
        missing()
