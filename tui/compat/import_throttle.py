"""What is drawn goes before what is loaded meanwhile.

The acts, and with them SQLModel, are loaded in a thread beside the screens: a second and more of Python that shares
the interpreter with them. Whoever types in that second would see each key half as fast. So the loading rests for a
moment after every key, between one module and the next; once an act waits for it, it no longer rests.

Measured against CPython 3.11, SQLModel 0.0.38 and SQLAlchemy 2.1. Upstream: none found; it is how threads share the
interpreter. It is needed as long as the acts bring hundreds of modules.
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
"""Seconds after a key for which the loading rests: enough to draw what the key did, on an old laptop too."""


class ImportThrottle:
    """A finder of modules that finds none, but waits before it says so."""

    def __init__(self) -> None:
        self._until = 0.0
        self._awaited = threading.Event()
        self._loader: threading.Thread | None = None

    def pause(self) -> None:
        """Let what is to be drawn now, for a key above all, go first."""
        self._until = time.monotonic() + PAUSE_SECONDS

    def skip_pauses(self) -> None:
        """Rest no more: somebody waits for what is loaded."""
        self._awaited.set()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Rest after keys while this thread loads modules; another thread that loads some does not wait."""
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
        """Wait until a key has gone by; a key that itself needs a module waits no longer than that moment."""
        if threading.current_thread() is self._loader:
            while (rest := self._until - time.monotonic()) > 0 and not self._awaited.wait(rest):
                pass
        return None
