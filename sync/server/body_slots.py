"""Limits how many large bodies are read at once: in total, per cell and per account, so that none blocks the others."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from anyio import Semaphore, fail_after

from sync.server.faults import DatabaseBusy

SMALL = 64 * 1024
"""A body of a declared length up to this needs no slot: an act's parcel has a few hundred bytes."""


def is_small(declared: str) -> bool:
    """Tell whether a body of the declared length needs no slot."""
    return declared.isascii() and declared.isdecimal() and int(declared) <= SMALL


class Slots:
    """The slots of one worker process. A request that waits for a slot holds only slots of its own account and cell."""

    def __init__(self, whole: int, of_cell: int, of_account: int, seconds: float) -> None:
        self._whole = Semaphore(whole)
        self._unproven = Semaphore(max(1, whole - of_account))
        self._of_cell, self._of_account, self._seconds = of_cell, of_account, seconds
        self._narrow: dict[str, tuple[Semaphore, int]] = {}

    @contextlib.asynccontextmanager
    async def hold(self, cell: str, account: str, *, is_proven: bool) -> AsyncIterator[None]:
        """Hold a slot for a large body or an answer. Raises :class:`DatabaseBusy` if none becomes free in time.

        Requests without a proof of membership can never hold all of them.
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
        """Hold a slot of a name; a name is removed when no request uses it."""
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
