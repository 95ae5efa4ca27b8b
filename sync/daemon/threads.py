"""Blocking work in daemon threads, which do not keep an ending process alive."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """Runs one job after another, each in a thread of its own."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    async def run(self, job: Callable[[], T]) -> T:
        """Run a job and return its result, or raise its exception."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def tell(result: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop is closed: nothing waits for the result
                loop.call_soon_threadsafe(lambda: None if done.done() else result())

        def run() -> None:
            try:
                value = job()
            except Exception as fault:  # noqa: BLE001 - it is raised where the job is waited for
                caught = fault
                tell(lambda: done.set_exception(caught))
            else:
                tell(lambda: done.set_result(value))

        self._thread = threading.Thread(target=run, name="chibo-exchange", daemon=True)
        self._thread.start()
        return await done

    def wait_idle(self, seconds: float) -> bool:
        """Wait for the running job at most so long; return whether none is running."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()
