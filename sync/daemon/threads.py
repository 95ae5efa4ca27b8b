"""Blocking work beside the loop, in threads that do not keep a process alive which is to end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


class Worker:
    """Does one job after another, each in a thread of its own."""

    def __init__(self) -> None:
        self._thread: threading.Thread | None = None

    async def run(self, job: Callable[[], T]) -> T:
        """Do a job and return what it returns, or raise what it raises."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()

        def tell(result: Callable[[], None]) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
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
        """Wait for the job that is under way, but not for ever; tell whether there is none now."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()
