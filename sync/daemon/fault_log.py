"""The daemon's log of errors: type and place, never a message."""

from __future__ import annotations

import logging
from pathlib import Path
from traceback import extract_tb

from models.domain.errors import ChiboError

LOGGER = logging.getLogger("chibo.daemon")


def log_fault(fault: Exception, seconds: float) -> None:
    """Log an error by type and place, never its message, which may contain server names and files."""
    name = type(fault).__name__
    if isinstance(fault, ChiboError):
        LOGGER.warning("no exchange: %s; again in %.0f s", name, seconds)
        return
    frames = extract_tb(fault.__traceback__)[-8:]
    where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    LOGGER.error("a mistake of the program: %s at %s; again in %.0f s", name, where, seconds)
