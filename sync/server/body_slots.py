"""Whose bodies are read at once: so many in all, of one cell, of one account, so that nobody holds the others."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from anyio import Semaphore, fail_after

from sync.server.faults import DatabaseBusy

SMALL = 64 * 1024
"""A body that says that it is no larger needs no slot: an act's parcel is a few hundred bytes."""


def is_small(declared: str) -> bool:
    """Tell whether a body, by the length that its request declares, needs no slot."""
    return declared.isascii() and declared.isdecimal() and int(declared) <= SMALL


class Slots:
    """Slots of one worker process; whoever waits for one holds none of a wider kind."""

    def __init__(self, whole: int, of_cell: int, of_account: int, seconds: float) -> None:
        self._whole = Semaphore(whole)
        self._unproven = Semaphore(max(1, whole - of_account))
        self._of_cell, self._of_account, self._seconds = of_cell, of_account, seconds
        self._narrow: dict[str, tuple[Semaphore, int]] = {}

    @contextlib.asynccontextmanager
    async def hold(self, cell: str, account: str, *, is_proven: bool) -> AsyncIterator[None]:
        """Hold a slot for a large body, or an answer. Raises :class:`DatabaseBusy` where none comes free in time.

        Those who have not proven that they belong to their cells never hold all of them together.
        """
        async with contextlib.AsyncExitStack() as held:
            try:
                with fail_after(self._seconds):
                    await held.enter_async_context(self._one_of(f"account {account}", self._of_account))
                    await held.enter_async_context(self._one_of(f"cell {cell}", self._of_cell))
                    if not is_proven:
                        await held.enter_async_context(self._unproven)
                    await held.enter_async_context(self._whole)
            except TimeoutError:
                raise DatabaseBusy from None
            yield

    @contextlib.asynccontextmanager
    async def _one_of(self, name: str, most: int) -> AsyncIterator[None]:
        """Hold a slot of a name; names are forgotten when nobody holds or waits for one."""
        semaphore, users = self._narrow.get(name, (Semaphore(most), 0))
        self._narrow[name] = semaphore, users + 1
        try:
            async with semaphore:
                yield
        finally:
            semaphore, users = self._narrow[name]
            if users > 1:
                self._narrow[name] = semaphore, users - 1
            else:
                del self._narrow[name]
