"""The server's log: one JSON object a line on the standard error, of known fields and nothing else."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from models.domain.clock import to_text

LOGGER = logging.getLogger("chibo.server")


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object; of an exception only its kind and where it arose, for its text may tell."""

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
    """Send the server's records, and what uvicorn warns of, to the standard error as JSON lines."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_worth_a_line)
    for name in (LOGGER.name, "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
        logger.setLevel(level)


def event(name: str, **facts: object) -> None:
    """Write a line; ``name`` and the facts' names are the program's own words."""
    LOGGER.info(name, extra={"facts": facts})


def _worth_a_line(record: logging.LogRecord) -> bool:
    """Keep our own records, and of uvicorn's its warnings and the death of a worker."""
    return record.name == LOGGER.name or record.levelno >= logging.WARNING or "died" in record.getMessage()


def _places(error: BaseException) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return [f"{frame.filename.rpartition('site-packages')[2][-60:]}:{frame.lineno} {frame.name}" for frame in frames]
