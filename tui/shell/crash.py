"""The crash file: where in the code the error happened, without any text of the records."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path


def write_crash_file(home: Path, error: BaseException) -> Path:
    """Write the traceback of an error, without local values and message, readable by the owner only; return the path.

    A message may quote typed text. The type and the lines of code are enough.
    """
    lines = [f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} Python {platform.python_version()} {platform.system()}"]
    for one in _chain(error):
        lines.append(type(one).__qualname__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(one.__traceback__)
        ]
    folder = home / "log" if home.is_dir() else Path(tempfile.gettempdir())
    try:
        folder.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="crash-", suffix=".txt", dir=folder)
    except OSError:
        handle, name = tempfile.mkstemp(prefix="chibo-crash-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:  # mkstemp creates it readable by its owner only
        file.write("\n".join(lines) + "\n")
    return Path(name)


def _chain(error: BaseException) -> list[BaseException]:
    found = [error]
    while (before := found[-1].__cause__ or found[-1].__context__) is not None and before not in found:
        found.append(before)
    return found
