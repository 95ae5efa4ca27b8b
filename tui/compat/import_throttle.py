"""Pauses background imports for 50 ms after each key.

A thread imports the acts, and with them SQLModel, while the screens run: more than a second of Python that shares the
interpreter. Without pauses, keys typed in that second would be handled half as fast. The pause is between two modules;
there is none once an act waits for the imports.

Measured against CPython 3.11, SQLModel 0.0.38 and SQLAlchemy 2.1. Upstream: none found; threads share the interpreter.
Needed as long as the acts import hundreds of modules.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType

PAUSE_SECONDS = 0.05
"""Length of a pause after a key: enough to draw its effect on an old laptop."""


class ImportThrottle:
    """An import finder that finds nothing, but can delay an import."""

    def __init__(self) -> None:
        self._until = 0.0
        self._awaited = threading.Event()
        self._loader: threading.Thread | None = None

    def pause(self) -> None:
        """Pause the imports of the loading thread for :data:`PAUSE_SECONDS`."""
        self._until = time.monotonic() + PAUSE_SECONDS

    def skip_pauses(self) -> None:
        """Never pause again: an act waits for the modules."""
        self._awaited.set()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Apply pauses to imports of the current thread only."""
        self._loader = threading.current_thread()
        sys.meta_path.insert(0, self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)

    def find_spec(
        self,
        fullname: str,  # noqa: ARG002 - the protocol of importlib.abc.MetaPathFinder
        path: Sequence[str] | None,  # noqa: ARG002
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        """Delay an import of the loading thread during a pause."""
        if threading.current_thread() is self._loader:
            while (rest := self._until - time.monotonic()) > 0 and not self._awaited.wait(rest):
                pass
        return None
