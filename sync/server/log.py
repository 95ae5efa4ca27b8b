"""The server's log: one JSON object per line on standard error, with known fields only."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime

from models.domain.clock import to_text

LOGGER = logging.getLogger("chibo.server")
SELDOM_SECONDS = 60.0
MOST_A_MINUTE = 60
REMEMBERED = 10_000
FIRST_REFUSAL = 400
_LOCK = threading.Lock()
_SELDOM: dict[str, tuple[float, int]] = {}


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object; of an exception only class and place, because its text may be
    confidential.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": to_text(datetime.fromtimestamp(record.created, UTC)),
            "level": record.levelname.lower(),
            "event": record.msg if record.name == LOGGER.name else record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["where"] = _places(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def begin_log(level: int = logging.INFO) -> None:
    """Send the server's records, and uvicorn's warnings, to standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_worth_a_line)
    handler.addFilter(RateLimitFilter())
    for name in (LOGGER.name, "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(level)


def event(name: str, **facts: object) -> None:
    """Log an event; its name and the names of the facts are fixed in the program."""
    LOGGER.info(name, extra={"facts": facts})


def event_limited(name: str, **facts: object) -> None:
    """Log an error that may be frequent: at most once a minute, with the number of suppressed records."""
    with _LOCK:
        now = time.monotonic()
        last, left_out = _SELDOM.get(name, (-SELDOM_SECONDS, 0))
        if now - last < SELDOM_SECONDS:
            _SELDOM[name] = last, left_out + 1
            return
        _SELDOM[name] = now, 0
    event(name, **facts, **({"left_out": left_out} if left_out else {}))


class RateLimitFilter(logging.Filter):
    """Passes a limited number of records of one cause per minute, and reports how many it suppressed.

    A cause is the place of an exception, a kind of refusal to one address, or a message of uvicorn. Records of
    successful requests always pass.
    """

    def __init__(self, most: int = MOST_A_MINUTE, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._most, self._now = most, now
        self._counts: dict[object, list[float]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a record passes."""
        cause = _cause(record)
        if cause is None:
            return True
        now = self._now()
        with _LOCK:
            if len(self._counts) > REMEMBERED:
                self._counts.clear()
            began, count, left_out = self._counts.get(cause, [now, 0, 0])
            if now - began >= SELDOM_SECONDS:
                began, count = now, 0
            count += 1
            allowed = count <= self._most
            self._counts[cause] = [began, count, 0 if allowed else left_out + 1]
        if allowed and left_out:
            record.facts = {**getattr(record, "facts", {}), "left_out": int(left_out)}
        return allowed


def _cause(record: logging.LogRecord) -> object:
    """Return the cause of a record; ``None`` where the number is not limited."""
    facts = getattr(record, "facts", {})
    if record.exc_info and record.exc_info[1]:
        frames = traceback.extract_tb(record.exc_info[1].__traceback__)[-1:]
        return (type(record.exc_info[1]).__name__, *((frame.filename, frame.lineno) for frame in frames))
    if record.name != LOGGER.name:
        return (record.name, record.msg)
    status = facts.get("status")
    return (status, facts.get("address")) if isinstance(status, int) and status >= FIRST_REFUSAL else None


def _worth_a_line(record: logging.LogRecord) -> bool:
    """Tell whether to log a record: all of this program, of uvicorn warnings and ended workers."""
    return record.name == LOGGER.name or record.levelno >= logging.WARNING or "died" in record.getMessage()


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename.rpartition('site-packages')[2][-60:]}:{frame.lineno} {frame.name}" for frame in frames]
